"""Lending: ask, answer, hand over, give back; the catalogue and the calendar."""

from cogs._shared.wiring import Wiring
from cogs.lending.catalogue import register_catalogue
from cogs.lending.request import register_request


def setup(app: Wiring) -> None:
    register_request(app)
    register_catalogue(app)
