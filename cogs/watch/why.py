"""``/veille pourquoi``: each stage that an article went through."""

from datetime import datetime

from discord import app_commands

from cogs._shared.access import caller_from
from cogs._shared.context import Interaction, words_for
from cogs._shared.fitting import lines_within, names_within
from cogs._shared.plain import plain
from cogs._shared.replies import reply
from cogs._shared.views import Card, card
from cogs.watch.story_lines import title_link
from domain.watch.links import site_of
from locales import Words
from services.archive import Followed, Stage, Trace

LONGEST = 3000
NAMES = 300


async def tell_why(interaction: Interaction, link: app_commands.Range[str, 1, 2000]) -> None:
    """The command."""
    caller = await caller_from(interaction)
    trace = await interaction.client.services.archive.why(caller, link)
    await reply(interaction, why_card(words_for(interaction), trace))


def why_card(words: Words, trace: Trace) -> Card:
    """The stages in order; where nothing brought the article, the sources of its site."""
    title = words("why-title")
    about = title_link(trace.story) if trace.story else plain(trace.link)[: LONGEST // 4]
    lines = [_stage(words, stage) for stage in trace.stages]
    if not lines:
        lines = [words("why-unknown", site=plain(site_of(trace.link)))]
    if not trace.story:
        lines += [_source(words, each) for each in trace.followed]
        if not trace.followed:
            lines.append(words("why-site-not-followed"))
    said = lines_within(lines, LONGEST, lambda left: words("why-more", count=left))
    return card("info", title, about, said)


def _stage(words: Words, stage: Stage) -> str:
    facts = stage.facts
    channel = facts.get("channel")
    by = facts.get("by")
    key = "rejected-because" if facts.get("reason") else stage.what
    said = words(
        f"why-{key}",
        source=plain(str(facts.get("source", ""))),
        sources=plain(names_within(facts.get("sources", []), NAMES)),
        words=plain(str(facts.get("words", ""))),
        reason=plain(str(facts.get("reason", ""))),
        channel=f"<#{channel}>" if channel else words("why-no-channel"),
        by=f"<@{by}>" if by else words("why-somebody"),
    )
    return f"{_at(words, stage.at)}{said}"


def _at(words: Words, at: datetime | None) -> str:
    return f"{words.discord_time(at, 'f')} · " if at else ""


def _source(words: Words, followed: Followed) -> str:
    name = plain(followed.name)
    if followed.failing_since is not None:
        since = words.discord_time(followed.failing_since, "R")
        return words("why-source-failing", source=name, since=since)
    if followed.ok_at is None:
        return words("why-source-new", source=name)
    return words("why-source-read", source=name, at=words.discord_time(followed.ok_at, "R"))
