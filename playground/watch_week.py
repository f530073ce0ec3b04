"""`python -m playground.watch_week`: a week of the watch in bad weather, the bot killed all along.

The clock moves by hours while the bot is dead; sources are slow, endless, elsewhere, full of errors
or cut short; Discord loses answers. Judged at the peer alone: each article of the week is in one
message of its channel. Two controls show that the run would see it otherwise: a bot that posts
before it notes repeats, one that notes before it posts loses.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from playground import errands, sample, watching
from playground.answers import Seen
from playground.day import MORNING
from playground.furnish import expect
from playground.press import Manner
from playground.process import BotDied, BotProcess
from playground.sample import Sample
from playground.watch_verdict import Followed, WatchVerdict, judge, waited_for
from playground.weather import GETTING_READY, LEASE, SHORT_MEMORY, Weather
from playground.wire import Wire

PARIS = ZoneInfo("Europe/Paris")
KILLS, PER_RUN = 56, 28
WEEK = timedelta(days=7)
RUNS_AT_ONCE = 2
MODES = {
    "courrier": "auto",
    "communs": "auto",
    "scenes": "auto",
    "entraide": "digest",
    "fonds": "hand",
    "saint-loup": "hand",
}
"""What becomes of the articles of each source: alerts, a digest each day, cards for moderators."""
GONE = "communs"
"""The source that says once that it is gone: a moderator has it read again."""
MANNERS: tuple[Manner, ...] = (
    "slow", "endless", "moved", "elsewhere", "loop", "limited", "broken", "unavailable",
    "wrong-type", "truncated", "halved", "bomb", "unreachable",
)  # fmt: skip
"""Those that pass by themselves: all but «gone»."""
KINDS = ("any", "round", "round", "message")
NAIVE = Path(__file__).with_name("naive_watch.py")


@dataclass
class Report:
    """One run, as a line of the table; ``expects`` names the fault that a control must show."""

    name: str
    expects: str = ""
    kills: int = 0
    in_the_round: int = 0
    days: float = 0.0
    posted: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    misbehaved: Counter[str] = field(default_factory=Counter)
    struck: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    verdict: WatchVerdict = field(default_factory=WatchVerdict)
    broken: list[str] = field(default_factory=list)

    @property
    def fine(self) -> bool:
        """A control is fine when its fault is seen; a run when nothing is."""
        if self.expects:
            return bool(getattr(self.verdict, self.expects)) and not self.broken
        return self.verdict.fine and not self.broken


class Season:
    """The bad weather of one run, from a seed: kills, Discord's faults, the sources' moods."""

    def __init__(self, town: Sample, bot: BotProcess, seed: int) -> None:
        self.town, self.bot, self.wire, self.press = town, bot, bot.wire, bot.wire.press
        self.random = random.Random(f"season {seed}")
        self.weather = Weather(bot, SHORT_MEMORY, seed)
        self.kills = 0
        self.in_the_round = 0
        self.misbehaved: Counter[str] = Counter()
        self.gone_from = self.random.randint(1, 3)
        self.read_again = False
        self.kind, self.visited = KINDS[0], 0

    async def rage(self, kills: int, until: datetime) -> None:
        """Kill so many times while the clock goes there."""
        self.weather.begin()
        end = self.kills + kills
        while self.kills < end:
            await self.a_moment()
            await self.strike(until, end)
        if (left := (until - self.wire.clock.now()).total_seconds()) > 0:
            await self.bot.later(left)

    def sources_have_moods(self) -> None:
        """Some are well, some are not, each for a request or two."""
        self.press.behaves()
        if self.kills >= self.gone_from and not self.said_gone():
            self.press.misbehaves(GONE, "gone")
            self.misbehaved["gone"] = 1
        for key in MODES:
            if key not in self.press.unwell and self.random.random() < 0.3:
                manner, times = self.random.choice(MANNERS), self.random.randint(1, 2)
                wait = self.random.choice((60, 600, 3600))
                self.press.misbehaves(key, manner, times=times, seconds=1.5, retry_after=wait)
                self.misbehaved[manner] += 1

    def said_gone(self) -> Seen | None:
        """The notice that a source says that it is gone, once moderators have it."""
        return next((m for m in self.town.moderation.messages if _says_gone(m)), None)

    async def has_it_read_again(self) -> None:
        """A moderator finds that the source is there after all."""
        notice = self.said_gone()
        if notice is not None and not self.read_again:
            pressed = await self.town.maud.presses(notice, "Réessayer")
            expect(pressed, "Lue à l’instant")
            self.read_again = True

    async def a_moment(self) -> None:
        """Wait for one: any, in the middle of the round, or with a message under way."""
        posted = len(self.wire.ledger.entries)
        if self.kind == "round":
            after = self.visited + self.random.randint(1, len(MODES))
            await self.wire.until(lambda: len(self.press.visits) >= after, within=4)
            await asyncio.sleep(self.random.uniform(0, 0.2))
        elif self.kind == "message":
            under_way = lambda: self.wire.rest.held or len(self.wire.ledger.entries) > posted  # noqa: E731
            await self.wire.until(under_way, within=4)
        else:
            await asyncio.sleep(self.random.uniform(0.2, GETTING_READY + 1.0))

    async def strike(self, until: datetime, end: int) -> None:
        """kill -9, hours pass, a new start; one start in six is killed too."""
        self.in_the_round += self.is_round()
        await self.bot.kill()
        self.kills += 1
        self.pass_time(until, end - self.kills + 1)
        while self.random.random() < 1 / 6 and self.kills < end:
            await self.bot.start(wait=False)
            await asyncio.sleep(self.random.uniform(0.1, 1.2))
            await self.bot.kill()
            self.kills += 1
        self.kind = self.random.choice(KINDS)
        self.visited = len(self.press.visits)
        self.sources_have_moods()
        # The first round is as early as the start: before Discord knows that the bot is there.
        await self.bot.start(wait=self.kind != "round")

    def is_round(self) -> bool:
        """Whether a source was being read, or a message sent, this very second."""
        recent = self.wire.clock.now() - timedelta(seconds=0.5)
        visits, requests = self.press.visits, self.wire.rest.requests
        read = bool(visits) and visits[-1].at > recent
        sent = any(r.at > recent and r.method == "POST" for r in list(requests)[-5:])
        return read or sent or self.wire.rest.held > 0

    def pass_time(self, until: datetime, steps: int) -> None:
        """A share of what is left of the week, now more, now less, and more than a lease."""
        left = (until - self.wire.clock.now()).total_seconds()
        share = left / steps * (self.random.uniform(0.5, 1.5) if steps > 1 else 1)
        self.wire.clock.advance(max(min(share, left), LEASE + 5))

    async def clear_up(self, all_there: Callable[[], bool]) -> None:
        """Fine weather, a day at a time, until all has come and nothing more does."""
        self.weather.end()
        self.press.behaves()
        calm = 0
        for _ in range(10):
            await self.bot.later(25 * 3600.0)
            await asyncio.sleep(GETTING_READY)
            await self.wire.quiet(1.5, limit=20)
            await self.has_it_read_again()
            calm = calm + 1 if all_there() else 0
            if calm == 2:
                return


def _says_gone(notice: Seen) -> bool:
    """Whether it offers what only a source that is gone needs."""
    return {"retry", "remove-ask"} <= set(errands.acts(notice, "source"))


# ------------------------------------------------------------------------------- who reads the web


async def ours(town: Sample, bot: BotProcess, modes: Mapping[str, str]) -> list[Followed]:
    """The moderator sets the watch up and adds the sources."""
    await bot.start()
    await watching.set_up(town)
    await watching.every_day(town)

    async def add(key: str, mode: str) -> Followed:
        await watching.follow(town, key, mode)
        channel = town.moderation if mode == "hand" else town.veille
        return Followed(key, channel, town.wire.clock.now())

    return list(await asyncio.gather(*(add(key, mode) for key, mode in modes.items())))


async def naive(town: Sample, bot: BotProcess) -> list[Followed]:
    """The control is told by its environment what to read."""
    press, keys = town.wire.press, ("courrier", "entraide", "scenes")
    feeds = " ".join(map(press.address, keys))
    bot.env.update(FEEDS=feeds, CHANNEL=str(town.veille.id))
    since = town.wire.clock.now()
    await bot.start()
    await town.wire.until(lambda: len(press.visits) > len(keys), within=10)
    return [Followed(key, town.veille, since) for key in keys]


# ------------------------------------------------------------------------------------------ a run


async def run(
    name: str,
    kills: int,
    seed: int,
    *,
    control: str = "",
    modes: Mapping[str, str] = MODES,
) -> Report:
    """One week of a fresh network; ``control`` names the order of the naive bot."""
    expects = {"post-first": "double", "note-first": "lost"}.get(control, "")
    report = Report(name, expects)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="watch-") as folder:
        wire = Wire(start=MORNING, nonce_window=SHORT_MEMORY.nonce_window, seed=seed, strict=False)
        town = sample.build(wire)
        command = [sys.executable, "-P", str(NAIVE)] if control else None
        bot = BotProcess(wire, Path(folder), command=command, env={"NAIVE": control})
        await wire.open()
        try:
            followed = await (naive(town, bot) if control else ours(town, bot, modes))
            await _week(report, town, bot, followed, kills, seed)
        except BotDied as died:
            report.broken.append(str(died))
        finally:
            await bot.stop()
            bot.forget_rooms()
            await wire.close()
    report.broken += [*wire.problems, *wire.guard.violations]
    report.seconds = time.monotonic() - began
    return report


async def _week(
    report: Report,
    town: Sample,
    bot: BotProcess,
    followed: list[Followed],
    kills: int,
    seed: int,
) -> None:
    wire, season = bot.wire, Season(town, bot, seed)
    end = MORNING + WEEK
    await season.rage(kills, end)
    await season.clear_up(lambda: bool(report.expects) or not waited_for(wire, followed, end))
    report.verdict = judge(wire, followed, end)
    report.kills, report.in_the_round = season.kills, season.in_the_round
    report.days = (wire.clock.now() - MORNING) / timedelta(days=1)
    report.posted = wire.ledger.count(author=wire.bot_id)
    report.statuses, report.misbehaved = wire.press.statuses, season.misbehaved
    report.struck = season.weather.struck


# ---------------------------------------------------------------------------------------- the table

HEADS = (
    ("run", 26), ("kills", 6), ("in round", 9), ("days", 6), ("articles", 9), ("sent", 6),
    ("digests", 8), ("visits", 7), ("304", 5), ("moods", 6), ("lost ans.", 10), ("5xx", 5),
    ("held", 5), ("LOST", 5), ("DOUBLE", 7), ("ASTRAY", 7), ("s", 5), ("", 4),
)  # fmt: skip


def line(report: Report) -> str:
    found, struck = report.verdict, report.struck
    cells = (
        report.name, report.kills, report.in_the_round, f"{report.days:.1f}", found.due,
        report.posted, found.digests, report.statuses.total(), report.statuses[304],
        report.misbehaved.total(), struck["lost"], struck["5xx"], struck["held"],
        len(found.lost), len(found.double), len(found.astray), f"{report.seconds:.0f}",
        "ok" if report.fine else "BAD",
    )  # fmt: skip
    return " ".join(str(c).ljust(w) for c, (_, w) in zip(cells, HEADS, strict=True)).rstrip()


async def main(kills: int, seed: int) -> int:
    print(" ".join(head.ljust(width) for head, width in HEADS).rstrip())
    room = asyncio.Semaphore(RUNS_AT_ONCE)

    async def one(name: str, kills: int, seed: int, control: str = "") -> Report:
        async with room:
            report = await run(name, kills, seed, control=control)
        print(line(report), flush=True)
        for complaint in report.broken:
            print(complaint, file=sys.stderr)
        if not report.expects and not report.verdict.fine:
            print(report.verdict, file=sys.stderr)
        return report

    reports = await asyncio.gather(*(one(*planned) for planned in plan(kills, seed)))
    real = [report for report in reports if not report.expects]
    total = sum(report.kills for report in real)
    found = [report.verdict for report in real]
    lost, double, astray = (
        sum(len(getattr(v, n)) for v in found) for n in ("lost", "double", "astray")
    )
    print(
        f"{total} kills, {sum(r.in_the_round for r in real)} of them in the round,"
        f" {sum(v.due for v in found)} articles: {lost} lost, {double} double, {astray} astray"
    )
    return 0 if all(report.fine for report in reports) and total >= kills else 1


def plan(kills: int, seed: int) -> list[tuple[str, int, int, str]]:
    """The weeks, then the controls: (name, kills, seed, control)."""
    count = max(1, round(kills / PER_RUN))
    shares = [kills // count + (place < kills % count) for place in range(count)]
    weeks = [(f"week {place + 1}", share, seed + place, "") for place, share in enumerate(shares)]
    few = min(14, max(6, kills // 4))
    return [
        *weeks,
        ("control: posts, then notes", few, seed + 100, "post-first"),
        ("control: notes, then posts", few, seed + 200, "note-first"),
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m playground.watch_week", description=__doc__)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    sys.exit(asyncio.run(main(asked.kills, asked.seed)))
