"""Why something is not free, in words: every reason at once, and what there is instead."""

from collections.abc import Sequence
from datetime import tzinfo

from domain.availability import Reason
from domain.errors import Refused
from domain.periods import Period
from locales import Words


def reason_line(words: Words, zone: tzinfo, reason: Reason) -> str:
    """One reason as a sentence."""
    facts = reason.facts
    match reason.key:
        case "conflict":
            case = "gap" if facts.get("only_gap") else "none" if not facts["available"] else "some"
            if facts["asked"] > facts["stock"] > 0:
                case = "stock"
            counts = {name: facts[name] for name in ("available", "asked", "stock")}
            return words("lending-reason-conflict", case=case, **counts)
        case "notice":
            earliest = words.moment(facts["earliest"], zone)
            return words("lending-reason-notice", span=words.span(facts["span"]), earliest=earliest)
        case "too_far":
            latest = words.day(facts["latest"].astimezone(zone).date(), dated=True)
            return words("lending-reason-too-far", span=words.span(facts["span"]), latest=latest)
        case "too_long" | "chain":
            key = f"lending-reason-{reason.key.replace('_', '-')}"
            return words(key, span=words.span(facts["span"]))
        case "closed_start" | "closed_end":
            key = f"lending-reason-{reason.key.replace('_', '-')}"
            return words(key, day=words.day(facts["day"]))
        case "quota":
            return words("lending-reason-quota", most=facts["most"], held=facts["held"])
    return words(f"lending-reason-{reason.key}")


def reasons_text(words: Words, zone: tzinfo, reasons: Sequence[Reason]) -> str:
    """All the reasons, a line each."""
    return "\n".join(f"- {reason_line(words, zone, reason)}" for reason in reasons)


def not_free_text(words: Words, zone: tzinfo, refused: Refused) -> str:
    """Refused("not-free") in words: its reasons, and the next free period if there is one."""
    free: Period | None = refused.facts.get("next_free")
    said = reasons_text(words, zone, refused.facts["reasons"])
    if free is not None:
        said += "\n" + words("lending-next-free", period=words.period(free, zone))
    return said


def standing_text(
    words: Words, zone: tzinfo, reasons: Sequence[Reason], room: int, stock: int
) -> str:
    """« libre », « 1 sur 2 libre », « pris », « trop long »: as short as a list wants it."""
    if not reasons:
        return words("lending-standing-free", room=room, stock=stock)
    reason = reasons[0]
    if reason.key != "conflict":
        return words(f"lending-standing-{reason.key.replace('_', '-')}")
    if room:
        return words("lending-standing-few", room=room, stock=stock)
    return words(
        "lending-standing-gap" if reason.facts.get("only_gap") else "lending-standing-taken"
    )
