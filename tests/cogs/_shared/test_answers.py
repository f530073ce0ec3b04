"""Every interaction is answered, in time, privately, whatever its handler does."""

import logging
import re

import pytest

from cogs._shared.views import card
from domain.errors import Refused
from tests.cogs._shared.stage import is_private, said, stage, texts


async def test_a_refusal_is_said_to_the_person_alone_in_their_language():
    async with stage() as s:
        result = await s.run("refuser")
    assert said(result) == "The end must come after the start."
    assert is_private(result.response)


async def test_a_crash_is_an_apology_whose_reference_is_in_the_log(caplog):
    async with stage() as s:
        with caplog.at_level(logging.ERROR):
            result = await s.run("casser")
    found = re.search(r"Reference `([0-9a-f]{8})`", said(result))
    assert found is not None
    assert is_private(result.response)
    assert any(found[1] in line.getMessage() and line.exc_info for line in caplog.records)


async def test_a_press_that_crashes_is_an_apology_too():
    async with stage() as s:
        shown = await s.run("carte")
        result = await s.member.click(shown.response, label="bug")
    assert "Reference `" in said(result)


async def test_a_slow_command_is_deferred_and_its_card_still_comes():
    async with stage() as s:
        result = await s.run("trainer")
        await s.env.advance_time(2.5)
        assert result.acknowledged and result.deferred and result.ephemeral
        await s.env.advance_time(3)
        assert texts(result.response) == "enfin"
        assert is_private(result.response)


async def test_a_slow_refusal_still_comes():
    async with stage() as s:
        result = await s.run("trainer", casse=True)
        await s.env.advance_time(6)
        assert said(result) == "The end must come after the start."


async def test_a_slow_press_still_redraws_its_card():
    async with stage() as s:
        shown = await s.run("carte")
        result = await s.member.click(shown.response, label="slow")
        await s.env.advance_time(2.5)
        assert result.acknowledged
        await s.env.advance_time(3)
        assert texts(shown.response) == "lente mais faite"


@pytest.mark.parametrize("label", ["mute", "gone"])
async def test_no_press_is_met_with_silence(label):
    async with stage() as s:
        shown = await s.run("carte")
        result = await s.member.click(shown.response, label=label)
    assert result.acknowledged


async def test_a_command_that_says_nothing_says_at_least_that_it_is_done(caplog):
    async with stage() as s:
        result = await s.run("oublier")
    assert said(result) == "Noted."
    assert "gave no answer" in caplog.text


async def test_an_unknown_button_says_that_the_card_has_changed():
    async with stage() as s:
        shown = await s.run("carte")
        result = await s.member.click(shown.response, label="gone")
    assert "This card has changed" in said(result)
    assert is_private(result.response)


async def test_a_completion_that_crashes_offers_nothing_and_is_logged(caplog):
    async with stage(patience=0) as s:
        fine = await s.member.autocomplete(s.channel, "completer", "mot", "a")
        broken = await s.member.autocomplete(s.channel, "completer", "mot", "casse")
    assert [each["name"] for each in fine] == ["A"]
    assert broken == []
    assert "boom" in caplog.text


async def test_even_a_refusal_without_a_sentence_is_answered(caplog):
    async with stage() as s:

        async def odd(interaction, press):
            raise Refused("nobody-wrote-this")

        s.client.buttons.on("probe", "gone", odd)
        shown = await s.run("carte")
        result = await s.member.click(shown.response, label="gone")
    assert "Something failed" in said(result)
    assert "nobody-wrote-this" in caplog.text


async def test_a_refusal_may_show_a_card_of_its_own():
    async with stage() as s:

        async def draw(interaction, refused, sentence):
            return card("late", sentence, "avec un bouton")

        s.client.refusals.on("card-changed", draw)
        shown = await s.run("carte")
        result = await s.member.click(shown.response, label="no")
    assert texts(result.response).endswith("avec un bouton")


async def test_mentions_are_off_in_every_message_sent_or_edited():
    async with stage() as s:
        await s.run("dire", quoi="@everyone")
        shown = await s.run("carte")
        await s.member.click(shown.response, label="go")
        sent = [r.json for r in s.env.http_requests if r.json and "messages" not in r.path]
    bodies = [body.get("data", body) for body in sent if isinstance(body, dict)]
    shown = [body for body in bodies if "content" in body or "components" in body]
    assert shown
    assert all(body["allowed_mentions"]["parse"] == [] for body in shown)


async def test_a_private_answer_is_private():
    async with stage() as s:
        result = await s.run("dire", quoi="bonjour")
    assert is_private(result.response)
