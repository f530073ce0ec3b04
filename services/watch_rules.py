"""Rules of the watch: what they would have done is shown before they are kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refused
from domain.people import Act, Caller
from domain.text import visible
from domain.watch.rules import (
    LONGEST_WORDS,
    Rule,
    RuleAction,
    Verdict,
    Where,
    check_words,
    decide,
    looked_at,
    matches,
    needs_worker,
    of_source,
)
from domain.watch.stories import Source, Topic
from feeds.patterns import BadPattern, TooSlow
from feeds.workshop import Workshop
from services.watch_desk import WatchDesk
from services.watch_drafts import WatchDrafts, refuse_unless_moderator
from storage import source_facts, sources, topics
from storage.feed_items import FeedItem

TRIED_ON = timedelta(days=30)
MOST_TRIED = 1000
"""Articles of a dry run, the newest."""
SHOWN = 8
MOST_RULES = 100


@dataclass(frozen=True)
class DryRun:
    """What a rule would have done to the articles of the last 30 days.

    ``changed``: those whose fate it changes (``examples``: the newest of them); ``matched``: those
    in which it finds what it looks for; ``total``: all that were tried. ``draft`` keeps the rule.
    """

    draft: int
    rule: Rule
    source: Source | None
    topic: Topic | None
    total: int
    matched: int
    changed: int
    examples: tuple[FeedItem, ...]


@dataclass(frozen=True)
class Ruled:
    """A rule as people see it: with its source (None: all) and its topic."""

    rule: Rule
    source: Source | None
    topic: Topic | None


class WatchRules:
    """Each method raises Refused, and then wrote nothing."""

    def __init__(self, desk: WatchDesk, drafts: WatchDrafts, workshop: Workshop) -> None:
        self._desk = desk
        self._drafts = drafts
        self._workshop = workshop

    async def of(self, caller: Caller, source: int | None = None) -> list[Ruled]:
        """The rules of a guild; ``source``: those that concern it.

        Raises Refused: "moderators-only", "source-unknown".
        """
        refuse_unless_moderator(caller)
        async with self._desk.db.reading() as conn:
            if source is not None and await live_source(conn, caller.guild_id, source) is None:
                raise Refused("source-unknown", number=source)
            found = await sources.rules(conn, caller.guild_id)
            followed = {each.number: each for each in await sources.many(conn, caller.guild_id)}
            known = {each.number: each for each in await topics.topics(conn, caller.guild_id)}
        kept = found if source is None else of_source(found, source)
        return [
            Ruled(each, followed.get(each.source or 0), known.get(each.topic or 0)) for each in kept
        ]

    async def keep_typed(self, caller: Caller, rule: Rule) -> int:
        """Keep a rule that was refused, to give back what was typed."""
        return await self._drafts.keep(caller, "rule", _facts(_kept(rule)))

    async def typed(self, caller: Caller, draft: int) -> Rule:
        """A rule as it was typed. Raises Refused: "moderators-only", "watch-draft-gone"."""
        return _rule(await self._drafts.of(caller, draft, "rule"))

    async def try_out(self, caller: Caller, rule: Rule) -> DryRun:
        """What a rule would have done; the rule itself is only kept as a draft.

        Raises Refused: "moderators-only", "source-unknown", "topic-unknown", "rule-needs-topic",
        what ``check_words`` says, "rule-expression-broken", "rule-expression-slow".
        """
        refuse_unless_moderator(caller)
        rule = _kept(rule)
        async with self._desk.db.reading() as conn:
            await self._check(conn, caller.guild_id, rule)
            topic = None
            if rule.topic is not None:
                topic = await topics.one(conn, caller.guild_id, rule.topic)
            others = await sources.rules(conn, caller.guild_id)
            followed = await sources.many(
                conn, caller.guild_id, None if rule.source is None else [rule.source]
            )
            since = self._desk.clock() - TRIED_ON
            articles = await source_facts.articles(
                conn, [each.feed_id for each in followed], since, MOST_TRIED
            )
        named = {each.feed_id: each for each in followed}
        new = max((each.number for each in others), default=0) + 1
        tried = Rule(
            new, rule.source, rule.where, rule.words, rule.expression, rule.action, rule.topic
        )
        found, failed = await self._matched(others, tried, articles, named)
        others = [each for each in others if each.number not in failed]
        changed = [
            article
            for article in articles
            if _differs(others, tried, found[article.id], named[article.feed_id])
        ]
        matched = sum(new in numbers for numbers in found.values())
        draft = await self.keep_typed(caller, rule)
        examples = tuple(changed[:SHOWN])
        only = followed[0] if rule.source is not None else None
        return DryRun(draft, rule, only, topic, len(articles), matched, len(changed), examples)

    async def add(self, caller: Caller, draft: int, *, interaction_id: int | None = None) -> Rule:
        """Keep a rule that was tried.

        Raises Refused as ``try_out``, "watch-draft-gone", "already-done", "rule-too-many".
        """
        rule = await self.typed(caller, draft)
        if rule.expression:
            await search(self._workshop, rule.words, [""])
        async with self._desk.acting(caller, interaction_id, act=Act.MODERATE) as work:
            await self._check(work.conn, caller.guild_id, rule)
            if len(await sources.rules(work.conn, caller.guild_id)) >= MOST_RULES:
                raise Refused("rule-too-many", most=MOST_RULES)
            made = await sources.add_rule(
                work.conn, caller.guild_id, rule, caller.user_id, work.now
            )
            await self._desk.note(work, "add", "watch-rule", made.number, words=rule.words)
        return made

    async def remove(
        self, caller: Caller, number: int, *, interaction_id: int | None = None
    ) -> None:
        """Raises Refused: "moderators-only", "already-done", "rule-unknown"."""
        async with self._desk.acting(caller, interaction_id, act=Act.MODERATE) as work:
            if not await sources.remove_rule(work.conn, caller.guild_id, number):
                raise Refused("rule-unknown", number=number)
            await self._desk.note(work, "remove", "watch-rule", number)

    async def _check(self, conn: AsyncConnection, guild_id: int, rule: Rule) -> None:
        if not rule.expression:
            check_words(rule.words)
        elif not rule.words.strip():
            raise Refused("rule-words-empty")
        elif len(rule.words) > LONGEST_WORDS:
            raise Refused("rule-words-too-long", limit=LONGEST_WORDS, length=len(rule.words))
        if rule.source is not None and await live_source(conn, guild_id, rule.source) is None:
            raise Refused("source-unknown", number=rule.source)
        if rule.topic is not None and await topics.one(conn, guild_id, rule.topic) is None:
            raise Refused("topic-unknown", number=rule.topic)
        if rule.action is RuleAction.TOPIC and rule.topic is None:
            raise Refused("rule-needs-topic")

    async def _matched(
        self,
        others: Sequence[Rule],
        tried: Rule,
        articles: Sequence[FeedItem],
        named: Mapping[int, Source],
    ) -> tuple[dict[int, set[int]], set[int]]:
        """For each article, the numbers of the rules that find what they look for in it; and the
        other rules that could not be tried on so much at once, which count as not there.
        """
        found: dict[int, set[int]] = {article.id: set() for article in articles}
        failed: set[int] = set()
        for rule in (*others, tried):
            mine = [
                article
                for article in articles
                if rule.source in (None, named[article.feed_id].number)
            ]
            try:
                held = await self._try(rule, mine, named)
            except Refused:
                if rule is tried:
                    raise
                failed.add(rule.number)
                continue
            found |= {
                article.id: found[article.id] | {rule.number}
                for article, holds in zip(mine, held, strict=True)
                if holds
            }
        return found, failed

    async def _try(
        self, rule: Rule, articles: Sequence[FeedItem], named: Mapping[int, Source]
    ) -> list[bool]:
        if not needs_worker(rule):
            return [
                matches(rule, each.title, each.summary, named[each.feed_id].name)
                for each in articles
            ]
        fields = [
            looked_at(rule, each.title, each.summary, named[each.feed_id].name) for each in articles
        ]
        flat = [text for texts in fields for text in texts]
        found = iter(await search(self._workshop, rule.words, flat) if flat else [])
        return [any(list(islice(found, len(texts)))) for texts in fields]


async def search(workshop: Workshop, pattern: str, texts: Sequence[str]) -> list[bool]:
    """Where an expression is found, tried where it can be stopped.

    Raises Refused("rule-expression-broken") or ("rule-expression-slow").
    """
    try:
        return await workshop.matches(pattern, texts)
    except BadPattern as fault:
        where = None if fault.where is None else pattern[fault.where : fault.where + 20]
        raise Refused("rule-expression-broken", near=where or None) from None
    except TooSlow:
        raise Refused("rule-expression-slow") from None


def _kept(rule: Rule) -> Rule:
    """As it may be kept: without what nobody sees, which a database may refuse."""
    return replace(rule, words=visible(rule.words))


def _facts(rule: Rule) -> dict[str, Any]:
    return {
        "source": rule.source,
        "where": rule.where.value,
        "words": rule.words,
        "expression": rule.expression,
        "action": rule.action.value,
        "topic": rule.topic,
    }


def _rule(facts: dict[str, Any]) -> Rule:
    return Rule(
        0,
        facts["source"],
        Where(facts["where"]),
        facts["words"],
        facts["expression"],
        RuleAction(facts["action"]),
        facts["topic"],
    )


def _differs(others: Sequence[Rule], new: Rule, found: set[int], source: Source) -> bool:
    before = decide(of_source(others, source.number), found)
    after = decide(of_source([*others, new], source.number), found)
    return _fate(before) != _fate(after)


def _fate(verdict: Verdict) -> tuple[bool, bool, int | None]:
    dropped = verdict.action is RuleAction.DROP
    return dropped, verdict.action is RuleAction.PUBLISH, None if dropped else verdict.topic


async def live_source(conn: AsyncConnection, guild_id: int, number: int) -> Source | None:
    """A source of a guild that was not removed."""
    found = await sources.many(conn, guild_id, [number])
    return found[0] if found else None
