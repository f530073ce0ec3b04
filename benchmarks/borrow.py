"""`/emprunter`: processor time from the command received to the card sent, against a bare bot.

Each bot has a wire, a process and a database of its own, with the same rows; the same command is
typed to both by turns. What the bot does beside (its clocks, its line of messages) counts too.
"""

import asyncio
import json
import re
import shutil
import sqlite3
import statistics
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from playground import Answer, BotProcess, Person, Wire
from playground.ledger import as_typed

BASELINE = [sys.executable, str(Path(__file__).with_name("baseline_bot.py"))]
REPEATS, COMMANDS, AT_ONCE, CROWDS = 25, 40, 50, 5
LIVE = 12
"""Loans of the item on other dates."""
LIMIT = 2.5
PERIOD = "2026-12-05T00:00/2026-12-07T00:00"


@dataclass
class Stage:
    """One bot with its own peer."""

    wire: Wire
    bot: BotProcess
    people: list[Person] = field(default_factory=list)

    @classmethod
    async def built(cls, folder: Path, command: list[str] | None = None) -> "Stage":
        """A network on a wire of its own, the rows written before the bot starts."""
        wire = Wire(start=datetime(2026, 11, 2, 9, tzinfo=UTC), contract=False, strict=False)
        await wire.open()
        guild = wire.guild("Réseau")
        channel = guild.channel("prets")
        stage = cls(wire, BotProcess(wire, folder))
        for number in range(AT_ONCE):
            person = guild.member(f"Membre {number}")
            person.home = channel
            stage.people.append(person)
        await stage.bot.start()  # makes the tables
        await stage.bot.stop()
        write_rows(
            folder / "entremise.db", guild.id, channel.id, [each.id for each in stage.people]
        )
        if command is not None:
            stage.bot.forget_rooms()
            stage.bot = BotProcess(wire, folder, command=command)
        await stage.bot.start()
        return stage

    async def ask(self, person: Person | None = None) -> Answer:
        answer = await (person or self.people[0]).types(
            "/emprunter", objet="#1", quand=PERIOD, quantite=1, projet="Concert de soutien"
        )
        if answer.kind != "message" or not answer.ephemeral:
            raise RuntimeError(f"{answer!r}\n{self.bot.tail()}")
        return answer

    async def cost(self) -> float:
        """Seconds of the bot's processor time for one command, over many."""
        before = processor_time(self.bot.pid)
        for _ in range(COMMANDS):
            await self.ask()
        return (processor_time(self.bot.pid) - before) / COMMANDS

    async def slowest(self) -> float:
        """Seconds until the last of many people who ask at once has their card."""
        answers = await asyncio.gather(*(self.ask(person) for person in self.people))
        return max(answer.answered_in or 0.0 for answer in answers)

    async def close(self) -> None:
        await self.bot.stop()
        self.bot.forget_rooms()
        await self.wire.close()


def processor_time(pid: int) -> float:
    """Seconds that the threads of a process have run, to the nanosecond."""
    tasks = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9


def write_rows(path: Path, guild: int, channel: int, people: list[int]) -> None:
    """Two organisations, a console of the first, loans of it, and members of the second."""
    raw = sqlite3.connect(path)
    raw.executemany(
        "INSERT INTO organisation (guild_id, number, name, folded, short_name, basin, kind) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (guild, 1, "Le Clou", "le clou", "Clou", "Bressuire", "venue"),
            (guild, 2, "Collectif Bruit", "collectif bruit", "Bruit", "Thouars", "association"),
        ],
    )
    raw.executemany(
        "INSERT INTO member (guild_id, user_id, name, seen_locale) VALUES (?, ?, ?, 'fr')",
        [(guild, person, f"Membre {number}") for number, person in enumerate(people)],
    )
    raw.executemany(
        "INSERT INTO attachment (guild_id, user_id, organisation, role) VALUES (?, ?, 2, 'member')",
        [(guild, person) for person in people],
    )
    raw.execute(
        "INSERT INTO item (guild_id, number, name, folded, category, owner_organisation, basin, "
        "units, value_cents, place, conditions, rules, state, created_at) VALUES (?, 1, "
        "'Console Midas M32', 'console midas m32', 'sound', 1, 'Bressuire', 2, 320000, "
        "'Réserve du Clou', 'Rendre avec ses câbles', '{}', 'offered', 0)",
        (guild,),
    )
    first = datetime(2026, 12, 10, tzinfo=UTC)
    days = [int((first + timedelta(days=n)).timestamp() * 1000) for n in range(LIVE + 1)]
    raw.executemany(
        "INSERT INTO loan (guild_id, number, item, borrower, borrower_organisation, quantity, "
        '"start", "end", first_due, state, requested_at) '
        "VALUES (?, ?, 1, ?, 2, 1, ?, ?, ?, 'approved', 0)",
        [(guild, n + 1, people[1], days[n], days[n + 1], days[n + 1]) for n in range(LIVE)],
    )
    raw.execute("INSERT INTO setting VALUES (?, 'lending.channel', ?)", (guild, str(channel)))
    raw.commit()
    raw.close()


def shown(answer: Answer) -> str:
    """The card as it was sent, without what differs from one guild and one draft to the next."""
    assert answer.message is not None
    text = json.dumps(answer.message.payload["components"], ensure_ascii=False, sort_keys=True)
    text = as_typed(text)  # the bot prints French spaces
    text = re.sub(r"draft:\d+:\d+", "draft:G:N", text)
    return re.sub(r"<#\d+>", "<#C>", text)


async def measure(folder: Path, repeats: int) -> dict[str, Any]:
    ours = await Stage.built(folder / "ours")
    bare = await Stage.built(folder / "bare", BASELINE)
    try:
        cards = shown(await ours.ask()), shown(await bare.ask())
        if cards[0] != cards[1]:
            raise RuntimeError("the cards differ:\n{}\n{}".format(*cards))
        for stage in (ours, bare):
            await stage.cost()  # fills the caches of both
        costs = [(await ours.cost(), await bare.cost()) for _ in range(repeats)]
        crowd = [(await ours.slowest(), await bare.slowest()) for _ in range(CROWDS)]
    finally:
        await ours.close()
        await bare.close()
    ours_ms, bare_ms = (1000 * statistics.median(side) for side in zip(*costs, strict=True))
    slow, bare_slow = (max(side) for side in zip(*crowd, strict=True))
    return {
        "name": "/emprunter, processor time from the command to its card",
        "ratio": round(statistics.median(mine / theirs for mine, theirs in costs), 3),
        "limit": LIMIT,
        "baseline": "the same statements and the same card straight on discord.py and aiosqlite",
        "detail": f"{ours_ms:.2f} ms against {bare_ms:.2f} ms; median of {repeats} x "
        f"{COMMANDS}, by turns. {AT_ONCE} people at once: the slowest of {CROWDS} times has its "
        f"card after {slow:.2f} s (limit 1 s; bare {bare_slow:.2f} s)",
    }


def rows(repeats: int = REPEATS) -> list[dict[str, Any]]:
    """What ``make bench`` prints of this file."""
    folder = Path(tempfile.mkdtemp(prefix="entremise-borrow-"))
    try:
        row = asyncio.run(measure(folder, repeats))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return [row]


if __name__ == "__main__":
    for row in rows():
        print(row)
