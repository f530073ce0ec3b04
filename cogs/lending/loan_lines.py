"""What is said of a loan: who asks whom, when, what else counts, and where it stands."""

from datetime import datetime, timedelta, tzinfo

from cogs._shared.plain import plain
from cogs.lending.naming import who
from domain.lending import Loan, LoanState, Pieces
from domain.text import shorten
from locales import Words
from services.loan_views import LoanView, Named

CONDITIONS = 400
"""Characters of an item's conditions on a loan's card: the rest is on the item's own."""
MINUTE = timedelta(minutes=1)
ENDED = (LoanState.REFUSED, LoanState.CANCELLED, LoanState.EXPIRED)


def name_of(words: Words, view: LoanView) -> str:
    """« Sono 1000 W × 2 », harmless in Markdown."""
    name = plain(view.item.name)
    if view.loan.quantity == 1:
        return name
    return words("loans-name-quantity", item=name, quantity=view.loan.quantity)


def bare_name_of(words: Words, view: LoanView) -> str:
    """The same where Discord takes no Markdown."""
    if view.loan.quantity == 1:
        return view.item.name
    return words("loans-name-quantity", item=view.item.name, quantity=view.loan.quantity)


def party(words: Words, named: Named) -> str:
    """« **Le Clou** (@Léa) »: the organisation, and the person who carries it."""
    said = who(words, named)
    if not named.organisation:
        return said
    return f"**{said}** (<@{named.member}>)" if named.member else f"**{said}**"


def until(words: Words, end: datetime, zone: tzinfo) -> str:
    """« dim. 29 nov. 20:00 », or « fin du dim. 29 nov. » for a midnight."""
    return words.ending(end, zone)


def asks_line(words: Words, view: LoanView) -> str:
    """Who borrows from whom."""
    owner = party(words, view.owner)
    if view.loan.own:
        return words("loans-line-own", owner=owner)
    return words("loans-line-asks", borrower=party(words, view.borrower), owner=owner)


def dates_lines(words: Words, view: LoanView) -> str:
    """The period in words. Hours: both ends as each person's Discord draws them; days: how far
    the end is, while it matters.
    """
    period, zone, loan = view.loan.period, view.zone, view.loan
    said = words.period(period, zone)
    if period.is_whole_days(zone):
        if loan.own or loan.state in ENDED or loan.state is LoanState.RETURNED:
            return words("loans-line-days-only", period=said)
        ends = words.discord_time(period.end - MINUTE, "R")
        return words("loans-line-days", period=said, end=until(words, period.end, zone), ends=ends)
    return words(
        "loans-line-dates",
        period=said,
        start=words.discord_time(period.start),
        starts=words.discord_time(period.start, "R"),
        end=words.discord_time(period.end),
        ends=words.discord_time(period.end, "R"),
    )


def details_lines(words: Words, view: LoanView) -> str:
    """Project, place, conditions, value: those that there are."""
    loan, item = view.loan, view.item
    lines = []
    if loan.project:
        lines.append(words("loans-line-project", project=plain(loan.project)))
    if loan.state in ENDED or loan.state is LoanState.RETURNED:
        return "\n".join(lines)
    if item.place:
        lines.append(words("loans-line-place", place=plain(item.place)))
    if item.conditions:
        said = plain(shorten(item.conditions, CONDITIONS))
        lines.append(words("loans-line-conditions", conditions=said))
    if item.value_cents is not None:
        value = words.money(item.value_cents * loan.quantity)
        lines.append(words("loans-line-value", value=value))
    return "\n".join(lines)


def is_contested(view: LoanView) -> bool:
    """Whether the last return that was said to be made is denied."""
    out, report = view.loan.state is LoanState.OUT and not view.loan.own, view.report
    return out and report is not None and report.verdict == "contested"


