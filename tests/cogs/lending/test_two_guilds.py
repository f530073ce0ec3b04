"""Two guilds: whatever names what is the other's is answered, to the byte, as what is nowhere.

Commands, options, buttons and forms come from what the client has registered; each must be named
in the tables below, so that a new one can't be forgotten.
"""

import json
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.parts import Parts
from cogs._shared.plain import plain
from cogs.lending.dates import token
from domain.directory import OrganisationFields
from domain.people import Caller, OrganisationKind, Role
from domain.text import fold
from domain.watch.stories import Story, StoryState, Topic
from services.items import ItemChange
from services.lending import Wish
from storage import stories, topics
from tests.cogs.direct import Answer, Book, Direct, Visitor, broken
from tests.cogs.lending.item_stage import photo
from tests.cogs.lending.loan_stage import WEEKEND
from tests.cogs.watch import members_table, sources_table

HOME, AWAY, GHOST = 900_000_000_000_000_001, 900_000_000_000_000_002, 900_000_000_000_000_009
FIRST, NOWHERE = 4_100, 7_777
"""Numbers of the network begin after the first; nobody has reached the second."""
RULES = 400_000_000_000_000_003
LEA, ZOE = 100_000_000_000_000_001, 100_000_000_000_000_008
ITEM_NAME, BASIN = "Zébulon noir", "Bocage"
MADE_UP = "Qqqqqq"

# Léa lends at home, and rules over the other guild as an administrator; Zoé is of that one only.
AT_HOME = Visitor(LEA, HOME, (RULES,))
ABROAD = Visitor(LEA, AWAY, (RULES,))
ABROAD_PRIVATELY = Visitor(LEA, AWAY, (RULES,), private=True)
OUTSIDER_PRIVATELY = Visitor(ZOE, AWAY, private=True)

# -- what there is ---------------------------------------------------------------------------------

