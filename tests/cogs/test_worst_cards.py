"""Every card, form and sentence with the worst facts, in both languages: what Discord would refuse.

A guild holds what takes most room: names that grow when made harmless, six organisations and more
for one person, texts as long as they may be, lists longer than a page. Then every command, button
and form that the client has registered is used; each answer is checked where it would leave
(``direct``). Cards that are drawn without a press have their own tests.
"""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.parts import Parts
from cogs._shared import limits
from domain.directory import OrganisationFields
from domain.items import Rules
from domain.lending import Pieces
from domain.people import Caller, OrganisationKind, Role
from domain.periods import Period
from domain.watch.stories import StoryState, Topic
from locales import Catalogue
from services.items import ItemChange
from services.lending import Wish
from services.photos import Photo
from storage import stories, topics
from tests.cogs.direct import Book, Direct, Visitor, broken
from tests.cogs.lending.item_stage import photo
from tests.cogs.lending.loan_facts import worst
from tests.cogs.lending.loan_stage import PARIS, WEEKEND
from tests.cogs.lending.test_two_guilds import (
    EXTRAS,
    FIELDS,
    HOME,
    LEA,
    NO_OPTION,
    PLAIN,
    RULES,
    VALUES,
    every_act,
    filled_whole,
    leaves,
)
from tests.cogs.watch import members_table, sources_table
from tests.cogs.watch.worst import worst_story

LANGUAGES = ("fr", "en-GB")
DAY = 24 * 60
ORGANISATIONS, ITEMS, LOANS, SITUATIONS = 30, 8, 16, 8
BORROWER = LEA + 50
ME = Caller(HOME, LEA, worst(32), moderator=True, manager=True)
HIM = Caller(HOME, BORROWER, worst(32))
MODERATORS = [400_000_000_000_000_100 + n for n in range(25)]
STRICT = Rules(
    buffer=59 * DAY + 23 * 60 + 59,
    notice=364 * DAY + 23 * 60 + 59,
    longest=365 * DAY + 23 * 60 + 59,
    ahead=365 * DAY + 23 * 60 + 59,
    hold_on_request=True,
    hold_for=365 * DAY + 23 * 60 + 59,
    units_per_borrower=1,
    no_chain=True,
    largest_share=1,
)


class Full:
    """The guild, and the numbers of what can be pressed, by thing."""

    def __init__(self, direct: Direct, book: Book) -> None:
        self.direct, self.book = direct, book
        self.numbers: dict[str, list[int]] = {}
        self.rows: dict[str, list[tuple[Any, ...]]] = {}


