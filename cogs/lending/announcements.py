"""What the bot tells people about loans: what happened, by whom, what comes next."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from cogs._shared.buttons import CardId, button
from cogs._shared.drawing import Drawer, Drawing
from cogs._shared.fitting import lines_within
from cogs._shared.plain import plain
from cogs._shared.views import Part, card
from cogs.lending.loan_card import Viewer, act_button, acts_of, here, loan_card, photos_of
from cogs.lending.loan_lines import accent_of, dates_lines, name_of, party, short_line, until
from domain.reminders import LATE_AFTER, ReminderKind
from locales import Words
from services.loan_news import STILL_TRUE
from services.loan_views import LoanView

GuildName = Callable[[int], str]
"""The name of a guild by its id; "" when it is not known."""

LIVING: dict[str, Viewer] = {  # messages that keep showing their loan, and whose side they are for
    "loan_asked": Viewer.OWNER,
    "loan_granted": Viewer.OWNER,
    "loan_approved": Viewer.BORROWER,
    "loan_refused": Viewer.BORROWER,
    "loan_countered": Viewer.BORROWER,
    "loan_offer_accepted": Viewer.OWNER,
    "loan_expired": Viewer.EVERYONE,
    "loan_handed_over": Viewer.EVERYONE,
    "loan_extension_asked": Viewer.OWNER,
    "loan_returned": Viewer.EVERYONE,
    "loan_return_contested": Viewer.EVERYONE,
}
NOTICES = (  # messages that say one thing, once
    "loan_extended",
    "loan_extension_denied",
    "loan_return_confirmed",
    "loan_cancelled",
    "loan_short",
)
REMINDERS = 2800
"""Characters of a list of reminders; `/mes-prets` has them all."""


def drawers(guild_name: GuildName) -> dict[str, Drawer]:
    """How each kind of message about loans is drawn. Private ones name the guild."""
    found: dict[str, Drawer] = {
        "loan_requested": requested,
        "loan_orphaned": orphaned,
        "loans_reminded": lambda facts, words, zone: reminded(facts, words, guild_name),
    }
    for kind in LIVING:
        found[kind] = _living(kind, guild_name)
    for kind in NOTICES:
        found[kind] = _notice(kind, guild_name)
    return found


def requested(facts: dict[str, Any], words: Words, zone: ZoneInfo) -> Drawing:
    """The card in the loans channel; nobody is pinged, who has to answer is written to."""
    view: LoanView = facts["view"]
    photos = photos_of(view)
    return Drawing(loan_card(words, view, [name for name, _ in photos]), photos)


def _living(kind: str, guild_name: GuildName) -> Drawer:
    def draw(facts: dict[str, Any], words: Words, zone: ZoneInfo) -> Drawing:
        view: LoanView = facts["view"]
        if kind == "loan_return_contested" and "by" not in facts:
            return _for_moderators(words, view, "contested")
        lead = ""
        if STILL_TRUE[kind](view.loan, facts):
            lead = _news(words, kind, view, facts)
        photos = photos_of(view)
        shown = loan_card(
            words,
            view,
            [name for name, _ in photos],
            viewer=LIVING[kind],
            lead=lead,
            guild=guild_name(view.loan.guild_id),
        )
        return Drawing(shown, photos)

    return draw


def _notice(kind: str, guild_name: GuildName) -> Drawer:
    def draw(facts: dict[str, Any], words: Words, zone: ZoneInfo) -> Drawing:
        view: LoanView = facts["view"]
        top = f"-# {plain(guild_name(view.loan.guild_id))}\n" + _news(words, kind, view, facts)
        accent = "late" if kind == "loan_short" else accent_of(view)
        number = "-# " + words("loans-line-number", number=str(view.loan.number))
        return Drawing(card(accent, top, dates_lines(words, view), _open(words, view), number))

    return draw


def orphaned(facts: dict[str, Any], words: Words, zone: ZoneInfo) -> Drawing:
    """For moderators: nobody is left who could answer a request."""
    return _for_moderators(words, facts["view"], "orphaned")


def _for_moderators(words: Words, view: LoanView, what: str) -> Drawing:
    said = words(
        f"loans-moderators-{what}",
        item=name_of(words, view),
        borrower=party(words, view.borrower),
        owner=party(words, view.owner),
    )
    number = "-# " + words("loans-line-number", number=str(view.loan.number))
    return Drawing(card("late", said, _open(words, view), number))


def _open(words: Words, view: LoanView) -> Part:
    return [button(here(view.loan, "open"), words("loans-button-open"), emoji="🔎")]


def _news(words: Words, kind: str, view: LoanView, facts: dict[str, Any]) -> str:
    """What happened, by whom, and what comes next."""
    loan = view.loan
    by = int(facts.get("by") or 0)
    kind = kind.removeprefix("loan_").replace("_", "-")
    if kind == "expired" and loan.answered_at is not None:
        kind = "uncollected"
    return words(
        f"loans-news-{kind}",
        by=f"<@{by}>" if by else words("loans-news-bot"),
        item=name_of(words, view),
        borrower=party(words, view.borrower),
        owner=party(words, view.owner),
        end=until(words, loan.period.end, view.zone),
        missing=int(facts.get("missing") or 0),
    )


# -- reminders -------------------------------------------------------------------------------------


def reminded(facts: dict[str, Any], words: Words, guild_name: GuildName) -> Drawing:
    """All that one person is reminded of, in one message; with its buttons when it is one loan."""
    found: list[tuple[ReminderKind, LoanView]] = facts["reminders"]
    person = int(facts["person"])
    guild_id = found[0][1].loan.guild_id
    lines = [_reminder(words, kind, view, person) for kind, view in found]
    said = lines_within(lines, REMINDERS, lambda n: words("loans-reminder-more", count=n))
    late = any(kind in LATE_AFTER for kind, _ in found)
    buttons = []
    if len(found) == 1:
        kind, view = found[0]
        side = _side(kind, view, person)
        wanted = ("approve", "offer", "refuse", "return", "extend")
        acts = [act for act in acts_of(view.loan, side) if act in wanted]
        buttons = [act_button(words, view.loan, act, side.value) for act in acts]
    board = CardId("loans", guild_id, 0, "board")
    buttons.append(button(board, words("loans-button-board"), emoji="📋"))
    title = words("loans-reminder-title", count=len(found))
    top = f"-# {plain(guild_name(guild_id))}\n{title}"
    return Drawing(card("late" if late else "waiting", top, said, buttons))


def _side(kind: ReminderKind, view: LoanView, person: int) -> Viewer:
    borrows = view.loan.borrower.member == person and kind is not ReminderKind.NUDGE
    return Viewer.BORROWER if borrows else Viewer.OWNER


def _reminder(words: Words, kind: ReminderKind, view: LoanView, person: int) -> str:
    loan, shown = view.loan, words.discord_time
    side = "borrower" if _side(kind, view, person) is Viewer.BORROWER else "owner"
    group = "late" if kind in LATE_AFTER else kind.value
    said = words(
        f"loans-reminder-{group}-{side}",
        item=name_of(words, view),
        borrower=party(words, view.borrower),
        owner=party(words, view.owner),
        end=until(words, loan.period.end, view.zone),
        left=shown(loan.period.end, "R"),
        asked=shown(loan.requested_at, "R"),
        lapse=shown(loan.lapses_at(view.item.rules), "R"),
    )
    return f"{said}\n-# {short_line(words, view)}"