ACTS = {  # every button and form, by thing
    "calendar": "open show text",
    "channels": "check lending moderation",
    "directory": "add list sheet sheet-sent",
    "draft": "ask cancel change change-typed other party show take units",
    "gear": "export sheet sheet-sent undo undo-ask write",
    "item": "any-typed ask ask-typed book broken broken-typed closed closed-typed delays "
    "delays-typed edit give open photo photo-typed reserve reserve-typed resume rules sheet "
    "sheet-typed show suspend value value-typed who who-typed withdraw withdraw-ask",
    "items": "all category free free-typed open page",
    "language": "choose quiet-ask quiet-typed zone zone-ask zone-typed",
    "loan": "accept-offer approve approve-anyway cancel confirm contest deny extend extend-again "
    "extend-to extend-typed grant hand-over offer offer-again offer-at offer-typed open refuse "
    "refuse-again refuse-typed return return-again return-typed",
    "loans": "all board turn view",
    "offered": "leave take",
    "organisation": "attach attach-typed change change-typed detach detach-typed new-typed remove "
    "show",
    "owed": "publish published",
    "panel": "borrow free free-typed loans share",
    "profile": "language organisation quiet-ask quiet-none quiet-typed",
    "queue": "call call-again call-at call-typed confirm digest edit edit-again edit-typed no-call "
    "other plan plan-again plan-at plan-typed publish publish-anyway reject reject-again "
    "reject-typed reopen same show skip topic",
    "roles": "choose",
    "sheet": "undo write",
    "share": "ask",
    "typed": "again share take take-anyway",
}
NUMBERED = {  # what its number is a number of
    "calendar": ("item",),
    "draft": ("draft",),
    "gear": ("gear draft", "gear batch"),
    "item": ("item",),
    "loan": ("loan", "offer", "longer", "out", "reported"),
    "offered": ("story",),
    "organisation": ("organisation",),
    "owed": ("owed",),
    "queue": ("story",),
    "sheet": ("sheet draft", "sheet batch"),
    "typed": ("typed",),
}
NO_NUMBER = {  # of these things, those whose number is not looked at
    ("draft", "cancel"),
    ("gear", "export"),
    ("gear", "sheet"),
    ("gear", "sheet-sent"),
    ("gear", "undo-ask"),
    ("item", "any-typed"),
    ("organisation", "new-typed"),
    ("queue", "skip"),
}
EXTRAS = {
    ("calendar", "show"): "2026-11-02",
    ("calendar", "text"): "2026-11-02",
    ("draft", "other"): "1",
    ("draft", "take"): token(WEEKEND),
    ("draft", "units"): "1",
    ("item", "book"): token(WEEKEND),
    ("loan", "offer-at"): token(WEEKEND),
    ("loan", "extend-to"): token(WEEKEND),
    ("offered", "leave"): "2026-12-15",
    ("offered", "take"): "2026-12-15",
    ("queue", "call-at"): "aside.2026-12-15",
    ("queue", "plan-at"): "aside.1c9155c",
    ("queue", "show"): "file",
    ("queue", "skip"): "file",
    ("typed", "take"): token(WEEKEND),
    ("typed", "take-anyway"): token(WEEKEND),
}
NEWS = {"title": "Autre", "summary": "", "comment": ""}
ASKED = {"when": "samedi", "quantity": "1", "project": ""}
SHEET = "nom;propriétaire\nTapis;moi\n".encode()
FIELDS: dict[tuple[str, str], dict[str, Any]] = {
    ("directory", "sheet-sent"): {"sheet": SHEET},
    ("draft", "change-typed"): ASKED,
    ("gear", "sheet-sent"): {"sheet": SHEET},
    ("item", "any-typed"): ASKED | {"item": [MADE_UP]},
    ("item", "ask-typed"): ASKED,
    ("item", "broken-typed"): {"out_of_order": "1"},
    ("item", "closed-typed"): {"closed": "25/12/2026"},
    ("item", "delays-typed"): {"notice": "1 jour", "longest": "", "no_chain": ["no"]},
    ("item", "photo-typed"): {"photo": photo("PNG")},
    ("item", "reserve-typed"): ASKED,
    ("item", "sheet-typed"): {"name": "Autre", "units": "1", "category": ["sound"]},
    ("item", "value-typed"): {"value": "12"},
    ("item", "who-typed"): {"askers": ["network"], "approval": ["owner"], "hold": ["no"]},
    ("items", "free-typed"): {"when": "samedi"},
    ("language", "quiet-typed"): {"start": "21:00", "end": "08:00"},
    ("language", "zone-typed"): {"zone": "Europe/Paris"},
    ("loan", "extend-typed"): {"until": "mardi"},
    ("loan", "offer-typed"): {"when": "du 14 au 15 novembre"},
    ("loan", "refuse-typed"): {"reason": "Non"},
    ("loan", "return-typed"): {"back": "1"},
    ("organisation", "attach-typed"): {"role": ["member"], "members": [str(ZOE)]},
    ("organisation", "change-typed"): {"name": "Autre", "kind": ["band"]},
    ("organisation", "detach-typed"): {"members": [str(LEA)]},
    ("organisation", "new-typed"): {"name": "Neuve", "kind": ["band"]},
    ("panel", "free-typed"): {"when": "samedi"},
    ("profile", "quiet-typed"): {"start": "21:00", "end": "08:00"},
    ("queue", "call-typed"): {"until": "15 décembre"},
    ("queue", "edit-typed"): NEWS | {"topic": ["0"]},
    ("queue", "plan-typed"): {"when": "demain 9h"},
    ("queue", "reject-typed"): {"reason": ["old"], "why": ""},
    ("typed", "share"): {"name": "Pied", "category": ["sound"], "units": "1", "place": ""},
}
VALUES = {
    ("channels", "lending"): [],
    ("channels", "moderation"): [],
    ("draft", "party"): ["0"],
    ("item", "give"): ["0"],
    ("items", "category"): ["sound"],
    ("language", "choose"): ["fr"],
    ("language", "zone"): ["Europe/Paris"],
    ("loans", "view"): ["all"],
    ("profile", "language"): ["auto"],
    ("profile", "organisation"): [str(FIRST + 1)],
    ("queue", "topic"): ["0"],
    ("roles", "choose"): [],
}

# Where a thing of one's own guild may name another's: in what is chosen, typed, or in the id.
NAMES = ("{item}", "{organisation}", "{loan}")
INSIDE: dict[tuple[str, str], dict[str, Any]] = {
    ("channels", "lending"): {"values": ["{channel}"]},
    ("channels", "moderation"): {"values": ["{channel}"]},
    ("draft", "other"): {"number": "own draft", "extra": "{item}"},
    ("draft", "party"): {"number": "own draft", "values": ["{organisation}"]},
    ("item", "any-typed"): {"fields": ASKED | {"item": ["#{item}"]}},
    ("item", "give"): {"number": "own item", "values": ["{organisation}"]},
    ("profile", "organisation"): {"values": ["{organisation}"]},
    ("queue", "edit-typed"): {"number": "own story", "fields": NEWS | {"topic": ["{topic}"]}},
    ("queue", "topic"): {"number": "own story", "values": ["{topic}"]},
    ("roles", "choose"): {"values": ["{role}"]},
}

