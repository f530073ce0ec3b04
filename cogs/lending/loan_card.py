"""The card of a loan: in the loans channel, in a private message, in a private answer."""

from enum import StrEnum
from io import BytesIO
from typing import Any

import discord

from cogs._shared.buttons import CardId, button
from cogs._shared.context import Interaction
from cogs._shared.plain import plain
from cogs._shared.views import Card, Part, card, picture, section, thumbnail
from cogs.lending.loan_lines import (
    accent_of,
    asks_line,
    dates_lines,
    details_lines,
    name_of,
    report_lines,
    state_lines,
)
from cogs.lending.naming import PHOTO
from domain.lending import Loan, LoanState
from locales import Words
from services.loan_views import LoanView

RETURN_PHOTO = "retour.jpg"


class Viewer(StrEnum):
    """Whose card it is: it shows the buttons of that side; a channel's shows everybody's."""

    EVERYONE = ""
    OWNER = "owner"
    BORROWER = "borrower"


OWNERS = {"approve", "offer", "refuse", "grant", "deny"}
BORROWERS = {"accept-offer"}
LOOKS = {  # style and emoji
    "approve": ("good", "✅"),
    "offer": ("plain", "📅"),
    "refuse": ("danger", "✖️"),
    "cancel": ("plain", "🚫"),
    "accept-offer": ("good", "✅"),
    "hand-over": ("primary", "📦"),
    "extend": ("plain", "⏳"),
    "grant": ("good", "✅"),
    "deny": ("danger", "✖️"),
    "return": ("primary", "↩️"),
    "confirm": ("good", "✅"),
    "contest": ("danger", "⚠️"),
    "open": ("plain", "🔎"),
}


def acts_of(loan: Loan, viewer: Viewer = Viewer.EVERYONE) -> list[str]:
    """What can be pressed on a loan in its state, in the order of its buttons.

    Who may press is asked at the press; this only leaves out what the other side answers.
    """
    acts = _acts(loan)
    if viewer is Viewer.OWNER:
        acts = [act for act in acts if act not in BORROWERS]
        if "refuse" in acts:  # which says why; a cancelled request wouldn't
            acts.remove("cancel")
    if viewer is Viewer.BORROWER:
        acts = [act for act in acts if act not in OWNERS]
    verdict = Viewer.BORROWER if loan.reporter_owns else Viewer.OWNER
    if viewer in (Viewer.EVERYONE, verdict):
        return acts
    return [act for act in acts if act not in ("confirm", "contest")]


def _acts(loan: Loan) -> list[str]:
    asked = ["grant", "deny"] if loan.asked_end is not None else []
    report = ["confirm", "contest"] if loan.reporter is not None else []
    match loan.state:
        case LoanState.REQUESTED:
            return ["approve", "offer", "refuse", "cancel"]
        case LoanState.COUNTERED:
            return ["accept-offer", "offer", "refuse", "cancel"]
        case LoanState.APPROVED if loan.own:
            return ["extend", "cancel"]
        case LoanState.APPROVED:
            return [*asked, "hand-over", "extend", "cancel"]
        case LoanState.OUT:
            return [*report, *asked, "return", "extend"]
        case LoanState.RETURNED:
            return report
        case LoanState.EXPIRED if loan.answered_at is not None:
            return ["hand-over"]
    return []


def here(loan: Loan, act: str, extra: str = "") -> CardId:
    """The id of a button about this loan as it stands now."""
    return CardId("loan", loan.guild_id, loan.number, act, loan.revision, extra)


def act_button(words: Words, loan: Loan, act: str, extra: str = "") -> discord.ui.Button[Any]:
    """One button of a loan."""
    style, emoji = LOOKS[act]
    late = act == "hand-over" and loan.state is LoanState.EXPIRED
    label = words("loans-button-hand-over-anyway") if late else words(f"loans-button-{act}")
    return button(here(loan, act, extra), label, style=style, emoji=emoji)


def photos_of(view: LoanView) -> list[tuple[str, int]]:
    """The pictures on a loan's card: file name, number of the photo kept."""
    found = [(PHOTO, view.item.photo)]
    if view.report is not None and report_photo_shows(view):
        found.append((RETURN_PHOTO, view.report.photo))
    return [(name, number) for name, number in found if number is not None]


def report_photo_shows(view: LoanView) -> bool:
    return view.report is not None and view.report.verdict != "contested" and not view.loan.own


async def files_of(interaction: Interaction, view: LoanView) -> list[discord.File]:
    """The pictures of ``photos_of`` that are still kept."""
    board = interaction.client.services.board
    found = []
    for name, number in photos_of(view):
        data = await board.photo(view.loan.guild_id, number)
        if data:
            found.append(discord.File(BytesIO(data), name))
    return found


def loan_card(
    words: Words,
    view: LoanView,
    photos: list[str],
    *,
    viewer: Viewer = Viewer.EVERYONE,
    lead: str = "",
    guild: str = "",
) -> Card:
    """A loan as it stands. ``photos``: the names of the pictures sent along.

    ``guild`` is named at the top where the reader can't see which one it is; ``lead`` says what
    has just happened.
    """
    top = "\n".join(each for each in (f"-# {plain(guild)}" if guild else "", lead) if each)
    parts: list[Part] = [top, _head(words, view, photos), dates_lines(words, view)]
    parts += [details_lines(words, view), state_lines(words, view), report_lines(words, view)]
    if RETURN_PHOTO in photos:
        parts.append(picture(f"attachment://{RETURN_PHOTO}", words("loans-report-photo")))
    loan = view.loan
    parts.append([act_button(words, loan, act, viewer.value) for act in acts_of(loan, viewer)])
    parts.append("-# " + words("loans-line-number", number=str(loan.number)))
    return card(accent_of(view), *parts)


def _head(words: Words, view: LoanView, photos: list[str]) -> Part:
    shown = thumbnail(f"attachment://{PHOTO}", view.item.name) if PHOTO in photos else None
    return section(f"### {name_of(words, view)}", asks_line(words, view), accessory=shown)