def accent_of(view: LoanView) -> str:
    """The colour of a loan; ``state_lines`` says the same in words."""
    loan = view.loan
    if view.is_late:
        return "late"
    match loan.state:
        case LoanState.REQUESTED | LoanState.COUNTERED:
            return "waiting"
        case LoanState.APPROVED:
            return "waiting" if loan.asked_end else "info"
        case LoanState.OUT | LoanState.RETURNED:
            waits = loan.reporter is not None or loan.asked_end or is_contested(view)
            return "waiting" if waits else "done"
    return "neutral"


def state_line(words: Words, view: LoanView) -> str:
    """Where a loan stands, in one line with its icon."""
    loan, shown = view.loan, words.discord_time
    match loan.state:
        case LoanState.REQUESTED:
            lapse = shown(loan.lapses_at(view.item.rules), "R")
            since = shown(loan.requested_at, "R")
            return words("loans-state-requested", since=since, lapse=lapse)
        case LoanState.COUNTERED:
            offered = words.period(loan.offered or loan.period, view.zone)
            return words("loans-state-countered", offered=offered)
        case LoanState.APPROVED:
            return words("loans-state-own") if loan.own else words("loans-state-approved")
        case LoanState.OUT if view.is_late:
            end = until(words, loan.period.end, view.zone)
            return words("loans-state-late", end=end, since=shown(loan.period.end, "R"))
        case LoanState.OUT:
            return words("loans-state-out", out=shown(loan.out_at or loan.period.start, "R"))
        case LoanState.RETURNED:
            return words("loans-state-returned", at=shown(loan.returned_at or loan.period.end))
        case LoanState.REFUSED:
            return words("loans-state-refused", reason=plain(loan.reason))
        case LoanState.EXPIRED if loan.answered_at is not None:
            return words("loans-state-uncollected")
    return words(f"loans-state-{loan.state.value}")


def state_lines(words: Words, view: LoanView) -> str:
    """Where it stands, then what waits for somebody's word, and what is still missing."""
    loan = view.loan
    lines = [state_line(words, view)]
    if loan.asked_end is not None and loan.state in (LoanState.APPROVED, LoanState.OUT):
        lines.append(words("loans-state-asked-end", end=until(words, loan.asked_end, view.zone)))
    if loan.state is LoanState.OUT and loan.pieces.total:
        lines.append(words("loans-state-partial", missing=loan.missing, quantity=loan.quantity))
    return "\n".join(lines)


def report_lines(words: Words, view: LoanView) -> str:
    """What was last said to have come back, and whose word it waits for; "" when nothing was."""
    report = view.report
    if report is None or view.loan.own:
        return ""
    if report.verdict == "contested":
        return words("loans-report-contested") if is_contested(view) else ""
    by = f"<@{report.by}>" if report.by else words("lending-nobody")
    at = words.discord_time(report.at, "R")
    lines = [words("loans-report-said", by=by, at=at, pieces=pieces_text(words, report.pieces))]
    if report.condition:
        lines.append(words("loans-report-condition", condition=plain(report.condition)))
    if view.loan.reporter is not None:
        other = view.borrower if view.loan.reporter_owns else view.owner
        lines.append(words("loans-report-waits", other=party(words, other)))
    else:
        lines.append(words("loans-report-confirmed"))
    return "\n".join(lines)


def pieces_text(words: Words, pieces: Pieces) -> str:
    """« 2 en bon état, 1 cassé et 1 perdu »"""
    counts = (("back", pieces.back), ("broken", pieces.broken), ("lost", pieces.lost))
    return words.list(
        [words(f"loans-pieces-{name}", count=count) for name, count in counts if count]
    )


def short_line(words: Words, view: LoanView) -> str:
    """A loan in a list: the number, the dates, and what is late."""
    loan: Loan = view.loan
    said = words(
        "loans-line-short", number=str(loan.number), period=words.period(loan.period, view.zone)
    )
    if view.is_late:
        said += " · " + words("loans-line-late", since=words.discord_time(loan.period.end, "R"))
    return said