# Options of commands: those that may name a thing, those that can't.
NAMING = {
    ("emprunter", "objet"),
    ("dispo", "objet"),
    ("objets", "recherche"),
    ("objets", "bassin"),
    ("rendre", "pret"),
}
PLAIN: dict[tuple[str, str], Any] = {
    ("emprunter", "quand"): "samedi",
    ("emprunter", "quantite"): 1,
    ("emprunter", "projet"): "Bal",
    ("dispo", "quand"): "samedi",
    ("objets", "libre"): "",
    ("objets", "categorie"): "other",
    ("partager", "nom"): "Pied",
    ("partager", "photo"): photo("PNG"),
    ("mes-prets", "vue"): "all",
    ("rendre", "etat"): "Bien",
    ("rendre", "photo"): photo("PNG"),
    ("config structures", "fichier"): SHEET,
    ("config materiel", "action"): "export",
    ("config materiel", "fichier"): SHEET,
}
NO_OPTION = {
    "config panneau",
    "config salons",
    "config roles",
    "config langue",
    "profil",
    "moderation file",
    "moderation prets",
}
ACTS |= sources_table.ACTS
NUMBERED |= sources_table.NUMBERED
EXTRAS |= sources_table.EXTRAS
FIELDS |= sources_table.FIELDS
VALUES |= sources_table.VALUES
INSIDE |= sources_table.INSIDE
PLAIN |= sources_table.PLAIN
ACTS |= members_table.ACTS
NUMBERED |= members_table.NUMBERED
EXTRAS |= members_table.EXTRAS
VALUES |= members_table.VALUES
INSIDE |= members_table.INSIDE
PLAIN |= members_table.PLAIN
NO_NUMBER |= members_table.NO_NUMBER
NAMING |= members_table.NAMING
NO_NUMBER |= sources_table.NO_NUMBER
NAMING |= sources_table.NAMING
NO_OPTION |= sources_table.NO_OPTION


# -- the two of them -------------------------------------------------------------------------------


@dataclass
class Two:
    """A network full of things, and another guild that has one of each."""

    direct: Direct
    book: Book
    numbers: dict[str, int] = field(default_factory=dict)
    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)

    def at_home(self) -> list[tuple[Any, ...]]:
        """Every row of the network."""
        return [row for rows in self.book.rows().values() for row in rows if HOME in row]

    async def press(self, who: Visitor, custom_id: str, act: tuple[str, str]) -> str:
        """What a press is answered with, and then nothing of it is left."""
        return await self.send(who, custom_id, VALUES.get(act), FIELDS.get(act))

    async def send(
        self,
        who: Visitor,
        custom_id: str,
        values: list[str] | None,
        fields: Mapping[str, Any] | None,
    ) -> str:
        answer = await self.direct.press(who, custom_id, values=values, fields=fields)
        return self._settle(who, answer)

    async def run(self, who: Visitor, command: str, options: dict[str, Any]) -> str:
        return self._settle(who, await self.direct.run(who, command, **options))

    async def complete(
        self, who: Visitor, command: str, typing: str, options: dict[str, Any]
    ) -> str:
        return self._settle(who, await self.direct.complete(who, command, typing, **options))

    def _settle(self, who: Visitor, answer: Answer) -> str:
        assert answer.bodies
        if who is not AT_HOME:
            before = [row for rows in self.rows.values() for row in rows if HOME in row]
            assert self.at_home() == before
        self.book.put_back(self.rows)
        # A list's buttons carry what was searched, in a form of their own.
        return re.sub(r"(items:\d+:\d+:[a-z]+:\d+):[^\"]+", r"\1:searched", str(answer))


def caller(guild_id: int = HOME) -> Caller:
    return Caller(guild_id, LEA, "Léa", moderator=True, manager=True)


KINDS = (
    "item", "loan", "draft", "organisation", "photo", "import", "story", "topic", "source",
    "watch-rule", "follow",
)  # fmt: skip


