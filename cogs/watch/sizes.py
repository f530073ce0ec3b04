"""Lists of news that fit a message: titles are cut, then links left out, never a story."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from cogs._shared.views import Part
from cogs.watch.story_lines import deadline_line, safe_link, source_line, title_link, topic_name
from domain.watch.stories import Carried, Story, Topic
from locales import Words

MOST = 3900
"""Characters of all texts of a card; Discord takes 4,000."""


@dataclass(frozen=True)
class Size:
    """The longest title and the longest link that a list shows, and how many sources of each."""

    title: int
    link: int
    sources: int


SIZES = (
    Size(200, 1024, 6),
    Size(120, 500, 3),
    Size(90, 250, 2),
    Size(60, 120, 1),
    Size(40, 0, 1),
)


def fitting(draw: Callable[[Size], Sequence[Part]], most: int = MOST) -> list[Part]:
    """What ``draw`` gives in the largest size whose texts fit ``most`` characters."""
    parts: list[Part] = []
    for size in SIZES:
        parts = list(draw(size))
        if sum(len(each) for each in parts if isinstance(each, str)) <= most:
            break
    return parts


def sized_title(story: Story, size: Size) -> str:
    """A title that leads to its article, or says it alone where the link is too long."""
    if len(safe_link(story.link)) <= size.link:
        return title_link(story, size.title)
    return title_link(replace(story, link=""), size.title)


def news_lines(
    words: Words,
    story: Story,
    topic: Topic | None,
    carried: Sequence[Carried],
    zone: ZoneInfo,
    size: Size = SIZES[0],
) -> str:
    """A story in a list: its title, where it comes from, its deadline."""
    small = [topic_name(words, topic)] if topic is not None else []
    small.append(source_line(words, story, carried[: size.sources]))
    if story.decided_at is not None:
        small.append(words.discord_time(story.decided_at, "d"))
    lines = [f"**{sized_title(story, size)}**", "-# " + " · ".join(each for each in small if each)]
    return "\n".join(each for each in (*lines, deadline_line(words, story, zone)) if each)
