"""What every handler finds around it: the client's services, words, clock, and guild facts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import discord

from locales import Catalogue, Words

if TYPE_CHECKING:
    from services.archive import Archive
    from services.call_clock import CallClock
    from services.call_curation import CallCuration
    from services.calls import Calls
    from services.curation import Curation
    from services.departures import Departures
    from services.digests import Digests
    from services.directory import Directory
    from services.follows import Follows
    from services.items import Items
    from services.lending import Lending
    from services.likeness import Likeness
    from services.loan_board import LoanBoard
    from services.loan_clock import LoanClock
    from services.outbox import Outbox
    from services.panel import Panel
    from services.returns import Returns
    from services.settings import Settings
    from services.sifting import Sifting
    from services.source_adding import SourceAdding
    from services.source_import import SourceImport
    from services.source_preview import SourcePreviews
    from services.sources import Sources
    from services.topics import Topics
    from services.visits import Visits
    from services.watch_drafts import WatchDrafts
    from services.watch_rules import WatchRules

Clock = Callable[[], datetime]
"""The present, aware, in UTC."""

NO_MENTIONS = discord.AllowedMentions.none()


@dataclass(frozen=True)
class GuildFacts:
    """What a guild has settled that any answer to it needs."""

    language: str = "fr"
    zone: tzinfo = field(default_factory=lambda: ZoneInfo("Europe/Paris"))
    moderator_roles: frozenset[int] = frozenset()


@dataclass
class Services:
    """What the bot can do, one attribute a feature."""

    settings: Settings
    directory: Directory
    departures: Departures
    outbox: Outbox
    lending: Lending
    returns: Returns
    items: Items
    board: LoanBoard
    loan_clock: LoanClock
    panel: Panel
    visits: Visits
    sifting: Sifting
    curation: Curation
    call_curation: CallCuration
    likeness: Likeness
    topics: Topics
    sources: Sources
    source_previews: SourcePreviews
    source_adding: SourceAdding
    source_import: SourceImport
    watch_rules: WatchRules
    watch_drafts: WatchDrafts
    archive: Archive
    digests: Digests
    follows: Follows
    calls: Calls
    call_clock: CallClock


class Host(discord.Client):
    """The client as handlers see it; ``EntremiseClient`` fills it."""

    services: Services
    catalogue: Catalogue
    clock: Clock
    guild_facts: Callable[[int], Awaitable[GuildFacts]]


Interaction = discord.Interaction[Host]


def words_for(interaction: Interaction) -> Words:
    """The words of the person who acts: their Discord's language, else the guild's, else French."""
    guild = interaction.guild_locale
    return interaction.client.catalogue.words(
        str(interaction.locale), str(guild) if guild else None
    )
