"""What the bot is put together from."""

import os
import pkgutil

import cogs
from bot.config import load
from bot.parts import FileMark, build, features, wire_up
from storage.engine import Database


def config():
    return load({"DISCORD_TOKEN": "x", "DEFAULT_TIMEZONE": "Europe/London", "DEFAULT_LOCALE": "en"})


def test_every_feature_of_the_cogs_registers_itself():
    packages = {each.name for each in pkgutil.iter_modules(cogs.__path__) if each.ispkg}
    registered = {each.__module__.removeprefix("cogs.") for each in features()}
    assert registered == {name for name in packages if not name.startswith("_")}


async def test_the_bot_is_built_without_a_word_to_discord_or_the_database(sqlite_db: Database):
    parts = build(config(), sqlite_db)
    assert not parts.wiring.client.is_ready()
    names = [job.name for job in parts.wiring.jobs]
    assert {"loans", "disk"} <= set(names)
    assert len(names) == len(set(names))


async def test_a_guild_that_chose_nothing_gets_the_hosts_defaults(sqlite_db: Database):
    wiring = wire_up(config(), sqlite_db)
    facts = await wiring.client.guild_facts(7)
    assert (facts.language, str(facts.zone)) == ("en", "Europe/London")
    assert facts.moderator_roles == frozenset()


async def test_the_commands_last_sent_are_remembered_across_restarts(tmp_path):
    mark = FileMark(tmp_path / "commands.sent")
    assert await mark.read() is None
    await mark.write("abc")
    assert await FileMark(tmp_path / "commands.sent").read() == "abc"
    assert os.listdir(tmp_path) == ["commands.sent"]
