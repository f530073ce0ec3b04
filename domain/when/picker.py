"""The date picker: what a text being typed may become, each possibility in full."""

from datetime import datetime, tzinfo

from domain.when.reading import Reading


def suggest(
    text: str, now: datetime, zone: tzinfo, language: str | None = None, limit: int = 25
) -> list[Reading]:
    return []
