"""What the watch is made of: who visits, who reads, who decides."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.config import Config
from domain.watch.stories import FIRST_TOPICS
from feeds.fetch import Fetcher
from feeds.workshop import Workshop
from locales import shipped
from services.alerts import Alerts
from services.archive import Archive
from services.call_clock import CallClock
from services.call_curation import CallCuration
from services.calls import Calls
from services.curation import Curation
from services.digests import Digests
from services.directory import Directory
from services.feed_news import FeedNews
from services.follows import Follows
from services.learning import Learning
from services.likeness import Likeness
from services.outbox import Outbox
from services.settings import Settings
from services.sifting import Sifting
from services.source_adding import SourceAdding
from services.source_import import SourceImport
from services.source_preview import SourcePreviews
from services.source_reader import SourceReader
from services.sources import Sources
from services.suggestion_answers import SuggestionAnswers
from services.topics import Topics
from services.visits import Visits
from services.watch_desk import WatchDesk
from services.watch_drafts import WatchDrafts
from services.watch_rules import WatchRules
from storage.engine import Database

USER_AGENT = "Entremise/0.1 (Discord bot; feed reader)"


@dataclass(frozen=True)
class Watch:
    """The services of the watch."""

    desk: WatchDesk
    visits: Visits
    sifting: Sifting
    alerts: Alerts
    curation: Curation
    call_curation: CallCuration
    likeness: Likeness
    topics: Topics
    sources: Sources
    previews: SourcePreviews
    adding: SourceAdding
    lists: SourceImport
    rules: WatchRules
    drafts: WatchDrafts
    archive: Archive
    digests: Digests
    follows: Follows
    calls: Calls
    call_clock: CallClock


def build_fetcher(config: Config) -> Fetcher:
    """The one visitor of this process."""
    return Fetcher(
        clock=config.clock, user_agent=USER_AGENT, private_hosts=config.feed_private_hosts
    )


def build_watch(
    config: Config,
    settings: Settings,
    directory: Directory,
    outbox: Outbox,
    database: Database,
    fetcher: Fetcher,
    workshop: Workshop,
) -> Watch:
    desk = WatchDesk(database, config.clock, settings, directory, outbox)
    alerts = Alerts(desk)
    follows, call_clock = Follows(desk), CallClock(desk)
    answers = SuggestionAnswers(desk)
    alerts.heard += [follows.heard, answers.heard]
    alerts.rejected.append(answers.heard)
    alerts.extended.append(call_clock.extended)
    topics = Topics(desk, first_names)
    drafts = WatchDrafts(desk)
    news = FeedNews(desk)
    sifting = Sifting(desk, alerts, workshop)
    learning = Learning(news, sifting)
    visits = Visits(desk, fetcher, workshop, news, learning)
    sources = Sources(desk, topics, visits)
    hosts = fetcher.private_hosts
    return Watch(
        desk=desk,
        visits=visits,
        sifting=sifting,
        alerts=alerts,
        curation=Curation(desk, alerts),
        call_curation=CallCuration(desk, alerts),
        likeness=Likeness(desk, alerts),
        topics=topics,
        sources=sources,
        previews=SourcePreviews(desk, drafts, SourceReader(fetcher, workshop, hosts)),
        adding=SourceAdding(desk, sources, drafts, learning, sifting, workshop),
        lists=SourceImport(desk, drafts, sources, topics, workshop, hosts),
        rules=WatchRules(desk, drafts, workshop),
        drafts=drafts,
        archive=Archive(desk, alerts, fetcher, workshop),
        digests=Digests(desk),
        follows=follows,
        calls=Calls(desk),
        call_clock=call_clock,
    )


def first_names(locale: str) -> Mapping[str, str]:
    """What the first topics are called in a language."""
    words = shipped().words(locale)
    return {key: words(f"watch-topic-{key}") for key, _, _ in FIRST_TOPICS}
