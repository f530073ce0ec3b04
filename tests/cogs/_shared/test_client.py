"""One intent, guild commands only, and commands that are sent when they have changed."""

import discord
import simcord

from cogs._shared.context import GuildFacts
from tests.cogs._shared.stage import Mark, build, stage


async def test_only_the_guilds_intent_is_asked_for():
    client, _ = build()
    assert client.intents.value == discord.Intents(guilds=True).value


async def test_commands_are_sent_once_until_they_change():
    mark = Mark()
    async with stage(mark) as s:
        assert mark.writes == 1
        assert not await s.client.send_commands()
        s.client.tree.remove_command("dire")
        assert await s.client.send_commands()
    assert mark.writes == 2


async def test_commands_that_discord_lost_are_sent_again():
    mark = Mark()
    async with stage(mark) as s:
        application = s.client.application_id
        assert application is not None
        await s.client.http.bulk_upsert_global_commands(application, [])
        assert await s.client.send_commands()
        assert "dire" in [each.name for each in await s.client.tree.fetch_commands()]
        assert not await s.client.send_commands()


async def test_a_note_that_can_be_neither_read_nor_written_stops_nobody(caplog):
    class Full(Mark):
        async def read(self) -> str | None:
            raise UnicodeDecodeError("utf-8", b"\xff", 0, 1, "half a file")

        async def write(self, mark: str) -> None:
            raise OSError(28, "No space left on device")

    async with stage(Full()) as s:
        assert await s.run("dire", quoi="bonjour")
    assert "No space left on device" in caplog.text


async def test_commands_work_in_guilds_only():
    client, _ = build()
    async with simcord.run(client):
        payload = await client.tree.payload()
    assert all(each["contexts"] == [0] and each["integration_types"] == [0] for each in payload)


async def test_a_moderator_is_who_has_the_configured_role():
    async with stage() as s:
        role = s.guild.create_role("Équipe prêts")
        helper = s.guild.add_member(s.env.create_user("Alix"), roles=[role])

        async def facts(guild_id: int) -> GuildFacts:
            return GuildFacts(moderator_roles=frozenset({role.id}))

        s.client.guild_facts = facts
        shown = await s.run("carte")
        await s.member.click(shown.response, label="go")
        other = await helper.slash(s.channel, "carte")
        await helper.click(other.response, label="go")
        assert [press.caller.moderator for press in s.pressed] == [False, True]


async def test_who_may_manage_one_channels_messages_does_not_moderate_the_network():
    async with stage() as s:
        role = s.guild.create_role("Tient son salon")
        tidy = s.guild.add_member(s.env.create_user("Noé"), roles=[role])
        may = discord.PermissionOverwrite(manage_messages=True)
        own = s.guild.create_text_channel("salon-du-clou", overwrites={role: may})
        may_not = discord.PermissionOverwrite(manage_messages=False)
        moderators = s.guild.create_role(
            "Modération", permissions=discord.Permissions(manage_messages=True)
        )
        maud = s.guild.add_member(s.env.create_user("Maud"), roles=[moderators])
        calm = s.guild.create_text_channel("calme", overwrites={moderators: may_not})
        for person, channel in ((tidy, own), (maud, calm)):
            shown = await person.slash(channel, "carte")
            await person.click(shown.response, label="go")
        assert [press.caller.moderator for press in s.pressed] == [False, True]
