"""The table of state × button × role × language, played: every cell ends as it is declared."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.parts import Parts
from domain.people import Caller
from domain.watch.stories import Deadline, Story, StoryState, Topic
from storage import stories, topics
from tests.cogs.direct import Answer, Book, Direct, Visitor, broken
from tests.cogs.watch import rights
from tests.cogs.watch.rights import OTHER_GUILD, ROLES

HOME, AWAY = 900_000_000_000_000_001, 900_000_000_000_000_002
NAMED, TIDIES, RULES = (400_000_000_000_000_001 + n for n in range(3))
IDS = {name: 100_000_000_000_000_000 + n for n, name in enumerate(ROLES, 1)}
ALIX = Caller(HOME, 100_000_000_000_000_099, "Alix", moderator=True, manager=True)
LANGUAGES = ("fr", "en-GB")
HOLDS = {
    "moderator by role": (NAMED,),
    "moderator by right": (TIDIES,),
    "administrator": (RULES,),
    OTHER_GUILD: (RULES,),
}
WHO = {
    role: Visitor(
        IDS[role],
        AWAY if role == OTHER_GUILD else HOME,
        HOLDS.get(role, ()),
        # Whoever tidies one channel does not moderate the network.
        discord.Permissions(manage_messages=role == "member"),
    )
    for role in ROLES
}
EXTRA = {"plan-at": ".1c9155c", "call-at": ".2026-12-15"}
VALUES = {"topic": ["0"]}
FIELDS: dict[str, dict[str, Any]] = {
    "plan-typed": {"when": "demain 9h"},
    "reject-typed": {"reason": ["old"], "why": ""},
    "edit-typed": {"title": "Autre", "summary": "", "comment": "", "topic": ["0"]},
    "call-typed": {"until": "15 décembre"},
}


class Table:
    """One guild with a story, and the rows of the database to put back after each press."""

    def __init__(self, direct: Direct, book: Book, services: Any) -> None:
        self.direct, self.book, self.services = direct, book, services

    async def story(self, state: str, **values: Any) -> None:
        made = Story(
            HOME,
            0,
            StoryState(state),
            "Un article",
            datetime(2026, 11, 2, 9, tzinfo=UTC),
            link="https://radio.example/a",
            topic=1,
            suggested_by=IDS["member who suggested it"],
            deadline=Deadline(date(2026, 11, 30)),
            decided_by=IDS["administrator"],
            decided_at=datetime(2026, 11, 1, tzinfo=UTC),
            publish_at=datetime(2026, 11, 9, tzinfo=UTC),
        )
        async with self.services.outbox.db.writing() as conn:
            await stories.create(conn, replace(made, **values))

    async def press(self, role: str, language: str, act: str, revision: int = 0) -> Answer:
        guild = WHO[role].guild_id
        ident = f"queue:{guild}:1:{act}:{revision}"
        if act in EXTRA:
            ident += f":{EXTRA[act]}"
        who = WHO[role].speaking(language)
        return await self.direct.press(who, ident, values=VALUES.get(act), fields=FIELDS.get(act))

    def row(self, number: int = 1) -> dict[str, Any]:
        return next(row for row in self.book.dicts("story") if row["number"] == number)


@pytest.fixture
async def table(
    bot_parts: Parts, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> AsyncIterator[Table]:
    direct = Direct(bot_parts)
    await direct.start()
    powers = {
        NAMED: discord.Permissions(),  # nothing but the setting says that it moderates
        TIDIES: discord.Permissions(manage_messages=True),
        RULES: discord.Permissions(administrator=True),
    }
    for guild_id in (HOME, AWAY):
        direct.add_guild(guild_id, "Réseau", powers)
    for who in WHO.values():
        direct.knows(who)
    services = bot_parts.wiring.services
    await services.settings.change(ALIX, "moderation.roles", [NAMED])
    for key in ("moderation.channel", "watch.channel"):
        await services.settings.change(ALIX, key, 5_001)
    async with services.outbox.db.writing() as conn:
        await topics.create(conn, Topic(HOME, 0, "Numérique"))
    book = Book(tmp_path / "entremise.db")
    yield Table(direct, book, services)
    book.close()
    assert broken(caplog) == []


def test_the_table_declares_every_button_and_form_of_the_code(bot_parts: Parts):
    client = bot_parts.wiring.client
    acts = {act for thing, act in client.buttons.acts | client.forms.acts if thing == "queue"}
    told = {*rights.DOES, *rights.OPENS, *rights.SENDS, *rights.SHOWS, *rights.LIKENESS}
    assert acts == told
    assert set(rights.STATES) == {state.value for state in StoryState}


def refusal(role: str) -> str:
    """Why this person can't, whatever the story is; "" for who may."""
    if role == OTHER_GUILD:
        return "unknown"
    return "" if role in rights.MODERATORS else "moderators-only"


