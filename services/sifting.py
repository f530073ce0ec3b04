"""From the articles of a feed to the stories of a guild: rules, one story for all who carry it.

Each source reads its feed past its own cursor. What a batch of articles becomes, whom it is shown
to and how far the source has read are one transaction: nothing is lost, nothing is done twice.
"""

import asyncio
import logging
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.settings import GuildSettings
from domain.watch.entry import Entry
from domain.watch.rules import RuleAction
from domain.watch.stories import Mode, Source, SourceState, Story, StoryState
from domain.watch.titles import same_story
from domain.watch.traces import alike, folded_title
from feeds.workshop import Workshop
from services.alerts import Alerts
from services.appraising import Appraisal, Appraised, Found, appraise, deadline_in
from services.owed import Facts, Kind, OwedMessage
from services.watch_desk import WatchDesk
from storage import feed_items, sources, stories
from storage.feed_items import FeedItem

log = logging.getLogger(__name__)

A_BATCH = 20
"""Articles of one transaction: others who write wait no longer than that takes."""
MOST_SOURCES = 500
CARDS_OF_A_SOURCE = 5
"""Cards for moderators in one round; the others are in the queue, which one message says."""
ALIKE_FOR = timedelta(days=14)
MOST_COMPARED = 40
SHORT_TITLE = 120

CLOSED = frozenset({StoryState.REJECTED, StoryState.DROPPED})


@dataclass
class Batch:
    """One transaction on one source. ``cards``: those owed in this round already."""

    conn: AsyncConnection
    now: datetime
    settings: GuildSettings
    source: Source
    cards: int
    left_over: int = 0


