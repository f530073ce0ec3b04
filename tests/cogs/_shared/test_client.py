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
