"""``/config salons``, ``roles``, ``langue``: as somebody who manages the server meets them."""

import contextlib
import sqlite3

import discord
import pytest
from sqlalchemy.exc import OperationalError

from tests.cogs.network import ENGLISH, ids, labels, texts

COMMANDS = ("config salons", "config roles", "config langue", "config structures")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", ["Léa", "Maud"])
async def test_who_does_not_manage_the_server_is_told_so(network, command, name):
    await network.show_to_everyone("config")
    answer = await network.run(name, command)
    assert "« Gérer le serveur »" in answer.content and answer.ephemeral


@pytest.mark.parametrize("command", COMMANDS)
async def test_every_card_is_private_and_in_the_persons_language(network, command):
    french = await network.run("Alix", command)
    network.speaks("Alix", ENGLISH)
    english = await network.run("Alix", command)
    assert french.ephemeral and english.ephemeral
    assert texts(french) != texts(english)


async def test_a_channel_is_chosen_in_the_menu_and_its_rights_said_at_once(network):
    card = await network.run("Alix", "config salons")
    assert "le salon de la première demande le deviendra" in texts(card)
    await network.choose("Alix", card, "lending", [network.channel])
    assert (await network.services.settings.read(network.guild.id)).lending_channel == (
        network.channel.id
    )
    assert f"**Salon des prêts** · <#{network.channel.id}>" in texts(card)
    assert "✅ Le bot peut y faire tout son travail." in texts(card)


async def test_each_missing_right_is_named_with_where_to_click(network):
    me = network.guild.me
    closed = network.guild.create_text_channel(
        "fermé",
        overwrites={
            me: discord.PermissionOverwrite(attach_files=False, read_message_history=False)
        },
    )
    card = await network.run("Alix", "config salons")
    await network.choose("Alix", card, "moderation", [closed])
    said = texts(card)
    assert f"⚠️ Il manque 2 droits au bot dans <#{closed.id}>." in said
    for right in ("Joindre des fichiers", "Voir les anciens messages"):
        assert f"**{right}** : <#{closed.id}> → Modifier le salon → Permissions" in said
    assert "Envoyer des messages" not in said
    network.env.backend.delete_overwrite(closed.id, me.id)
    await network.press("Alix", card, "Revérifier")
    assert f"<#{closed.id}>\n✅ Le bot peut y faire tout son travail." in texts(card)


async def test_no_channel_chosen_unsets_it(network):
    card = await network.run("Alix", "config salons")
    await network.choose("Alix", card, "lending", [network.channel])
    await network.choose("Alix", card, "lending", [])
    assert (await network.services.settings.read(network.guild.id)).lending_channel is None
    assert "Pas encore choisi" in texts(card)


async def test_a_channel_deleted_on_discord_is_no_longer_the_loans_channel(network):
    doomed = network.guild.create_text_channel("bientôt parti")
    await network.services.settings.change(network.caller("Alix"), "lending.channel", doomed.id)
    await network.guild.me.guild.get_channel(doomed.id).delete()
    await network.env.settle()
    assert (await network.services.settings.read(network.guild.id)).lending_channel is None
    assert "Pas encore choisi" in texts(await network.run("Alix", "config salons"))


async def test_what_was_deleted_while_the_bot_was_down_no_longer_counts_at_its_return(network):
    settings, alix = network.services.settings, network.caller("Alix")
    await settings.change(alix, "lending.channel", 424242424242424242)
    await settings.change(alix, "moderation.channel", network.channel.id)
    role = network.guild.create_role("Équipe prêts")
    await settings.change(alix, "moderation.roles", [role.id, 434343434343434343])
    await network.parts.wiring.client.on_ready()
    now = await settings.read(network.guild.id)
    assert (now.lending_channel, now.moderation_channel) == (None, network.channel.id)
    assert now.moderator_roles == {role.id}


async def test_a_channel_that_vanished_while_the_bot_was_down_is_said_to_be_gone(network):
    settings = network.services.settings
    await settings.change(network.caller("Alix"), "lending.channel", 424242424242424242)
    card = await network.run("Alix", "config salons")
    assert "⚠️ Ce salon n’existe plus." in texts(card)


async def test_the_roles_chosen_moderate_from_then_on(network):
    helpers = network.guild.create_role("Entraide")
    card = await network.run("Alix", "config roles")
    assert "Aucun rôle n’est choisi." in texts(card)
    await network.choose("Alix", card, "choose", [helpers])
    assert f"Modèrent : <@&{helpers.id}>" in texts(card)
    known = await network.parts.wiring.client.guild_facts(network.guild.id)
    assert known.moderator_roles == {helpers.id}


async def test_the_roles_card_prints_the_click_path_of_discords_own_settings(network):
    card = await network.run("Alix", "config roles")
    assert "Paramètres du serveur → Intégrations →" in texts(card)


async def test_everyone_cannot_be_made_a_moderator(network):
    card = await network.run("Alix", "config roles")
    answer = await network.choose("Alix", card, "choose", [network.guild.default_role])
    assert answer.content == (
        "Avec « @everyone », tout le monde modérerait. Choisissez un autre rôle."
    )
    assert (await network.services.settings.read(network.guild.id)).moderator_roles == frozenset()


async def test_a_role_deleted_on_discord_no_longer_moderates(network):
    doomed = network.guild.create_role("Bientôt partie")
    card = await network.run("Alix", "config roles")
    await network.choose("Alix", card, "choose", [doomed])
    await network.guild.me.guild.get_role(doomed.id).delete()
    await network.env.settle()
    assert (await network.services.settings.read(network.guild.id)).moderator_roles == frozenset()


