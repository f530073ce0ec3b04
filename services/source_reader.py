"""What is at an address: visited, read, and where there is no feed, what could be read instead."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from domain.errors import Refused
from domain.watch.entry import FoundFeed, NotAFeed, ParsedFeed, Selectors
from feeds import wordpress
from feeds.addresses import Hosts, place, typed_address
from feeds.fetch import Answer, Fetcher, Outcome, Visit
from feeds.workshop import Workshop

MOST_FOUND = 20
BLOCKS = ("article", ".post", ".views-row", ".card", ".event", "main li", "#content li", "li")
"""What pages without a feed make their lists of, the likeliest first."""
LEAST_ENTRIES = 2
MOST_GUESSES = 4
TITLES = 3
HOPELESS = ("too-slow", "too-heavy", "broken")
"""The reader had to be stopped: what is tried next would cost five seconds more, each time."""


@dataclass(frozen=True)
class Read:
    """What a visit brought: the answer, what was read in it, how."""

    answer: Answer
    parsed: ParsedFeed
    kind: str
    selectors: Selectors | None = None


@dataclass(frozen=True)
class Guess:
    """What a selector would read in a page: how many articles, and the first titles.

    ``number`` is its place in BLOCKS.
    """

    number: int
    block: str
    count: int
    titles: tuple[str, ...]


class SourceReader:
    """Nothing is written; a visit may take half a minute."""

    def __init__(self, fetcher: Fetcher, workshop: Workshop, hosts: Hosts = frozenset()) -> None:
        self._fetcher = fetcher
        self._workshop = workshop
        self._hosts = hosts

    async def typed(self, text: str) -> tuple[str, Answer]:
        """The address that somebody meant, and what it answers.

        Raises Refused: what ``typed_address`` says, "source-error".
        """
        address = typed_address(text, self._hosts)
        answer = await self._fetcher.fetch(Visit(address))
        if answer.error in ("connect", "tls") and "://" not in text:
            plain = "http" + address.removeprefix("https")
            second = await self._fetcher.fetch(Visit(plain))
            if second.outcome is Outcome.NEW:
                address, answer = plain, second
        refuse_failed(answer)
        return address, answer

    async def visit(self, address: str) -> Answer:
        """Raises Refused("source-error") when there is nothing to read."""
        answer = await self._fetcher.fetch(Visit(address))
        refuse_failed(answer)
        return answer

    async def parse(
        self, answer: Answer, kind: str, selectors: Selectors | None = None
    ) -> ParsedFeed:
        """Raises NotAFeed."""
        return await self._workshop.parse(
            answer.body,
            content_type=answer.content_type,
            charset=answer.charset or None,
            address=answer.address,
            kind=kind,
            selectors=selectors,
        )

    async def read(self, answer: Answer) -> Read:
        """A feed, or the posts of a WordPress site. Raises NotAFeed."""
        try:
            return Read(answer, await self.parse(answer, "feed"), "feed")
        except NotAFeed:
            if not wordpress.is_wordpress(answer.address):
                raise
        return Read(answer, await self.parse(answer, "wordpress"), "wordpress")

    async def discovered(self, answer: Answer) -> list[FoundFeed]:
        """The feeds that a page declares, those that it may lead to.

        A page of the internet must not name a host that the bot alone can reach.
        """
        try:
            found = await self._workshop.discover(answer.body, answer.address)
        except NotAFeed:
            return []
        private = self._is_private(answer.address)
        return [each for each in found if private or not self._is_private(each.address)][
            :MOST_FOUND
        ]

    def _is_private(self, address: str) -> bool:
        """Whether an address is on a host that was opened by name."""
        try:
            return place(address, self._hosts).private
        except Refused:
            return False  # which nobody will visit

    async def usual(self, address: str) -> Read | None:
        """A feed where sites usually have one."""
        from feeds.discover import guesses  # with its reader of pages, that few ever need

        for tried in guesses(address):
            answer = await self._fetcher.fetch(Visit(tried))
            if answer.error in ("connect", "dns", "timeout"):
                return None  # nobody is there: the other paths would take as long
            if answer.outcome is not Outcome.NEW:
                continue
            try:
                found = await self.read(answer)
            except NotAFeed as problem:
                if problem.reason in HOPELESS:
                    return None
                continue
            if found.parsed.entries:
                return found
        return None

    async def guesses(self, answer: Answer) -> tuple[Guess, ...]:
        """What could be read in a page without a feed."""
        found: list[Guess] = []
        for number, block in enumerate(BLOCKS):
            try:
                parsed = await self.parse(answer, "page", Selectors(block))
            except NotAFeed as problem:
                if problem.reason in HOPELESS:
                    break
                continue
            entries = [each for each in parsed.entries if each.title and each.link]
            titles = tuple(each.title for each in entries[:TITLES])
            if len(entries) >= LEAST_ENTRIES and all(titles != each.titles for each in found):
                found.append(Guess(number, block, len(entries), titles))
            if len(found) == MOST_GUESSES:
                break
        return tuple(found)


def refuse_failed(answer: Answer) -> None:
    """Raises Refused("source-error") when a visit brought nothing to read."""
    if answer.outcome in (Outcome.FAILED, Outcome.GONE):
        host = urlsplit(answer.address).hostname or answer.address
        raise Refused(
            "source-error", error=answer.error, host=host, status=str(answer.status or "")
        )


def unreadable(problem: NotAFeed, address: str) -> Refused:
    """What to answer for a body that no reader could read."""
    if problem.reason == "bad-selector":
        return Refused("source-selector", selector=problem.facts.get("selector", ""))
    host = urlsplit(address).hostname or address
    return Refused("source-error", error=problem.reason, host=host, status="")
