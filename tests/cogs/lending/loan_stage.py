"""What the tests of loans stand on: a request that Noé made to Le Clou, and where it is shown."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.items import Item, Rules
from domain.lending import Loan
from domain.periods import Period
from services.lending import Wish
from tests.cogs.lending.request_stage import lend
from tests.cogs.network import Network

PARIS = ZoneInfo("Europe/Paris")
WEEKEND = Period.of_days(date(2026, 11, 7), date(2026, 11, 8), PARIS)
"""Saturday and Sunday after the Monday on which the tests' clock stands."""


async def ask(network: Network, item: Item | None = None, by: str = "Noé", **wished: Any) -> Loan:
    """A request, sent to the channel and to Le Clou's people; for a PA of Le Clou by default."""
    item = item or await lend(network, "Sono 1000 W", units=4)
    wanted: dict[str, Any] = {"item": item.number, "period": WEEKEND, "quantity": 1} | wished
    wish = Wish(**wanted)
    caller = network.caller(by)
    loan = await network.services.lending.request(caller, wish, channel_id=network.channel.id)
    await network.post()
    return loan


async def approved(network: Network, **wished: Any) -> Loan:
    loan = await ask(network, **wished)
    await network.services.lending.approve(network.caller("Léa"), loan.number)
    await redrawn(network)
    return loan


async def out(network: Network, **wished: Any) -> Loan:
    loan = await approved(network, **wished)
    await network.services.lending.hand_over(network.caller("Léa"), loan.number)
    await redrawn(network)
    return loan


async def with_gap(network: Network) -> Item:
    """One unit that wants a day between two loans."""
    return await lend(network, "Camion", rules=Rules(buffer=24 * 60))


async def redrawn(network: Network) -> None:
    """Long enough later, every living card shows how its loan stands."""
    await network.post()
    network.clock.advance(seconds=10)
    await network.post()


async def press_privately(network: Network, name: str, message: Any, label: str) -> Any:
    """Press a button of a private message."""
    return network._shown(await network.people[name].user.click(message, label=label))


def in_channel(network: Network) -> Any:
    """The last message of the loans channel."""
    return network.channel.last_message


def privately(network: Network, name: str) -> list[Any]:
    """What the bot wrote to a person, oldest first."""
    return list(network.people[name].user.dm_channel.history())


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026 in Paris."""
    return datetime(2026, 11, day, hour, minute, tzinfo=PARIS).astimezone(UTC)
