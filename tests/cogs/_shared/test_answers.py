"""Every interaction is answered, in time, privately, whatever its handler does."""

import logging
import re

import pytest

from tests.cogs._shared.stage import is_private, stage, texts


async def test_a_refusal_is_said_to_the_person_alone_in_their_language():
    async with stage() as s:
        result = await s.run("refuser")
    assert result.response.content == "The end must come after the start."
    assert result.response.ephemeral


async def test_a_crash_is_an_apology_whose_reference_is_in_the_log(caplog):
    async with stage() as s:
        with caplog.at_level(logging.ERROR):
            result = await s.run("casser")
    found = re.search(r"Reference `([0-9a-f]{8})`", result.response.content)
    assert found is not None
    assert result.response.ephemeral
    assert any(found[1] in line.getMessage() and line.exc_info for line in caplog.records)


async def test_a_press_that_crashes_is_an_apology_too():
    async with stage() as s:
        card = await s.run("carte")
        result = await s.member.click(card.response, label="bug")
    assert "Reference `" in (result.followups or [result.response])[0].content


async def test_a_slow_command_is_deferred_and_its_card_still_comes():
    async with stage() as s:
        result = await s.run("trainer")
        await s.env.advance_time(2.5)
        assert result.acknowledged and result.deferred and result.ephemeral
        await s.env.advance_time(3)
        assert texts(result.response) == "enfin"
        assert result.response.ephemeral


async def test_a_slow_refusal_still_comes():
    async with stage() as s:
        result = await s.run("trainer", casse=True)
        await s.env.advance_time(6)
        assert result.response.content == "The end must come after the start."


async def test_a_slow_press_still_redraws_its_card():
    async with stage() as s:
        card = await s.run("carte")
        result = await s.member.click(card.response, label="slow")
        await s.env.advance_time(2.5)
        assert result.acknowledged
        await s.env.advance_time(3)
        assert texts(card.response) == "lente mais faite"


@pytest.mark.parametrize("label", ["mute", "gone"])
async def test_no_press_is_met_with_silence(label):
    async with stage() as s:
        card = await s.run("carte")
        result = await s.member.click(card.response, label=label)
    assert result.acknowledged


async def test_a_command_that_says_nothing_says_at_least_that_it_is_done(caplog):
    async with stage() as s:
        result = await s.run("oublier")
    assert result.response.content == "Noted."
    assert "gave no answer" in caplog.text


async def test_an_unknown_button_says_that_the_card_has_changed():
    async with stage() as s:
        card = await s.run("carte")
        result = await s.member.click(card.response, label="gone")
    assert "This card has changed" in result.response.content
    assert result.response.ephemeral


async def test_a_completion_that_crashes_offers_nothing_and_is_logged(caplog):
    async with stage() as s:
        fine = await s.member.autocomplete(s.channel, "completer", "mot", "a")
        with caplog.at_level(logging.ERROR):
            await s.member.slash(s.channel, "dire", quoi="x")
    assert [each["name"] for each in fine] == ["A"]


async def test_mentions_are_off_in_every_message_sent_or_edited():
    async with stage() as s:
        await s.run("dire", quoi="@everyone")
        card = await s.run("carte")
        await s.member.click(card.response, label="go")
        sent = [r.json for r in s.env.http_requests if r.json and "messages" not in r.path]
    bodies = [body.get("data", body) for body in sent if isinstance(body, dict)]
    shown = [body for body in bodies if "content" in body or "components" in body]
    assert shown
    assert all(body["allowed_mentions"]["parse"] == [] for body in shown)


async def test_a_private_answer_is_private():
    async with stage() as s:
        result = await s.run("dire", quoi="bonjour")
    assert is_private(result.response)
