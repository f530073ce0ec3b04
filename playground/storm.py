"""`make storm`: a bot killed a hundred times at random instants in the week of a network.

Answers get lost, Discord fails before and after, it limits, it is slow; people try again as people
do when they saw a failure. What is left is judged at the peer alone: nothing lost, nothing double,
nothing half done. Two controls show that the run would see doubles if there were any: a peer that
ignores nonces, and one whose history can't be read after its nonces are forgotten.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from playground import sample, verdict
from playground.actors import Person
from playground.day import MORNING
from playground.furnish import Thing, organise, set_up, share
from playground.lives import AT_ONCE, PLOTS, Life
from playground.process import BotDied, BotProcess
from playground.sample import Sample
from playground.verdict import Verdict
from playground.weather import (
    GETTING_READY,
    HISTORY_HIDDEN,
    LONG_MEMORY,
    NONCE_IGNORED,
    SHORT_MEMORY,
    Forecast,
    Weather,
)
from playground.wire import Wire

PARIS = ZoneInfo("Europe/Paris")
KILLS, PER_RUN = 100, 25
RUNS_AT_ONCE = 3
AT_A_TIME = 7
"""Lives going on at once."""
STOCK = {
    "lea": Thing("Console X32", "Son", 60),
    "ines": Thing("Projecteurs LED", "Lumière", 60),
    "tom": Thing("Batterie Gretsch", "Backline", 60, automatic=True),
}
"""So many units that no request is refused for want of them: what is tried here is delivery."""
WEEK = timedelta(days=7)


@dataclass
class Report:
    """One run, as a line of the table."""

    name: str
    forecast: Forecast
    kills: int = 0
    lives: int = 0
    plots: Counter[str] = field(default_factory=Counter)
    repeated: int = 0
    posted: int = 0
    deduplicated: int = 0
    looked: int = 0
    struck: Counter[str] = field(default_factory=Counter)
    days: float = 0.0
    seconds: float = 0.0
    verdict: Verdict = field(default_factory=Verdict)
    broken: list[str] = field(default_factory=list)

    @property
    def control(self) -> bool:
        return self.forecast.control

    @property
    def fine(self) -> bool:
        """A control is fine when it shows doubles; a run when it shows nothing at all."""
        if self.control:
            return bool(self.verdict.double) and not self.broken
        return self.verdict.fine and not self.broken


class Village:
    """Lives of loans, some at a time, until no more begin."""

    def __init__(self, town: Sample, seed: int) -> None:
        self.town, self.random = town, random.Random(f"village {seed}")
        self.lives: list[Life] = []
        self.crashed: list[str] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._opening: asyncio.Task[None] | None = None

    def open(self) -> None:
        """From now on lives begin whenever there is room."""
        self._opening = asyncio.create_task(self._live())

    async def close(self) -> None:
        """No more lives begin; those that go on, go on."""
        if self._opening is not None:
            self._opening.cancel()
            await asyncio.gather(self._opening, return_exceptions=True)
            self._opening = None

    async def _live(self) -> None:
        while True:
            active = [life for life in self.lives if not (life.over or life.is_lent)]
            if len(active) < AT_A_TIME:
                life = self._new()
                self.lives.append(life)
                task = asyncio.create_task(life.live(), name=life.project)
                self._tasks.add(task)
                task.add_done_callback(self._ended)
            await asyncio.sleep(0.1)

    def at_rest(self) -> bool:
        """Nobody waits for anything that should come today."""
        return all(life.over or life.is_lent for life in self.lives)

    @property
    def pending(self) -> list[Life]:
        return [life for life in self.lives if not life.over]

    async def stop(self) -> None:
        """Nobody waits any longer."""
        await self.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self.crashed.append(f"{task.get_name()}: {error!r}")

    def _new(self) -> Life:
        number, town = len(self.lives) + 1, self.town
        item, owners, at_once = self.random.choice(
            [
                ("Console X32", [town.lea], False),
                ("Projecteurs LED", [town.ines, town.nour], False),
                ("Batterie Gretsch", [town.tom], True),
            ]
        )
        plots = AT_ONCE if at_once else PLOTS
        plot = self.random.choice(list(plots))
        others = (town.karim, town.zoe, town.lea, town.ines, town.tom)
        borrower = self.random.choice([p for p in others if p not in owners])
        return Life(
            town,
            self.random,
            f"Projet-{number:03}x",
            item,
            self._when(number),
            borrower,
            owners,
            plot,
            plots[plot],
            at_once,
        )

    def _when(self, number: int) -> str:
        """Some hours or a day, from the day after tomorrow on, different for each life."""
        now = self.town.wire.clock.now().astimezone(PARIS)
        start = (now + timedelta(hours=self.random.randint(40, 60))).replace(minute=number % 60)
        end = start + timedelta(hours=self.random.choice((5, 24, 30)))
        sides = (side.replace(tzinfo=None).isoformat(timespec="minutes") for side in (start, end))
        return "/".join(sides)


async def run(name: str, forecast: Forecast, kills: int, seed: int) -> Report:
    """One week of a fresh network in this weather."""
    report = Report(name, forecast)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="storm-") as folder:
        wire = Wire(start=MORNING, nonce_window=forecast.nonce_window, seed=seed, strict=False)
        town, village = sample.build(wire), None
        bot = BotProcess(wire, Path(folder))
        await wire.open()
        try:
            await bot.start()
            await set_up(town)
            await organise(town)
            for name, thing in STOCK.items():
                await share(getattr(town, name), thing)
            village = Village(town, seed)
            weather = Weather(bot, forecast, seed)
            await _storm(report, town, village, weather, kills)
        except BotDied as died:
            report.broken.append(str(died))
        finally:
            if village is not None:
                await village.stop()
                report.broken += village.crashed
            await bot.stop()
            bot.forget_rooms()
            await wire.close()
    report.broken += [*wire.problems, *wire.guard.violations]
    report.seconds = time.monotonic() - began
    return report


async def _storm(
    report: Report, town: Sample, village: Village, weather: Weather, kills: int
) -> None:
    wire = town.wire
    wire.impatient = True
    weather.begin()
    if report.control:
        await _until_it_bites(town, village, weather, kills)
    else:
        await _week(village, weather, kills)
    await weather.clear_up()
    await _wait_for_all(village, weather)
    await _judge(report, town, village)
    _count(report, village, weather)


async def _week(village: Village, weather: Weather, kills: int) -> None:
    """Some days of it: lives begin, get what they wait for, and time passes."""
    days = max(1, round(kills / 9))
    for day in range(days):
        share = kills // days + (day < kills % days)
        passing, lull = 2, min(3, share // 3)
        village.open()
        await weather.rage(share - lull - passing)
        await village.close()
        await weather.lull(village.at_rest, lull)
        await weather.pass_days(MORNING + WEEK * (day + 1) / days, passing)


async def _until_it_bites(town: Sample, village: Village, weather: Weather, kills: int) -> None:
    """A control goes on until a double is seen, or four times as many kills have shown none."""
    village.open()
    while weather.kills < 4 * kills:
        await weather.rage(1)
        if weather.kills >= kills and verdict.doubles(town.wire, village.lives):
            break
    await village.close()
    await town.wire.until(lambda: not town.wire.rest.held, within=10)


async def _wait_for_all(village: Village, weather: Weather) -> None:
    """In fine weather, until nobody waits or nothing more comes: half a day, eight times."""
    for _ in range(0 if weather.forecast.control else 8):
        await weather.wire.until(lambda: not village.pending, within=6.0)
        if not village.pending:
            return
        await weather.bot.later(12 * 3600.0)
        await asyncio.sleep(GETTING_READY)


async def _judge(report: Report, town: Sample, village: Village) -> None:
    await town.wire.quiet(1.0, limit=10)
    found = report.verdict
    found.double = verdict.doubles(town.wire, village.lives)
    if report.control:
        return
    found.lost = verdict.lost(village.lives)
    people: list[Person] = [p for p in town.everyone if p is not town.paul]
    found.half = await verdict.half_done(village.lives, people)


def _count(report: Report, village: Village, weather: Weather) -> None:
    wire = weather.wire
    report.kills = weather.kills
    report.lives = len(village.lives)
    report.plots = Counter(life.plot for life in village.lives)
    report.repeated = sum(life.repeated for life in village.lives)
    report.posted = wire.ledger.count(author=wire.bot_id)
    report.deduplicated = wire.ledger.deduplicated
    report.struck = weather.struck
    report.looked = wire.rest.looked
    report.days = (wire.clock.now() - MORNING) / timedelta(days=1)


# ---------------------------------------------------------------------------------------- the table

HEADS = (
    ("run", 22), ("kills", 6), ("days", 6), ("loans", 6), ("sent", 6), ("again", 6),
    ("lost ans.", 10), ("5xx", 5), ("429", 5), ("held", 5), ("looked", 7), ("deduped", 8),
    ("LOST", 5), ("DOUBLE", 7), ("HALF", 5), ("s", 5), ("", 4),
)  # fmt: skip


def line(report: Report) -> str:
    found, struck = report.verdict, report.struck
    cells = (
        report.name, report.kills, f"{report.days:.1f}", report.lives, report.posted,
        report.repeated, struck["lost"], struck["5xx"], struck["429"],
        struck["held"], report.looked, report.deduplicated,
        "-" if report.control else len(found.lost), len(found.double),
        "-" if report.control else len(found.half), f"{report.seconds:.0f}",
        "ok" if report.fine else "BAD",
    )  # fmt: skip
    return " ".join(str(c).ljust(w) for c, (_, w) in zip(cells, HEADS, strict=True)).rstrip()


def plan(kills: int, seed: int) -> list[tuple[str, Forecast, int, int]]:
    """The runs, half of them with a peer that forgets nonces after 2 s; then the controls."""
    runs = []
    count = max(2, round(kills / PER_RUN))
    for place in range(count):
        share = kills // count + (place < kills % count)
        short = place % 2 == 0
        name = "nonces kept for 2 s" if short else "nonces kept for 10 min"
        runs.append((name, SHORT_MEMORY if short else LONG_MEMORY, share, seed + place))
    control = min(12, max(5, kills // 4))
    runs.append(("control: nonce ignored", NONCE_IGNORED, control, seed + 100))
    runs.append(("control: no history", HISTORY_HIDDEN, control, seed + 200))
    return runs


async def main(kills: int, seed: int) -> int:
    print(" ".join(head.ljust(width) for head, width in HEADS).rstrip())
    reports = []
    room = asyncio.Semaphore(RUNS_AT_ONCE)

    async def one(planned: tuple[str, Forecast, int, int]) -> Report:
        async with room:
            return await run(*planned)

    for ran in asyncio.as_completed([one(planned) for planned in plan(kills, seed)]):
        report = await ran
        reports.append(report)
        print(line(report), flush=True)
        for complaint in report.broken:
            print(complaint, file=sys.stderr)
        if not report.control and not report.verdict.fine:
            print(report.verdict, file=sys.stderr)
    real = [report for report in reports if not report.control]
    total = sum(report.kills for report in real)
    fine = all(report.fine for report in reports) and total >= kills
    found = [(len(r.verdict.lost), len(r.verdict.double), len(r.verdict.half)) for r in real]
    lost, double, half = (sum(each) for each in zip(*found, strict=True))
    loans, sent = sum(r.lives for r in real), sum(r.posted for r in real)
    shown = ", ".join(str(len(r.verdict.double)) for r in reports if r.control)
    print(
        f"{total} kills, {loans} loans, {sent} messages: {lost} lost, {double} double,"
        f" {half} half done; the controls show {shown} doubles"
    )
    return 0 if fine else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m playground.storm", description=__doc__)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    sys.exit(asyncio.run(main(asked.kills, asked.seed)))