@pytest.fixture
async def full(
    bot_parts: Parts, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> AsyncIterator[Full]:
    direct = Direct(bot_parts)
    await direct.start()
    roles = {each: discord.Permissions() for each in MODERATORS}
    direct.add_guild(HOME, worst(100), roles | {RULES: discord.Permissions(administrator=True)})
    made = Full(direct, Book(tmp_path / "entremise.db"))
    services = bot_parts.wiring.services
    await services.settings.change(ME, "moderation.roles", MODERATORS)
    for key in ("lending.channel", "moderation.channel"):
        await services.settings.change(ME, key, 5_001)
    await furnish(made, services)
    made.book.write("UPDATE owed SET state = 'unsure'")
    made.numbers["owed"] = [made.book.dicts("owed")[0]["id"]]
    made.rows = made.book.rows()
    yield made
    made.book.close()
    assert broken(caplog) == []


def named(number: int, length: int) -> str:
    return f"{number:02}{worst(length - 2)}"


async def furnish(made: Full, services: Any) -> None:
    found = [await organisation(services, n) for n in range(ORGANISATIONS)]
    made.numbers["organisation"] = found[:2]
    items = []
    for n in range(ITEMS):
        change = ItemChange(
            name=named(n, 80),
            description="*\n" * 18 + "*" * 460,
            place=worst(100),
            conditions=worst(500),
            rate_source=worst(100),
            units=9_999,
            value_cents=100_000_000,
            rate_cents=100_000_000,
            owner=found[0],
        )
        picture = Photo(photo("PNG"), "image/png", 60, 40)
        items.append((await services.items.share(ME, change, picture)).number)
    made.numbers["item"] = [items[0], items[1]]
    made.numbers["calendar"] = [items[0]]
    made.numbers["loan"] = [await loan(services, items[0], n) for n in range(LOANS)][:SITUATIONS]
    for n in range(8):
        kept = Period(WEEKEND.start + timedelta(days=n), WEEKEND.end + timedelta(days=n, hours=1))
        await services.lending.reserve(ME, Wish(items[0], kept, 1, worst(200)), skips_buffer=True)
    await services.items.change(ME, items[1], ItemChange(rules=STRICT, out_of_order=9_000))
    previews = [
        await services.board.preview(who, f"#{item}", WEEKEND, 9_000, worst(200))
        for who in (ME, HIM)
        for item in items[:2]
    ]
    made.numbers["draft"] = [each.draft for each in previews]
    texts = {"when": "du 7 au 8 novembre", "quantity": "9999", "project": worst(200)}
    typed = {"form": "reserve", "number": items[0], "texts": texts, "photo": None}
    made.numbers["typed"] = [await services.items.keep_typed(ME, typed)]
    made.numbers["queue"] = made.numbers["offered"] = await news(services)
    made.numbers |= await watched(services)
    made.numbers |= await followed(services)
    made.numbers |= {"gear": [], "sheet": []}
    for thing, sheets in (("gear", services.items.sheets), ("sheet", services.directory.sheets)):
        rows = "".join(f'"{named(n, 79)}"\n' for n in range(40, 90))
        first = await sheets.preview(ME, f"nom\n{rows}".encode())
        made.numbers[thing].append((await sheets.write(ME, first.draft)).batch)
        again = rows.replace('"4', '"5')  # written by somebody else before «Importer»
        second = await sheets.preview(ME, f"nom\n{again.replace('|', '!')}".encode())
        made.numbers[thing].append(second.draft or 0)


async def news(services: Any) -> list[int]:
    """Stories in every state, as full as they may be, among the most topics; they look alike."""
    full = replace(worst_story(), guild_id=HOME)
    async with services.outbox.db.writing() as conn:
        for n in range(20):
            await topics.create(conn, Topic(HOME, 0, named(n, 40), "👩‍👩‍👧‍👦"))
        return [
            await stories.create(conn, replace(full, state=state, like=1 if n else None))
            for n, state in enumerate(StoryState)
        ]


async def watched(services: Any) -> dict[str, list[int]]:
    """Sources with the longest names, and drafts of what was looked at and typed."""
    found = [await sources_table.furnish(services, ME, named(n, 80), n + 1) for n in range(8)]
    return {
        thing: [each[key] for each in found[:1] for key in keys if key != "topic"] or [1, 2]
        for thing, keys in sources_table.NUMBERED.items()
    }


async def followed(services: Any) -> dict[str, list[int]]:
    """Calls and followed topics with the longest names, two pages of them."""
    found = [await members_table.furnish(services, ME, named(n, 250), n + 1) for n in range(7)]
    return {thing: [each[thing] for each in found[:2]] for thing in members_table.NUMBERED}


async def organisation(services: Any, n: int) -> int:
    fields = OrganisationFields(named(n, 80), named(n, 24), named(n, 40), OrganisationKind.VENUE)
    number = int((await services.directory.add(ME, fields)).number)
    people = [(LEA, worst(80))] + [(LEA + 100 + each, worst(80)) for each in range(30)]
    await services.directory.attach(ME, number, people, Role.DELEGATE)
    if n < 12:
        await services.directory.attach(ME, number, [(BORROWER, worst(80))], Role.MEMBER)
    return number


async def loan(services: Any, item: int, n: int) -> int:
    """A loan of the borrower's, each in another situation; the first wants what others get."""
    period = Period(WEEKEND.start, WEEKEND.end + timedelta(minutes=n))
    wish = Wish(item, period, 9_999 if n == 0 else 5, worst(200))
    asked = await services.lending.request(HIM, wish, channel_id=5_001)
    number, lending, returns = int(asked.number), services.lending, services.returns
    if n % SITUATIONS == 1:
        await lending.counter(ME, number, wish.period)
    elif n % SITUATIONS == 2:
        await lending.refuse(ME, number, worst(300))
    elif n % SITUATIONS > 2:
        await lending.approve(ME, number)
        if n % SITUATIONS in (4, 6):
            await lending.extend(HIM, number, WEEKEND.end + timedelta(days=3, minutes=n))
        if n % SITUATIONS > 4:
            await lending.hand_over(ME, number)
        if n % SITUATIONS > 6:
            await returns.give_back(HIM, number, Pieces(1, 1, 1), worst(300))
    return number


WORST_FIELDS: dict[tuple[str, str], dict[str, Any]] = {
    ("item", "any-typed"): {"item": [worst(100)], "when": worst(100), "project": worst(200)},
    ("item", "ask-typed"): {"when": worst(100), "quantity": "999999", "project": worst(200)},
    ("item", "reserve-typed"): {"when": worst(100), "quantity": "999999", "project": worst(200)},
    ("item", "sheet-typed"): {"name": worst(80), "units": worst(6), "category": ["sound"]},
    ("item", "closed-typed"): {"closed": worst(1000)},
    ("item", "value-typed"): {"value": worst(20), "rate": worst(20), "conditions": worst(500)},
    ("draft", "change-typed"): {"when": worst(100), "quantity": "9", "project": worst(200)},
    ("items", "free-typed"): {"when": worst(100)},
    ("language", "zone-typed"): {"zone": worst(60)},
    ("language", "quiet-typed"): {"start": worst(5), "end": worst(5)},
    ("loan", "offer-typed"): {"when": worst(100)},
    ("loan", "extend-typed"): {"until": worst(100)},
    ("loan", "refuse-typed"): {"reason": worst(300)},
    ("loan", "return-typed"): {
        "back": worst(4),
        "broken": worst(4),
        "lost": worst(4),
        "condition": worst(300),
    },
    ("queue", "call-typed"): {"until": worst(100)},
    ("queue", "edit-typed"): {
        "title": worst(256),
        "summary": worst(800),
        "comment": worst(500),
        "topic": ["99"],
    },
    ("queue", "plan-typed"): {"when": worst(100)},
    ("queue", "reject-typed"): {"reason": ["other"], "why": worst(140)},
    ("organisation", "new-typed"): {"name": worst(80), "basin": worst(40), "kind": ["band"]},
    ("organisation", "change-typed"): {"name": worst(80), "basin": worst(40), "kind": ["band"]},
    ("panel", "free-typed"): {"when": worst(100)},
    ("profile", "quiet-typed"): {"start": worst(5), "end": worst(5)},
    ("typed", "share"): {"name": worst(80), "category": ["sound"], "units": worst(6)},
    **sources_table.WORST_FIELDS,
}


def presses(full: Full) -> list[tuple[str, dict[str, Any]]]:
    """Every button and form, about each thing of its kind, filled well and badly."""
    revisions = {row["number"]: row["revision"] for row in full.book.dicts("loan")}
    found: list[tuple[str, dict[str, Any]]] = []
    for thing, act in every_act():
        extra = f":{EXTRAS[thing, act]}" if (thing, act) in EXTRAS else ""
        for number in full.numbers.get(thing, [1]):
            revision = revisions.get(number, 0) if thing == "loan" else 0
            ident = f"{thing}:{HOME}:{number}:{act}:{revision}{extra}"
            values = VALUES.get((thing, act))
            sent = (FIELDS.get((thing, act)), WORST_FIELDS.get((thing, act)))
            found += [(ident, {"fields": fields, "values": values}) for fields in sent]
            if thing == "loan" and not extra:
                found.append((f"{ident}:list.all.1", {"fields": sent[0]}))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_button_and_form_answers_with_what_fits(full: Full, language: str):
    manager = Visitor(LEA, HOME, (RULES,), locale=language)
    borrower, stranger = Visitor(BORROWER, HOME, locale=language), LEA + 99
    for who in (manager, borrower, Visitor(stranger, HOME, locale=language)):
        for ident, given in presses(full):
            answer = await full.direct.press(who, ident, **given)
            assert answer.bodies, ident
            form = answer.form
            assert form is None or limits._modal(form) == [], ident
            full.book.put_back(full.rows)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_command_and_completion_answers_with_what_fits(full: Full, language: str):
    named_items = {"emprunter": "objet", "dispo": "objet", "rendre": "pret"}
    commands = sorted(NO_OPTION | {name for name, _ in PLAIN})
    for who in (LEA, BORROWER):
        visitor = Visitor(who, HOME, (RULES,) if who == LEA else (), locale=language)
        for command in commands:
            options = filled_whole(command)
            for said in ("#1", worst(80), named(0, 80), "0"):  # one, none, one by name, several
                if command in named_items:
                    options[named_items[command]] = said
                if command == "config materiel":
                    options = {} if said == "0" else options
                if command == "emprunter":
                    options |= {"quantite": 9_000, "projet": worst(1000)}
                answer = await full.direct.run(visitor, command, **options)
                assert answer.bodies, command
                full.book.put_back(full.rows)
        for leaf in leaves(full.direct.tree):
            for option in leaf.parameters:
                if not option.autocomplete:
                    continue
                for typed in ("", "0", worst(100), "sam"):
                    given = filled_whole(leaf.qualified_name)
                    given |= {"objet": "#1"} if "objet" in given else {}
                    given |= {option.display_name: typed}
                    answer = await full.direct.complete(
                        visitor, leaf.qualified_name, option.display_name, **given
                    )
                    choices = answer.bodies[0].data["choices"]
                    assert len(choices) <= 25
                    assert all(1 <= len(each["name"]) <= 100 for each in choices)
                    assert all(1 <= len(each["value"]) <= 100 for each in choices)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_moderators_and_the_channel_are_told_fits(bot_parts: Parts, language: str):
    words = Catalogue.load(strict=True).words(language)
    facts = {"name": worst(80), "left": LEA, "guild": HOME}
    for kind in ("organisation_unspoken", "panel_posted"):
        drawing = bot_parts.wiring.drawers[kind](facts, words, PARIS)
        assert limits.fits(drawing.view) == [], kind