@pytest.fixture
async def two(
    bot_parts: Parts, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> AsyncIterator[Two]:
    direct = Direct(bot_parts)
    await direct.start()
    for guild_id, name in ((HOME, "Réseau 79"), (AWAY, "Ailleurs")):
        direct.add_guild(guild_id, name, {RULES: discord.Permissions(administrator=True)})
    for who in (AT_HOME, ABROAD, OUTSIDER_PRIVATELY):
        direct.knows(who)
    book = Book(tmp_path / "entremise.db")
    for kind in KINDS:
        book.write("INSERT INTO counter VALUES (?, ?, ?)", HOME, kind, FIRST)
    made = Two(direct, book)
    services = bot_parts.wiring.services
    await furnish(made, services, HOME, ITEM_NAME, BASIN)
    await furnish(made, services, AWAY, "Piano", "Gâtine")
    book.write("UPDATE owed SET id = id + ?, state = 'unsure' WHERE guild_id = ?", FIRST, HOME)
    book.write("DELETE FROM seen")
    made.numbers["owed"] = next(r["id"] for r in book.dicts("owed") if r["guild_id"] == HOME)
    made.rows = book.rows()
    yield made
    book.close()
    assert broken(caplog) == []


async def furnish(made: Two, services: Any, guild_id: int, name: str, basin: str) -> None:
    """One of each thing; at home a loan in each state from which something leads on."""
    at, me, found = guild_id, caller(guild_id), {}
    fields = OrganisationFields("Le Clou", "Clou", basin, OrganisationKind.VENUE)
    found["organisation"] = (await services.directory.add(me, fields)).number
    await services.directory.attach(me, found["organisation"], [(LEA, "Léa")], Role.DELEGATE)
    change = ItemChange(name=name, units=20, owner=found["organisation"])
    found["item"] = (await services.items.share(me, change)).number
    borrower = Caller(at, LEA + 50, "Noé")
    names = ("loan", "offer", "longer", "out", "reported") if at == HOME else ("loan",)
    for count, each in enumerate(names, 1):
        wish = Wish(found["item"], WEEKEND, count)
        asked = await services.lending.request(borrower, wish, channel_id=5_001)
        found[each] = asked.number
    if at == HOME:
        await services.lending.counter(me, found["offer"], WEEKEND)
        for each in ("longer", "out", "reported"):
            await services.lending.approve(me, found[each])
        later = WEEKEND.end.replace(day=WEEKEND.end.day + 1)
        await services.lending.extend(borrower, found["longer"], later)
        for each in ("out", "reported"):
            await services.lending.hand_over(me, found[each])
        await services.returns.give_back(borrower, found["reported"])
    found["draft"] = (await services.board.preview(me, f"#{found['item']}", WEEKEND)).draft
    typed = {"form": "reserve", "number": found["item"], "texts": ASKED, "photo": None}
    found["typed"] = await services.items.keep_typed(me, typed)
    for name_, sheets, data in (
        ("gear", services.items.sheets, SHEET),
        ("sheet", services.directory.sheets, b"nom\nLa Cave\n"),
    ):
        first = await sheets.preview(me, data)
        found[f"{name_} batch"] = (await sheets.write(me, first.draft)).batch
        second = await sheets.preview(me, data.replace(b"Tapis", b"Pied").replace(b"Cave", b"X"))
        found[f"{name_} draft"] = second.draft
    found |= await arrive(services, at)
    found |= await sources_table.furnish(services, me, f"{name} FM", found["topic"])
    found |= await members_table.furnish(services, me, name, found["topic"])
    prefix = "" if at == HOME else "own "
    made.numbers |= {prefix + key: number for key, number in found.items()}


async def arrive(services: Any, guild_id: int) -> dict[str, int]:
    """A topic, and a story that moderators have not decided on."""
    async with services.outbox.db.writing() as conn:
        topic = await topics.create(conn, Topic(guild_id, 0, f"Thème {guild_id}"))
        queued = Story(
            guild_id, 0, StoryState.QUEUED, "Un article", datetime(2026, 11, 2, tzinfo=UTC)
        )
        return {"story": await stories.create(conn, queued), "topic": topic.number}


def every_act() -> list[tuple[str, str]]:
    return [(thing, act) for thing, acts in ACTS.items() for act in acts.split()]


def leaves(tree: app_commands.CommandTree[Any]) -> Iterator[app_commands.Command[Any, ..., Any]]:
    for each in tree.walk_commands():
        if isinstance(each, app_commands.Command):
            yield each


# -- nothing is forgotten --------------------------------------------------------------------------


def test_every_button_form_command_and_option_is_named_here(bot_parts: Parts):
    client, tree = bot_parts.wiring.client, bot_parts.wiring.tree
    assert set(every_act()) == client.buttons.acts | client.forms.acts
    options = {
        (command.qualified_name, option.display_name)
        for command in leaves(tree)
        for option in command.parameters
    }
    assert options == NAMING | set(PLAIN)
    assert {command.qualified_name for command in leaves(tree)} == {
        name for name, _ in options
    } | NO_OPTION
    forms = client.forms.acts
    assert forms == set(FIELDS), "each form is sent with what it asks for"


# -- buttons and forms -----------------------------------------------------------------------------


def ident(guild_id: int, act: tuple[str, str], number: int) -> str:
    extra = f":{EXTRAS[act]}" if act in EXTRAS else ""
    return f"{act[0]}:{guild_id}:{number}:{act[1]}:0{extra}"


def probes(two: Two, thing: str) -> Iterator[tuple[tuple[str, str], int]]:
    """Each act of a thing with each number of the network that it could be about."""
    for act in ACTS[thing].split():
        for key in NUMBERED[thing]:
            yield (thing, act), two.numbers[key]


@pytest.mark.parametrize("thing", NUMBERED)
async def test_a_number_of_the_other_guild_is_one_that_nobody_has(two: Two, thing: str):
    for act, number in probes(two, thing):
        for who, guild in (
            (ABROAD, AWAY),
            (ABROAD, HOME),
            (ABROAD_PRIVATELY, AWAY),
            (OUTSIDER_PRIVATELY, HOME),
            (OUTSIDER_PRIVATELY, AWAY),
        ):
            theirs = await two.press(who, ident(guild, act, number), act)
            nowhere = await two.press(who, ident(guild, act, NOWHERE), act)
            expected = nowhere.replace(str(NOWHERE), "N")
            assert theirs.replace(str(number), "N") == expected, (act, who, guild)


@pytest.mark.parametrize("thing", NUMBERED)
async def test_at_home_the_same_numbers_do_something(two: Two, thing: str):
    """Without this the test above would pass for ids that nobody understands."""
    found: dict[tuple[str, str], bool] = {}
    for act, number in probes(two, thing):
        theirs = await two.press(AT_HOME, ident(HOME, act, number), act)
        nowhere = await two.press(AT_HOME, ident(HOME, act, NOWHERE), act)
        found[act] = found.get(act, False) or (
            theirs.replace(str(number), "N") != nowhere.replace(str(NOWHERE), "N")
        )
    assert {act for act, differs in found.items() if not differs} <= NO_NUMBER, found


@pytest.mark.parametrize("thing", ACTS)
async def test_a_button_of_the_other_guild_is_one_of_no_guild(two: Two, thing: str):
    for act in ACTS[thing].split():
        for who in (ABROAD, OUTSIDER_PRIVATELY):
            theirs = await two.press(who, ident(HOME, (thing, act), 1), (thing, act))
            nobodys = await two.press(who, ident(GHOST, (thing, act), 1), (thing, act))
            if who.private:  # who left is told so; no guild of the bot is one that it left
                assert "plus membre" in theirs and "Introuvable" in nobodys
            else:
                assert theirs.replace(str(HOME), "G") == nobodys.replace(str(GHOST), "G")


@pytest.mark.parametrize("act", INSIDE, ids=":".join)
async def test_what_is_chosen_or_typed_in_ones_own_thing_reaches_no_other_guild(
    two: Two, act: tuple[str, str]
):
    given = INSIDE[act]
    number = two.numbers.get(given.get("number", ""), 0)
    real = {"item": two.numbers["item"], "organisation": two.numbers["organisation"]}
    real |= {"channel": 5_001, "role": RULES + 100}
    real |= {"topic": two.numbers["topic"], "follow": two.numbers["follow"]}

    async def sent(who: Visitor, guild: int, names: Mapping[str, Any], about: int) -> str:
        def named(text: Any) -> Any:
            if isinstance(text, list):
                return [named(each) for each in text]
            return text.format(**names)

        extra = named(given["extra"]) if "extra" in given else EXTRAS.get(act, "")
        custom_id = f"{act[0]}:{guild}:{about}:{act[1]}:0" + (f":{extra}" if extra else "")
        fields = given.get("fields")
        fields = {key: named(value) for key, value in fields.items()} if fields else None
        values = named(given["values"]) if "values" in given else None
        answer = await two.send(who, custom_id, values, fields)
        for each in {str(value) for value in names.values()}:
            answer = answer.replace(each, "N")
        return answer

    nowhere = dict.fromkeys(real, NOWHERE)
    theirs = await sent(ABROAD, AWAY, real, number)
    assert theirs == await sent(ABROAD, AWAY, nowhere, number)
    if act[0] not in ("channels", "roles"):
        about = two.numbers.get(given.get("number", "").removeprefix("own "), 0)
        at_home = await sent(AT_HOME, HOME, real, about)
        assert at_home != await sent(AT_HOME, HOME, nowhere, about)


# -- commands --------------------------------------------------------------------------------------


def typed_pairs(two: Two, option: str) -> list[tuple[str, str]]:
    """What names a thing of the network, and the like of it that names nothing."""
    if option == "bassin":
        return [(BASIN, MADE_UP), (BASIN.lower(), MADE_UP.lower())]
    if option == "mots":
        return [(ITEM_NAME, MADE_UP), (ITEM_NAME[:4], MADE_UP[:4])]
    if option == "lien":
        return [(members_table.LINK.format(guild=HOME), members_table.LINK.format(guild=NOWHERE))]
    if option == "source":
        numbers = [(f"#{two.numbers['source']}", f"#{NOWHERE}")]
        return [*numbers, (f"{ITEM_NAME} FM", MADE_UP), (ITEM_NAME[:4], MADE_UP[:4]), ("#", "#")]
    key = "out" if option == "pret" else "item"
    numbers = [(f"#{two.numbers[key]}", f"#{NOWHERE}"), (str(two.numbers[key]), str(NOWHERE))]
    return [*numbers, (ITEM_NAME, MADE_UP), (ITEM_NAME[:4], MADE_UP[:4]), ("#", "#")]


def without(typed: str, answer: str) -> str:
    """An answer with what was typed taken out, as it was or as it is searched."""
    shown = json.dumps(plain(typed))[1:-1]
    return answer.replace(typed, "N").replace(fold(typed), "N").replace(shown, "N")


def filled(command: str, without: str = "") -> dict[str, Any]:
    """The other options of a command, as anybody would fill them."""
    files = {"photo", "fichier"}
    return {
        option: value
        for (name, option), value in PLAIN.items()
        if name == command and option != without and option not in files
    }


@pytest.mark.parametrize(("command", "option"), sorted(NAMING))
async def test_a_command_that_names_what_is_the_others_finds_nothing(
    two: Two, command: str, option: str
):
    differs = False
    for real, made_up in typed_pairs(two, option):
        said = [
            without(text, await two.run(who, command, {option: text} | filled(command)))
            for who, text in (
                (ABROAD, real),
                (ABROAD, made_up),
                (AT_HOME, real),
                (AT_HOME, made_up),
            )
        ]
        assert said[0] == said[1], (command, real)
        differs = differs or said[2] != said[3]
    assert differs, "at home it finds something"


async def test_a_completion_offers_nothing_of_the_other_guild(two: Two):
    tree = two.direct.tree
    completed = {
        (command.qualified_name, option.display_name)
        for command in leaves(tree)
        for option in command.parameters
        if option.autocomplete
    }
    assert completed >= NAMING - members_table.NAMING
    for command, option in sorted(completed):
        others = filled(command, without=option)
        first = next((each for name, each in NAMING if name == command and each != option), "")
        for real, made_up in typed_pairs(two, first or option):
            for other in (True, False) if first else (False,):
                said = []
                for text in (real, made_up):
                    options = others | {option: "sam" if other else text}
                    if first:
                        options[first] = text
                    answer = await two.complete(ABROAD, command, option, options)
                    said.append(without(text, answer))
                assert said[0] == said[1], (command, option, real)


async def test_a_command_without_names_says_nothing_of_the_other_guild(two: Two):
    """Whatever the network has, the other guild is answered as if the network were empty."""
    commands = sorted(NO_OPTION | {name for name, _ in PLAIN})
    before = {each: await two.run(ABROAD, each, filled_whole(each)) for each in commands}
    emptied = {name: [row for row in rows if HOME not in row] for name, rows in two.rows.items()}
    two.book.put_back(emptied)
    two.rows = two.book.rows()
    for each in commands:
        assert await two.run(ABROAD, each, filled_whole(each)) == before[each], each


def filled_whole(command: str) -> dict[str, Any]:
    options = filled(command)
    if command in ("emprunter", "dispo"):
        options["objet"] = "Piano"
    if command == "rendre":
        options["pret"] = "1"
    return options
