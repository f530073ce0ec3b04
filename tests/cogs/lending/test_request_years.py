"""A date of another year says so before it is asked for."""

from tests.cogs.lending.request_stage import lend
from tests.cogs.network import Network, texts


async def test_a_day_that_comes_next_year_is_shown_with_its_year(network: Network):
    item = await lend(network, "Sono 1000 W")
    card = await network.run("Noé", "emprunter", objet=f"#{item.number}", quand="12 mars")
    assert "ven. 12 mars 2027" in texts(card)
    card = await network.run("Noé", "emprunter", objet=f"#{item.number}", quand="12 décembre")
    assert "sam. 12 déc. (" in texts(card)