@pytest.mark.parametrize("state", rights.STATES)
async def test_every_button_and_form_does_for_each_role_what_is_declared(table: Table, state: str):
    await table.story(state)
    before, rows = table.row(), table.book.rows()
    for act in [*rights.DOES, *rights.OPENS, *rights.SENDS]:
        for role in ROLES:
            for language in LANGUAGES:
                answer = await table.press(role, language, act)
                try:
                    check(table, state, act, role, language, answer, before)
                except AssertionError as error:
                    error.add_note(f"{(state, act, role, language)}: {answer}")
                    raise
                table.book.put_back(rows)


def check(
    table: Table,
    state: str,
    act: str,
    role: str,
    language: str,
    answer: Answer,
    before: dict[str, Any],
) -> None:
    does = (rights.DOES | rights.OPENS | rights.SENDS)[act]
    leads, why = rights.LEADS[state, does], refusal(role)
    if not why and leads != "-":
        if act in rights.OPENS:
            assert answer.form is not None
            return
        after = table.row()
        assert after["state"] == (state if leads == "=" else leads)
        assert after["revision"] == before["revision"] + 1
        (line,) = table.book.dicts("journal")[-1:]
        assert (line["guild_id"], line["actor"], line["thing"]) == (HOME, IDS[role], "story")
        return
    assert answer.form is None and table.row() == before
    assert answer.said.private
    key = why or ("not taken" if act in rights.SENDS else "moved on")
    assert answer.said.texts.startswith(rights.SENTENCES[key][language]), answer.said.texts
    assert answer.said.data["allowed_mentions"] == {"parse": []}


@pytest.mark.parametrize("state", ["queued", "published"])
async def test_a_card_of_another_revision_does_nothing_but_say_so(table: Table, state: str):
    await table.story(state)
    before = table.row()
    for act in {*rights.DOES, *rights.OPENS, *rights.SENDS}:
        if act.endswith("-again"):
            continue  # what was typed may go into the story as it stands
        answer = await table.press("administrator", "fr", act, revision=7)
        assert table.row() == before and answer.form is None, act
        assert answer.said.texts.startswith(("Quelqu’un a été plus", "Cette carte a changé")), act


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("act", sorted(rights.LIKENESS))
async def test_whether_two_are_one_is_for_moderators_to_say(table: Table, role: str, act: str):
    await table.story("published")
    await table.story("queued", like=1)
    who = WHO[role]
    answer = await table.direct.press(who, f"queue:{who.guild_id}:2:{act}:0")
    if refusal(role):
        said = rights.SENTENCES[refusal(role)]["fr"].replace("#1", "#2")
        assert answer.said.texts == said and table.row(2)["revision"] == 0
    else:
        assert table.row(2)["state"] == ("dropped" if act == "same" else "queued")


@pytest.mark.parametrize("role", ROLES)
async def test_only_moderators_look_through_the_queue(table: Table, role: str):
    await table.story("queued")
    for act in sorted(rights.SHOWS):
        answer = await table.direct.press(WHO[role], f"queue:{WHO[role].guild_id}:1:{act}:0:file")
        if role in rights.MODERATORS:
            assert answer.drawn is not None and "Un article" in answer.drawn.texts
        else:
            assert "Un article" not in str(answer)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("act", ["take", "leave"])
async def test_only_moderators_answer_for_a_deadline(table: Table, role: str, act: str):
    await table.story("published", is_call=True, offered=Deadline(date(2026, 12, 15)))
    who = WHO[role]
    answer = await table.direct.press(who, f"offered:{who.guild_id}:1:{act}:0:2026-12-15")
    if refusal(role):
        assert answer.said.texts == rights.SENTENCES[refusal(role)]["fr"]
        assert table.row()["revision"] == 0
    else:
        taken = act == "take"
        assert table.row()["deadline"] == ("2026-12-15" if taken else "2026-11-30")
