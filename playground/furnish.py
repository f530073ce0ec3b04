"""Filling the sample network through the bot's own commands, as its moderator and members would."""

from __future__ import annotations

from playground.sample import Sample


async def furnish(town: Sample) -> None:
    """Organisations, members and items, typed and pressed by the people of the sample."""
