"""Lending: ask, answer, hand over, give back; the catalogue and the calendar."""

from cogs._shared.wiring import Wiring
from cogs.lending.availability import register_availability
from cogs.lending.catalogue import register_catalogue
from cogs.lending.loans import register_loans
from cogs.lending.panel import register_panel
from cogs.lending.request import register_request
from cogs.lending.share import register_items


def setup(app: Wiring) -> None:
    register_request(app)
    register_catalogue(app)
    register_availability(app)
    register_items(app)
    register_loans(app)
    register_panel(app)
