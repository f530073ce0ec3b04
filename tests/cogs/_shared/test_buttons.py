"""Old buttons and forms work after any restart, in their guild only, for whoever may."""

import random
from typing import Any

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs._shared.buttons import LARGEST, LARGEST_NUMBER, CardId, Presses, button
from cogs._shared.views import card
from tests.cogs._shared.stage import build, said, stage, texts


async def test_a_press_redraws_its_card_and_tells_who_and_what():
    async with stage() as s:
        shown = await s.run("carte")
        await s.member.click(shown.response, label="go")
        press = s.pressed[0]
        assert (press.card.thing, press.card.number, press.card.revision) == ("probe", 12, 3)
        assert (press.caller.user_id, press.caller.guild_id) == (s.member.id, s.guild.id)
        assert texts(shown.response) == "faite par Camille"


async def test_an_old_button_works_after_a_restart():
    async with stage() as s:
        shown = await s.run("carte")
        again, pressed = build()
        await s.env.restart_bot(again)
        await s.member.click(shown.response, label="go")
        assert len(pressed) == 1 and not s.pressed
        assert texts(shown.response) == "faite par Camille"


async def test_a_form_opened_before_a_restart_is_still_taken():
    async with stage() as s:
        shown = await s.run("carte")
        opened = await s.member.click(shown.response, label="form")
        again, pressed = build()
        await s.env.restart_bot(again)
        result = await s.member.submit_modal(opened, {"reason": "  trop loin "})
        assert pressed[0].fields == {"reason": "  trop loin "}
        assert said(result) == "noté : trop loin"


async def test_a_form_that_no_longer_exists_gives_back_what_was_typed():
    async with stage() as s:
        shown = await s.run("carte")
        opened = await s.member.click(shown.response, label="form")
        s.client.forms._handlers.clear()
        result = await s.member.submit_modal(opened, {"reason": "un *long* motif"})
        answer = said(result)
        assert "This form has changed" in answer and r"un \*long\* motif" in answer


async def test_nothing_is_remembered_about_cards_and_forms():
    async with stage() as s:
        shown = await s.run("carte")
        await s.member.click(shown.response, label="form")
        store = s.client._connection._view_store
        assert not store._views and not store._modals and not store._synced_message_views


async def test_a_card_of_another_guild_looks_like_one_that_does_not_exist():
    async with stage() as s:
        elsewhere = s.env.create_guild("Ailleurs")
        for guild_id in (elsewhere.id, 1, LARGEST):
            foreign = CardId("probe", guild_id, 12, "go", 3)
            message = await s.client.get_channel(s.channel.id).send(
                view=card("info", [button(foreign, "go")])
            )
            result = await s.member.click(message, label="go")
            assert said(result).startswith("That value was not understood.")
        assert not s.pressed


async def test_a_press_in_a_private_message_rebuilds_rights_from_roles():
    async with stage() as s:
        role = s.guild.create_role("Modos", permissions=discord.Permissions(manage_messages=True))
        user = s.env.create_user("Dominique")
        s.guild.add_member(user, roles=[role])
        await s.env.settle()
        person = await s.client.fetch_user(user.id)
        message = await person.send(
            view=card("info", [button(CardId("probe", s.guild.id, 12, "go"), "go")])
        )
        await user.click(message, label="go")
        assert [(p.caller.moderator, p.caller.manager) for p in s.pressed] == [(True, False)]


async def test_who_left_the_guild_can_no_longer_press_in_private():
    async with stage() as s:
        user = s.env.create_user("Partie")
        s.guild.add_member(user)
        await s.env.settle()
        person = await s.client.fetch_user(user.id)
        message = await person.send(
            view=card("info", [button(CardId("probe", s.guild.id, 12, "go"), "go")])
        )
        await s.client.get_guild(s.guild.id).kick(person)
        result = await user.click(message, label="go")
        answer = said(result)
        assert answer == "You are no longer a member of this server."
        assert not s.pressed
        departures: Any = s.client.services.departures  # the stage's own
        assert departures.people == [(s.guild.id, user.id)]


HOSTILE = ["probe", "go", "0", "-1", "+1", "1.0", "１２", "٣", str(2**63), "9" * 30, "", " ", "\0"]


def test_ten_thousand_hostile_ids_name_nothing():
    """Read strictly: an id is exactly what ``button`` writes, or nothing."""
    dice = random.Random(7)
    real = str(CardId("probe", 812_345_678_901_234_567, 12, "go", 3))
    for _ in range(10_000):
        at = dice.randrange(len(real))
        broken = real[:at] + dice.choice("-+٣ :\n") + real[at:]
        text = dice.choice([":".join(dice.choices(HOSTILE, k=dice.randint(1, 7))), broken])
        known = CardId.parse(text)
        assert known is None or (str(known) == text and known != CardId.parse(real))


@given(
    st.integers(0, LARGEST),
    st.integers(0, LARGEST_NUMBER),
    st.integers(0, 10**6),
    st.from_regex(r"[a-z][a-z-]{0,15}", fullmatch=True),
)
def test_an_id_reads_back_as_it_was_written(guild, number, revision, act):
    written = CardId("loan", guild, number, act, revision, "p2")
    assert CardId.parse(str(written)) == written
    assert len(str(written)) <= 100


@pytest.mark.parametrize(
    "bad",
    [
        CardId("loan", -1, 2, "go"),
        CardId("loan", LARGEST + 1, 2, "go"),
        CardId("Loan", 1, 2, "go"),
        CardId("loan", 1, 2, "go", 0, "un espace"),
        CardId("loan", 1, LARGEST_NUMBER + 1, "go"),
        CardId("loan", 1, 2, "go", LARGEST_NUMBER + 1),
        CardId("loan", LARGEST, LARGEST_NUMBER, "a" * 24, LARGEST_NUMBER, "x" * 60),
    ],
)
def test_an_id_that_could_not_be_read_back_is_never_written(bad):
    with pytest.raises(ValueError, match="not an id"):
        str(bad)


def test_two_handlers_for_one_act_are_a_mistake():
    presses = Presses(obsolete="card-changed")

    async def nothing(interaction, press):
        return None

    presses.on("loan", "go", nothing)
    with pytest.raises(ValueError, match="handler already"):
        presses.on("loan", "go", nothing)
