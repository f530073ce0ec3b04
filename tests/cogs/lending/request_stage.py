"""What the tests of requests stand on: things lent by Le Clou and by Noé."""

from typing import Any

from domain.items import Approval, Category, Item, Rules
from services.items import ItemChange
from services.lending import Wish
from services.photos import Photo
from tests.cogs.network import Network

AUTOMATIC = Rules(approval=Approval.AUTOMATIC)


async def lend(
    network: Network, name: str, by: str = "Léa", *, photo: Photo | None = None, **fields: Any
) -> Item:
    """An item of this person's side; light by default."""
    change = ItemChange(name=name, **({"category": Category.LIGHT} | fields))
    return await network.services.items.share(network.caller(by), change, photo)


async def promise(
    network: Network, item: Item, period: Any, quantity: int = 1, by: str = "Inès"
) -> int:
    """Dates that somebody already has: asked by this person, said yes to by Léa."""
    lending = network.services.lending
    loan = await lending.request(network.caller(by), Wish(item.number, period, quantity))
    await lending.approve(network.caller("Léa"), loan.number)
    return loan.number