async def test_language_zone_and_quiet_hours_are_chosen_on_one_card(network):
    card = await network.run("Alix", "config langue")
    assert "Fuseau horaire : **Europe/Paris**. Il y est lun. 2 nov. 10:00." in texts(card)
    await network.choose("Alix", card, "choose", ["en"])
    assert "**anglais**" in texts(card)
    await network.choose("Alix", card, "zone", ["Indian/Reunion"])
    assert "**Indian/Reunion**. Il y est lun. 2 nov. 13:00." in texts(card)
    opened = await network.press("Alix", card, "Heures calmes")
    await network.fill("Alix", opened, start="22h30", end="7h")
    assert "de **22:30** à **07:00**" in texts(card)
    now = await network.services.settings.read(network.guild.id)
    assert (now.locale, now.zone.key) == ("en", "Indian/Reunion")
    assert (now.quiet_start, now.quiet_end) == (1350, 420)


async def test_any_other_zone_can_be_typed_and_a_wrong_one_is_refused(network):
    card = await network.run("Alix", "config langue")
    opened = await network.press("Alix", card, "Autre fuseau…")
    await network.fill("Alix", opened, zone="Asia/Tokyo")
    assert "**Asia/Tokyo**" in texts(card)
    opened = await network.press("Alix", card, "Autre fuseau…")
    refused = await network.fill("Alix", opened, zone="Bressuire")
    assert "Il n’y a pas de fuseau « Bressuire »." in refused.content
    assert (await network.services.settings.read(network.guild.id)).zone.key == "Asia/Tokyo"


async def test_an_hour_that_is_none_changes_neither_of_the_two(network):
    card = await network.run("Alix", "config langue")
    opened = await network.press("Alix", card, "Heures calmes")
    refused = await network.fill("Alix", opened, start="22h", end="bientôt")
    assert "Je n’ai pas compris l’heure « bientôt »" in refused.content
    now = await network.services.settings.read(network.guild.id)
    assert (now.quiet_start, now.quiet_end) == (21 * 60, 8 * 60)


async def test_who_lost_the_right_cannot_use_a_card_that_is_still_open(network):
    card = await network.run("Alix", "config langue")
    network.env.backend.remove_member_role(
        network.guild.id, network.people["Alix"].id, network.guild.roles["Bureau"].id
    )
    answer = await network.choose("Alix", card, "choose", ["en"])
    assert "« Gérer le serveur »" in answer.content
    assert (await network.services.settings.read(network.guild.id)).locale == "fr"


async def test_a_card_of_another_guild_does_nothing(network):
    mine = await network.run("Zoé", "config langue")
    theirs = await network.run("Alix", "config langue")
    for custom_id in ids(theirs):
        answer = await network.press_id("Zoé", mine, custom_id, ["en"])
        assert answer.content == "Introuvable ici."
    assert (await network.services.settings.read(network.guild.id)).locale == "fr"
    assert labels(theirs)


@pytest.mark.parametrize("value", ["x", "-1", "²", "9" * 40, "Europe/../x"])
@pytest.mark.parametrize(
    ("command", "act"),
    [
        ("salons", "channels:{}:0:lending:0"),
        ("roles", "roles:{}:0:choose:0"),
        ("langue", "language:{}:0:choose:0"),
        ("langue", "language:{}:0:zone:0"),
    ],
)
async def test_a_value_that_no_menu_offered_is_refused_in_a_sentence(network, command, act, value):
    before = await network.services.settings.read(network.guild.id)
    card = await network.run("Alix", f"config {command}")
    answer = await network.press_id("Alix", card, act.format(network.guild.id), [value])
    assert answer.ephemeral and "Référence" not in answer.content and answer.content
    assert await network.services.settings.read(network.guild.id) == before


async def test_another_guilds_channel_and_role_cannot_be_chosen(network):
    for command, act, value in (
        ("salons", "channels:{}:0:moderation:0", network.elsewhere_channel.id),
        ("roles", "roles:{}:0:choose:0", network.elsewhere.roles["Tout"].id),
    ):
        card = await network.run("Alix", f"config {command}")
        answers = {
            (
                await network.press_id("Alix", card, act.format(network.guild.id), [str(each)])
            ).content
            for each in (value, 424242424242424242)
        }
        assert len(answers) == 1
    now = await network.services.settings.read(network.guild.id)
    assert (now.moderation_channel, now.moderator_roles) == (None, frozenset())


async def test_a_database_that_somebody_else_keeps_busy_is_said_and_nothing_is_half_written(
    network, tmp_path
):
    card = await network.run("Alix", "config salons")
    other = sqlite3.connect(tmp_path / "entremise.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        answer = await network.choose("Alix", card, "lending", [network.channel])
    finally:
        other.close()
    assert "Trop de monde en même temps : rien n’a été enregistré." in answer.content
    settings = await network.services.settings.read(network.guild.id)
    assert settings.lending_channel is None
    await network.choose("Alix", card, "lending", [network.channel])
    assert f"**Salon des prêts** · <#{network.channel.id}>" in texts(card)


async def test_a_full_disk_is_said_and_reading_goes_on(network, sqlite_db):
    card = await network.run("Alix", "config salons")
    async with sqlite_db.writing() as conn:
        pages = (await conn.exec_driver_sql("PRAGMA page_count")).scalar_one()
        await conn.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        filler = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)"
        with contextlib.suppress(OperationalError):
            await conn.exec_driver_sql(
                f"INSERT INTO seen (interaction_id, at) {filler} SELECT i, 0 FROM n"
            )
    answers = [await network.choose("Alix", card, "lending", [network.channel]) for _ in range(40)]
    told = [each.content for each in answers if each.content]
    assert told and all("Le disque du bot est plein" in each for each in told)
    assert "Salons du réseau" in texts(await network.run("Alix", "config salons"))
