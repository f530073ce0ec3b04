"""The lines that say what a story is: its link, who carries it, its deadline, what became of it."""

import re
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from cogs._shared.fitting import names_within
from cogs._shared.plain import plain
from cogs._shared.views import ACCENTS
from domain.text import shorten
from domain.watch.reminders import closes_at
from domain.watch.stories import Carried, Deadline, Story, StoryState, Topic
from locales import Words
from services.story_views import StoryView

TITLE, SUMMARY, COMMENT, QUOTE, REASON = 200, 600, 500, 200, 200
LIKE_TITLE, NAMES = 100, 240
LONGEST_LINK = 1024
TEXT_LIMIT = 4000
_ENDS_A_LINK = re.compile(r"[\s()<>\[\]\\|\"`{}^\x00-\x1f]")


def safe_link(link: str) -> str:
    """An address that may stand in a masked link; "" for what is none, or too long for a card."""
    if not link.lower().startswith(("http://", "https://")):
        return ""
    coded = _ENDS_A_LINK.sub(lambda found: _percent(found.group()), link)
    return coded if len(coded) <= LONGEST_LINK else ""


def _percent(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode())


def host_of(story: Story) -> str:
    """The site that a story leads to, as people know it: « radio.example »."""
    try:
        host = urlsplit(story.link).hostname or ""
    except ValueError:
        return ""
    return plain(shorten(host.removeprefix("www."), 80))


def title_link(story: Story, most: int = TITLE) -> str:
    """A title that leads to its article, made harmless, on one line."""
    shown, target = plain(shorten(" ".join(story.title.split()), most)), safe_link(story.link)
    return f"[{shown}]({target})" if target else shown


def headline(story: Story) -> str:
    """The title as a heading."""
    return "### " + title_link(story)


def accent_of(topic: Topic | None) -> str:
    """The colour of a topic."""
    accent = topic.accent if topic is not None else "info"
    return accent if accent in ACCENTS else "info"


def topic_name(words: Words, topic: Topic | None) -> str:
    """« 💻 Numérique », « sans thème »."""
    if topic is None:
        return words("curation-no-topic")
    name = plain(topic.name)
    return f"{plain(topic.emoji)} {name}" if topic.emoji else name


def source_line(words: Words, story: Story, carried: Sequence[Carried]) -> str:
    """« radio.example · Radio Larzac · aussi chez Le Mouvement »"""
    names = [plain(shorten(each.name, 60)) for each in carried]
    parts = [host_of(story), *names[:1]]
    if len(names) > 1:
        parts.append(words("curation-also", names=names_within(names[1:], NAMES)))
    return " · ".join(part for part in parts if part)


def why_line(words: Words, view: StoryView) -> str:
    """Why it is in front of moderators, when its source isn't all there is to say."""
    story = view.story
    if story.suggested_by is not None:
        return words("curation-why-suggested", by=f"<@{story.suggested_by}>")
    if view.rule is not None:
        rule = plain(shorten(view.rule.words, 80))
        return words("curation-why-rule", rule=rule, action=view.rule.action)
    return ""


def like_line(words: Words, view: StoryView) -> str:
    """« Ressemble à #12 … », with both titles and who carries that one."""
    like = view.like
    if like is None or view.story.state not in (StoryState.QUEUED, StoryState.SCHEDULED):
        return ""
    names = names_within([plain(shorten(each.name, 60)) for each in view.like_carried], NAMES)
    return words(
        "curation-like",
        number=str(like.number),
        title=plain(shorten(like.title, LIKE_TITLE)),
        mine=plain(shorten(view.story.title, LIKE_TITLE)),
        state=like.state,
        names=names or host_of(like) or "?",
    )


def repeats_line(words: Words, view: StoryView) -> str:
    """« #13 lui ressemble … »: queued stories that have no card of their own beside this one."""
    if not view.repeats:
        return ""
    first = view.repeats[0]
    return words(
        "curation-repeats",
        count=len(view.repeats),
        number=str(first.number),
        title=plain(shorten(first.title, LIKE_TITLE)),
    )


# -- calls -----------------------------------------------------------------------------------------


def day_of(words: Words, deadline: Deadline) -> str:
    """« lun. 31 mars 2027 », with the hour where one is said."""
    said = words.day(deadline.day, True)
    if deadline.at is None:
        return said
    return words("curation-day-hour", day=said, hour=f"{deadline.at:%H:%M}")


def deadline_line(words: Words, story: Story, zone: ZoneInfo, now: datetime | None = None) -> str:
    """The confirmed deadline of a call, for members; "" for what is none. After it, that it is
    closed (where ``now`` is given).
    """
    if not story.is_call:
        return ""
    if story.deadline is None or not story.confirmed:
        return words("curation-call")
    closes = closes_at(story.deadline, zone)
    key = "curation-closed" if now is not None and closes <= now else "curation-deadline"
    return words(key, day=day_of(words, story.deadline), left=words.discord_time(closes, "R"))


def found_line(words: Words, view: StoryView) -> str:
    """For moderators: the deadline with the sentence that says so, and whether it is confirmed."""
    story = view.story
    if story.deadline is None:
        return words("curation-call-undated") if story.is_call else ""
    return words(
        "curation-deadline-confirmed" if story.confirmed else "curation-deadline-found",
        day=day_of(words, story.deadline),
        left=words.discord_time(closes_at(story.deadline, view.zone), "R"),
    ) + quoted(story.deadline)


def quoted(deadline: Deadline) -> str:
    """The sentence that says so, on a line of its own."""
    if not deadline.quote:
        return ""
    return "\n> " + plain(shorten(" ".join(deadline.quote.split()), QUOTE))


# -- what became of it -----------------------------------------------------------------------------


def state_line(words: Words, view: StoryView) -> str:
    """What was decided, by whom; and while it is queued, whose first yes it has."""
    story = view.story
    if story.state is StoryState.QUEUED:
        if story.first_yes is None:
            return ""
        return words("curation-first-yes", by=f"<@{story.first_yes}>")
    joined = story.state is StoryState.DROPPED and story.like is not None
    key = "joined" if joined else story.state.value
    posted = story.decided_at
    if story.state is StoryState.PUBLISHED and posted is not None:
        posted = view.settings.quiet.after(posted, view.zone)
        key = "published" if posted == story.decided_at else "published-later"
    when = story.publish_at or posted
    by = f"<@{story.decided_by}>" if story.decided_by else words("curation-by-itself")
    return words(
        f"curation-state-{key}",
        by=by,
        at=words.discord_time(story.decided_at, "R") if story.decided_at else "",
        when=planned(words, when) if when else "",
        channel=f"<#{story.channel_id}>" if story.channel_id else "",
        reason=plain(shorten(story.reason, REASON)),
        number=str(story.like or 0),
    )


def planned(words: Words, at: datetime) -> str:
    return words.discord_time(at, "f")


def summary_within(text: str, room: int) -> str:
    """A summary as plain text in what room is left on a card; whole words as far as they go."""
    most = min(SUMMARY, room)
    said = " ".join(text.split())
    while most > 20:
        shown = plain(shorten(said, most))
        if len(shown) <= room:
            return shown
        most -= max(1, (len(shown) - room) // 2 + 1)
    return ""