class Sifting:
    """Each round is safe to repeat, and to run in several processes at once."""

    def __init__(self, desk: WatchDesk, alerts: Alerts, workshop: Workshop) -> None:
        self._desk = desk
        self._alerts = alerts
        self._workshop = workshop
        desk.outbox.declare(Kind("watch_rule_failed", revalidate=self._still_a_rule))

    async def tick(self) -> None:
        """Look at all new articles of all guilds. Raises nothing: what failed waits."""
        cards: Counter[tuple[int, int]] = Counter()
        first: dict[tuple[int, int], int] = {}
        failed: set[tuple[int, int]] = set()
        try:
            while behind := await self._behind(failed):
                for source in behind:
                    at = (source.guild_id, source.number)
                    first.setdefault(at, source.read_to)
                    try:
                        owed = await self._sift(source, cards[at], first[at])
                        cards[at] += owed or 0
                        if owed is None:
                            failed.add(at)  # somebody else is at it
                    except Exception:
                        log.exception("the articles of source %s of guild %s wait", at[1], at[0])
                        failed.add(at)
        except Exception:
            log.exception("a round of sifting ended early")

    async def _behind(self, failed: set[tuple[int, int]]) -> list[Source]:
        async with self._desk.db.reading() as conn:
            found = await sources.behind(conn, MOST_SOURCES)
        return [each for each in found if (each.guild_id, each.number) not in failed]

    async def _sift(self, source: Source, cards: int, round_: int) -> int | None:
        """The next articles of a source; answers how many cards were owed for them, None when
        somebody else has dealt with them. ``round_`` names the round, for what is said once in it.
        """
        async with self._desk.db.reading() as conn:
            items = await feed_items.items_after(conn, source.feed_id, source.read_to, A_BATCH)
            rules = await sources.rules(conn, source.guild_id)
            zone = (await self._desk.settings.of(conn, source.guild_id)).zone
        if not items:
            return None
        seen = await appraise(self._workshop, source, items, rules, zone)
        async with self._desk.db.writing() as conn:
            await stories.hold_others(conn, source.guild_id)
            it = await sources.lock(conn, source.guild_id, source.number)
            if it is None or it.state is not SourceState.LIVE or not _as_it_was(it, source):
                return None
            settings = await self._desk.settings.of(conn, source.guild_id)
            batch = Batch(conn, self._desk.clock(), settings, it, cards)
            for each in seen.articles:
                await self._take(batch, each)
            await self._tell_failed(batch, seen.failed)
            if batch.left_over:
                await self._alerts.queue_many(conn, settings, it, str(round_))
            await sources.move_cursor(conn, it, items[-1].id)
        self._desk.outbox.wake()
        return batch.cards - cards

    async def queue_known(
        self,
        conn: AsyncConnection,
        settings: GuildSettings,
        source: Source,
        seen: Appraisal,
        now: datetime,
    ) -> int:
        """Put in front of moderators articles that were only learned; answers how many are new.

        In a transaction that holds the stories of the guild.
        """
        batch = Batch(conn, now, settings, replace(source, mode=Mode.HAND), 0)
        made = 0
        for each in seen.articles:
            if await self._known(batch, each) is None:
                await self._new(batch, each)
                made += 1
        return made

    # -- one article -------------------------------------------------------------------------------

    async def _take(self, batch: Batch, article: Appraised) -> None:
        known = await self._known(batch, article)
        if known is None:
            await self._new(batch, article)
        else:
            await self._again(batch, article, known)

    async def _known(self, batch: Batch, article: Appraised) -> Story | None:
        """The story that this link is already known by.

        A feed may give several articles one link (an agenda, a podcast): what it tells apart
        stays apart, but for a call that is put off and what was refused word for word.
        """
        guild_id = batch.source.guild_id
        found = await stories.by_keys(batch.conn, guild_id, article.link_keys, most=MOST_COMPARED)
        numbers = sorted({number for each in found.values() for number in each})
        if not numbers:
            return None
        mine = await stories.carried_by(batch.conn, guild_id, batch.source.number, numbers)
        likely: list[Story] = []
        for number in numbers:
            story = await stories.lock(batch.conn, guild_id, number)
            if story is None:
                continue
            if number in mine:
                same = _same_again(story, article.item)
            else:
                refused = story.state is StoryState.REJECTED  # in other words: not this one
                same = _alike(story, article.item) or (len(numbers) == 1 and not refused)
            if same:
                likely.append(story)
        return likely[-1] if likely else None

    async def _again(self, batch: Batch, article: Appraised, story: Story) -> None:
        """A source brings what is known: it carries it too, and changes no decision of people."""
        conn, guild_id, item = batch.conn, story.guild_id, article.item
        brought = await stories.carry(
            conn, guild_id, story.number, batch.source.number, item.id, item.link, batch.now
        )
        await stories.add_keys(conn, guild_id, story.number, article.link_keys, batch.now)
        if _dropped_by_rule_alone(story) and not article.dropped:
            revived = replace(_story(batch, article), number=story.number)
            saved = await stories.save(conn, story, replace(revived, found_at=story.found_at))
            await self._send(batch, article, saved)
            return
        story = await self._deadline(conn, batch.settings, story, article.found)
        if story.state is StoryState.QUEUED and not article.dropped:
            mode = await self._mode_for(batch, article, story)
            if mode is not Mode.HAND:
                # In the words of the source that is trusted, not of whoever came first.
                own = story if story.edited else _in_words_of(story, item)
                await self._approve(batch, await stories.save(conn, story, own), mode)
                return
        if story.approved:
            await self._alerts.keep_words(conn, story)
        if brought and story.state not in CLOSED:
            await self._draw_again(conn, story)

    async def _new(self, batch: Batch, article: Appraised) -> None:
        conn, guild_id = batch.conn, batch.source.guild_id
        new = _story(batch, article)
        if not article.dropped:
            like = await self._like(batch, article) or await self._refused(batch, article)
            new = replace(new, like=like)
        number = await stories.create(conn, new)
        keys = article.link_keys if article.dropped else article.link_keys + article.title_keys
        await stories.add_keys(conn, guild_id, number, keys, batch.now)
        await stories.carry(
            conn,
            guild_id,
            number,
            batch.source.number,
            article.item.id,
            article.item.link,
            batch.now,
        )
        if not article.dropped:
            await self._send(batch, article, replace(new, number=number))

    async def _like(self, batch: Batch, article: Appraised) -> int | None:
        """Another source's story that this article may repeat, the first one of them."""
        if not article.title_keys:
            return None
        found = await stories.sharing_keys(
            batch.conn,
            batch.source.guild_id,
            article.title_keys,
            batch.now - ALIKE_FOR,
            batch.source.number,
            MOST_COMPARED,
        )
        for story in reversed(found):
            if story.state is not StoryState.DROPPED and same_story(
                story.title, article.item.title
            ):
                return story.like or story.number
        return None

    async def _refused(self, batch: Batch, article: Appraised) -> int | None:
        """A story that was refused at this very link, under a title that is not alike.

        Whoever came first must not make what is at a link vanish, nor a new title bring back what
        was refused: a moderator is shown both.
        """
        found = await stories.by_keys(
            batch.conn, batch.source.guild_id, article.link_keys, most=MOST_COMPARED
        )
        numbers = {number for each in found.values() for number in each}
        mine = await stories.carried_by(
            batch.conn, batch.source.guild_id, batch.source.number, numbers
        )
        others = await stories.many(batch.conn, batch.source.guild_id, numbers - mine)
        refused = [each.number for each in others if each.state is StoryState.REJECTED]
        return refused[-1] if refused else None

    # -- shown -------------------------------------------------------------------------------------

    async def _send(self, batch: Batch, article: Appraised, story: Story) -> None:
        """Show a new story to whom its source's mode says."""
        mode = await self._mode_for(batch, article, story)
        if mode is Mode.HAND:
            await self._queue(batch, story)
        else:
            await self._approve(batch, story, mode)

    async def _mode_for(self, batch: Batch, article: Appraised, story: Story) -> Mode:
        """What its source's mode makes of a story.

        What may repeat another story is never published by itself, and what may repeat a refused
        one comes back in no digest either, nor does what could not be filtered: a moderator says.
        """
        mode = Mode.HAND if article.unsure else _mode(batch.source, article)
        if mode is Mode.HAND or story.like is None:
            return mode
        other = await stories.one(batch.conn, story.guild_id, story.like)
        refused = other is not None and other.state is StoryState.REJECTED
        return Mode.HAND if mode is Mode.AUTO or refused else mode

    async def _approve(self, batch: Batch, story: Story, mode: Mode) -> None:
        send = self._alerts.publish if mode is Mode.AUTO else self._alerts.wait
        await send(batch.conn, batch.settings, story, batch.now)

    async def _queue(self, batch: Batch, story: Story) -> None:
        conn = batch.conn
        if story.like is not None:
            other = await stories.one(conn, story.guild_id, story.like)
            if other is not None and other.state is StoryState.QUEUED:
                await self._draw_again(conn, other)  # its card shows this one too
                return
        if batch.cards < CARDS_OF_A_SOURCE:
            batch.cards += 1
            await self._alerts.queue(conn, batch.settings, story)
        else:
            batch.left_over += 1

    async def _draw_again(self, conn: AsyncConnection, story: Story) -> None:
        """Its cards show something that is no part of it; its buttons are as good as before."""
        for thing in ("queue", "story"):
            await self._desk.outbox.card_changed(conn, story.guild_id, thing, story.number)

    # -- deadlines that change ---------------------------------------------------------------------

    async def _deadline(
        self, conn: AsyncConnection, settings: GuildSettings, story: Story, found: Found | None
    ) -> Story:
        """What a source says since of the deadline of a call: a moderator answers."""
        if found is None or not story.is_call or story.state in CLOSED:
            return story
        known, said = story.deadline, found.deadline
        if known is not None and (known.day, known.at) == (said.day, said.at):
            return story
        if story.offered is not None and story.offered.day == said.day:
            return story
        if not story.confirmed and (known is None or found.extended):
            after = replace(story, deadline=said)
        elif known is not None and found.extended and said.day < known.day:
            return story  # what was put off once is known by now
        else:
            after = replace(story, offered=said)
        saved = await stories.save(conn, story, after)
        await self._desk.redraw(conn, saved)
        if saved.offered is not None:
            await self._alerts.offer(conn, settings, saved)
        return saved

    async def corrected(
        self, conn: AsyncConnection, before: FeedItem, after: Entry, now: datetime
    ) -> None:
        """The source of an article has corrected it: the stories that it made follow.

        Words that a moderator chose stay.
        """
        for guild_id, number in await stories.carrying(conn, before.id):
            await stories.hold_others(conn, guild_id)
            story = await stories.lock(conn, guild_id, number)
            if story is None or story.state in CLOSED:
                continue
            settings = await self._desk.settings.of(conn, guild_id)
            if story.is_call:
                at = after.updated or after.published or now
                found = await asyncio.to_thread(
                    deadline_in, after.title, after.summary, at, settings.zone
                )
                story = await self._deadline(conn, settings, story, found)
            if not story.edited and story.title == titled(before) != titled(after):
                told = replace(story, title=titled(after), summary=after.summary)
                if story.state is StoryState.QUEUED:
                    told = replace(told, first_yes=None)  # it was said to other words
                saved = await stories.save(conn, story, told)
                if saved.approved:
                    await self._alerts.keep_words(conn, saved)
                await self._desk.redraw(conn, saved)

    # -- rules that failed -------------------------------------------------------------------------

    async def _tell_failed(self, batch: Batch, failed: frozenset[int]) -> None:
        """Tell moderators, once, of an expression that was stopped, or that is none."""
        channel = batch.settings.moderation_channel
        if channel is None:
            return
        for rule in sorted(failed):
            owed = OwedMessage(
                f"watch-rule-failed:{rule}",
                "watch_rule_failed",
                {"rule": rule},
                channel_id=channel,
            )
            await self._desk.outbox.owe(batch.conn, batch.source.guild_id, owed)

    async def _still_a_rule(
        self, conn: AsyncConnection, guild_id: int, facts: Facts
    ) -> Facts | None:
        """With the rule as ``found``; None when it was removed."""
        rules = await sources.rules(conn, guild_id)
        found = next((each for each in rules if each.number == facts["rule"]), None)
        return None if found is None else {**facts, "found": found}


