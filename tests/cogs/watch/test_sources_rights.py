"""Who may press what of ``/sources``: moderators all of it but channels and roles, members nothing.

Nothing is written for who may not.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import discord
import pytest

from bot.parts import Parts
from domain.people import Caller
from tests.cogs.direct import Book, Direct, Visitor, broken
from tests.cogs.watch import sources_table
from tests.cogs.watch.sources_table import ACTS, EXTRAS, FIELDS, NUMBERED, VALUES

HOME = 900_000_000_000_000_001
NAMED, TIDIES, RULES, MANAGES = (400_000_000_000_000_001 + n for n in range(4))
ALIX = Caller(HOME, 100_000_000_000_000_099, "Alix", moderator=True, manager=True)
MANAGERS_ONLY = {("schedule", "channel"), ("topic", "channel"), ("topic", "role")}
SETTINGS = {"channels"}
"""Of those who manage the server, shown with their other cards."""
ONLY = {"fr": "Seuls les modérateurs peuvent faire cela.", "en-GB": "Only moderators may do this."}
MANAGE = {"fr": "« Gérer le serveur »", "en-GB": "“Manage Server”"}
WHO = {
    "moderator by role": (NAMED,),
    "moderator by right": (TIDIES,),
    "administrator": (RULES,),
    "manager": (MANAGES,),
    "member": (),
}


class Table:
    def __init__(self, direct: Direct, book: Book, numbers: dict[str, int]) -> None:
        self.direct, self.book, self.numbers = direct, book, numbers
        self.rows = book.rows()

    def presses(self) -> list[tuple[tuple[str, str], int]]:
        return [
            ((thing, act), self.numbers.get(key, 1))
            for thing, acts in ACTS.items()
            if thing not in SETTINGS
            for act in acts.split()
            for key in NUMBERED.get(thing, ("",))
        ]

    async def press(self, who: str, act: tuple[str, str], number: int, locale: str) -> str:
        extra = f":{EXTRAS[act]}" if act in EXTRAS else ""
        visitor = Visitor(
            ALIX.user_id if "moderator" in who or who == "administrator" else 7,
            HOME,
            WHO[who],
            # Whoever tidies one channel does not moderate the network.
            discord.Permissions(manage_messages=True),
            locale,
        )
        answer = await self.direct.press(
            visitor,
            f"{act[0]}:{HOME}:{number}:{act[1]}:0{extra}",
            values=VALUES.get(act),
            fields=FIELDS.get(act),
        )
        assert answer.bodies, act
        return "\n".join(body.texts for body in answer.bodies)


@pytest.fixture
async def table(
    bot_parts: Parts, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> AsyncIterator[Table]:
    direct = Direct(bot_parts)
    await direct.start()
    rights = {
        NAMED: discord.Permissions(),
        TIDIES: discord.Permissions(manage_messages=True),
        RULES: discord.Permissions(administrator=True),
        MANAGES: discord.Permissions(manage_guild=True),
    }
    direct.add_guild(HOME, "Réseau", rights)
    services = bot_parts.wiring.services
    await services.settings.change(ALIX, "moderation.roles", [NAMED])
    topic = (await services.topics.of(HOME))[2].number
    numbers = await sources_table.furnish(services, ALIX, "Radio", topic) | {"topic": topic}
    made = Table(direct, Book(tmp_path / "entremise.db"), numbers)
    yield made
    made.book.close()
    assert broken(caplog) == []


@pytest.mark.parametrize("locale", ONLY)
async def test_members_and_managers_are_refused_and_nothing_is_written(table: Table, locale: str):
    for who in ("member", "manager"):
        for act, number in table.presses():
            if who == "manager" and act in MANAGERS_ONLY:
                continue
            said = await table.press(who, act, number, locale)
            expected = MANAGE if act in MANAGERS_ONLY else ONLY
            assert expected[locale] in said, (who, act, said)
            assert table.book.rows() == table.rows, (who, act)


async def test_moderators_are_refused_nothing_but_channels_and_roles(table: Table):
    for who in ("moderator by role", "moderator by right", "administrator"):
        for act, number in table.presses():
            said = await table.press(who, act, number, "fr")
            assert ONLY["fr"] not in said, (who, act)
            if act in MANAGERS_ONLY and who != "administrator":
                assert said.startswith("Il faut le droit « Gérer le serveur »"), (who, act)
            table.book.put_back(table.rows)