def titled(article: FeedItem | Entry) -> str:
    """What a story of this article is called: its title, else how its text begins."""
    text = article.title or " ".join(article.summary.split())
    if len(text) > SHORT_TITLE and not article.title:
        text = text[:SHORT_TITLE].rsplit(" ", 1)[0] + "…"
    return text or article.link


def _story(batch: Batch, article: Appraised) -> Story:
    item, verdict = article.item, article.verdict
    return Story(
        guild_id=batch.source.guild_id,
        number=0,
        state=StoryState.DROPPED if article.dropped else StoryState.QUEUED,
        title=titled(item),
        found_at=batch.now,
        link=item.link,
        summary=item.summary,
        author=item.author,
        topic=verdict.topic if verdict.topic is not None else batch.source.topic,
        published=item.published,
        rule=verdict.rule,
        is_call=article.is_call,
        deadline=article.found.deadline if article.is_call and article.found else None,
    )


def _in_words_of(story: Story, item: FeedItem) -> Story:
    return replace(
        story, title=titled(item), link=item.link, summary=item.summary, author=item.author
    )


def _alike(story: Story, item: FeedItem) -> bool:
    return alike(folded_title(story.title), folded_title(titled(item)))


def _same_again(story: Story, item: FeedItem) -> bool:
    """Whether another article of one feed, at the same link, is the same story after all."""
    if not _alike(story, item):
        return False
    return story.is_call or (story.state in CLOSED and story.summary == item.summary)


def _mode(source: Source, article: Appraised) -> Mode:
    return Mode.AUTO if article.verdict.action is RuleAction.PUBLISH else source.mode


def _dropped_by_rule_alone(story: Story) -> bool:
    """By the rules of another source, which nobody meant for this one."""
    return story.state is StoryState.DROPPED and story.decided_by is None and story.like is None


def _as_it_was(now: Source, before: Source) -> bool:
    return (now.read_to, now.feed_id) == (before.read_to, before.feed_id)
