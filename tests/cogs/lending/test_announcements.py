"""What people are told about loans: every kind, in both languages, and the reminders in one."""

from dataclasses import replace
from datetime import date

import pytest

from cogs._shared.limits import fits
from cogs.lending.announcements import LIVING, NOTICES, drawers
from domain.lending import LoanState
from domain.periods import Period
from domain.reminders import ReminderKind
from locales import LANGUAGES, Catalogue
from services.loan_news import STILL_TRUE
from tests.cogs.lending.loan_facts import MEMBER, every_view, view_of, worst, worst_loan
from tests.cogs.lending.loan_stage import (
    PARIS,
    WEEKEND,
    approved,
    ask,
    at,
    in_channel,
    out,
    press_privately,
    privately,
    redrawn,
)
from tests.cogs.lending.request_stage import AUTOMATIC, lend
from tests.cogs.lending.test_loan_card import said
from tests.cogs.network import ENGLISH, labels, texts

WORDS = {each: Catalogue.load(strict=True).words(each) for each in LANGUAGES}
DRAWERS = drawers(lambda guild_id: "Réseau 79")
WORST = drawers(lambda guild_id: worst(100))
BY = 424_242_424_242_424_242


def test_every_kind_of_news_has_its_drawer():
    assert set(DRAWERS) == {*STILL_TRUE, "loans_reminded"}
    assert {*LIVING, *NOTICES, "loan_requested", "loan_orphaned"} == set(STILL_TRUE)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", STILL_TRUE)
def test_every_kind_fits_in_every_state_with_the_worst_facts(kind, language):
    for view in every_view():
        end = (view.loan.asked_end or view.loan.period.end).isoformat()
        facts = {"loan": view.loan.number, "by": BY, "view": view, "end": end, "missing": 9_999}
        drawing = WORST[kind](facts, WORDS[language], PARIS)
        assert fits(drawing.view) == [], (kind, view.loan.state)
        assert drawing.ping == []
        names = {name for name, _ in drawing.files}
        for name in ("photo.jpg", "retour.jpg"):
            assert (f"attachment://{name}" in str(drawing.view.to_components())) == (name in names)


@pytest.mark.parametrize("kind", [*LIVING, *NOTICES])
def test_private_news_says_which_network_and_who_acted(kind):
    view = view_of(replace(worst_loan(LoanState.APPROVED), answered_at=None))
    said_by = {}
    for state in LoanState:
        loan = replace(view.loan, state=state)
        facts = {"by": BY, "view": replace(view, loan=loan), "missing": 1}
        facts["end"] = (loan.asked_end or loan.period.end).isoformat()
        text = said(DRAWERS[kind](facts, WORDS["fr"], PARIS).view)
        assert text.startswith("-# Réseau 79\n")
        said_by[state] = f"<@{BY}>" in text
    told = {"loan_asked", "loan_granted", "loan_expired", "loan_short"}
    assert any(said_by.values()) != (kind in told)


def test_a_card_that_has_moved_on_no_longer_says_the_old_news():
    view = view_of(worst_loan(LoanState.RETURNED))
    text = said(DRAWERS["loan_approved"]({"by": BY, "view": view}, WORDS["fr"], PARIS).view)
    assert "vous prête" not in text and "✅ **Rendu**" in text


# -- reminders -------------------------------------------------------------------------------------


def reminded(found, person=MEMBER, language="fr", draw=DRAWERS):
    facts = {"reminders": found, "person": person}
    return draw["loans_reminded"](facts, WORDS[language], PARIS).view


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("person", [MEMBER, 1])
def test_reminders_of_any_number_and_kind_fit(person, language):
    view = view_of(worst_loan(LoanState.OUT))
    asked = view_of(worst_loan(LoanState.REQUESTED))
    for count in (1, 2, 40):
        for kind in ReminderKind:
            shown = asked if kind is ReminderKind.NUDGE else view
            card = reminded([(kind, shown)] * count, person, language, WORST)
            assert fits(card) == [], (kind, count)
            assert ("et 3" in said(card) or "and 3" in said(card)) == (count == 40)


async def test_the_day_before_the_borrower_is_reminded_with_the_buttons_of_that_loan(network):
    await out(network)
    network.clock.set(at(7, 18))
    await network.services.loan_clock.tick()
    await network.post()
    told = privately(network, "Noé")[-1]
    end = int(WEEKEND.end.timestamp())
    assert "### Un rappel" in texts(told)
    assert f"**Sono 1000 W** est à rendre à **Clou** <t:{end}:R> (fin du dim. 8 nov.)." in texts(
        told
    )
    assert labels(told) == ["Rendu", "Prolonger", "Mes prêts"]
    assert "Un rappel" not in texts(privately(network, "Léa")[-1])


async def test_several_reminders_are_one_message_that_opens_the_list(network):
    await out(network)
    await out(network, item=await lend(network, "Pied de micro"))
    before = len(privately(network, "Noé"))
    network.clock.set(at(7, 18))
    await network.services.loan_clock.tick()
    await network.post()
    told = privately(network, "Noé")
    assert len(told) == before + 1
    assert "### 2 rappels" in texts(told[-1])
    assert "**Sono 1000 W**" in texts(told[-1]) and "**Pied de micro**" in texts(told[-1])
    assert labels(told[-1]) == ["Mes prêts"]
    answer = await press_privately(network, "Noé", told[-1], "Mes prêts")
    assert answer.ephemeral and "### Mes prêts : 2" in texts(answer)
    assert "⏰ **À rendre**" in texts(answer)


async def test_a_late_loan_is_told_to_both_sides_each_in_their_words(network):
    await out(network)
    network.clock.set(at(10, 9))
    await network.services.loan_clock.tick()
    await network.post()
    noe = network.people["Noé"].id
    borrower, owner = texts(privately(network, "Noé")[-1]), texts(privately(network, "Léa")[-1])
    assert "🔴 **Sono 1000 W** était à rendre à **Clou**" in borrower
    assert f"🔴 **Sono 1000 W** devait vous être rendu par <@{noe}>" in owner
    assert labels(privately(network, "Léa")[-1]) == ["Rendu", "Prolonger", "Mes prêts"]


async def test_a_request_that_waits_for_a_day_is_told_to_the_owner_with_its_answers(network):
    await ask(network)
    network.clock.set(at(3, 10, 5))
    await network.services.loan_clock.tick()
    await network.post()
    told = privately(network, "Karim")[-1]
    assert f"<@{network.people['Noé'].id}> attend votre réponse pour **Sono 1000 W**" in texts(told)
    assert labels(told) == ["Accepter", "Proposer d’autres dates", "Refuser", "Mes prêts"]
    await press_privately(network, "Karim", told, "Accepter")
    assert "🔵 **Accordé.**" in texts(privately(network, "Karim")[-1])


async def test_a_return_from_a_reminder_redraws_the_living_card_too(network):
    await out(network)
    network.clock.set(at(7, 18))
    await network.services.loan_clock.tick()
    await network.post()
    form = await press_privately(network, "Noé", privately(network, "Noé")[-1], "Rendu")
    await network.people["Noé"].user.submit_modal(form, {"outcome": ["back"], "condition": ""})
    assert "✅ **Rendu**" in texts(privately(network, "Noé")[-1])
    await redrawn(network)
    for message in privately(network, "Noé")[-2:]:
        assert "✅ **Rendu**" in texts(message)
    assert "✅ **Rendu**" in texts(in_channel(network))


# -- the news, as people get it --------------------------------------------------------------------


async def test_news_speaks_each_persons_language(network):
    network.speaks("Noé", ENGLISH)
    await network.run("Noé", "mes-prets")  # so that the bot has heard their language
    await approved(network)
    (told,) = privately(network, "Noé")
    assert "lends you Sono 1000 W.**" in texts(told)
    assert labels(told) == ["Handed over", "Extend", "Cancel"]


async def test_automatic_loans_tell_the_owner_what_is_next(network):
    item = await lend(network, "Pied", rules=AUTOMATIC)
    await ask(network, item=item, by="Inès")
    (told,) = privately(network, "Léa")
    assert "**Pied** est prêté à **Bruit**" in texts(told) and "accordé d’office" in texts(told)
    assert labels(told) == ["Remis", "Prolonger", "Annuler"]


async def test_cancelling_tells_the_other_side_and_frees_the_dates(network):
    await approved(network)
    await network.press("Noé", in_channel(network), "Annuler")
    await network.post()
    told = texts(privately(network, "Léa")[-1])
    assert f"⚪ **<@{network.people['Noé'].id}> a annulé le prêt de Sono 1000 W.**" in told
    assert "a annulé" not in texts(privately(network, "Noé")[-1])


async def test_breakage_warns_those_who_are_to_have_the_thing_next(network):
    item = await lend(network, "Projecteur", units=1)
    await out(network, item=item)
    later = Period.of_days(date(2026, 11, 14), date(2026, 11, 15), PARIS)
    loan = await ask(network, item=item, by="Inès", period=later)
    await network.services.lending.approve(network.caller("Léa"), loan.number)
    first = await network.press("Noé", network.channel.history()[0], "Rendu")
    await network.fill("Noé", first, outcome=["broken"], condition="")
    await network.post()
    told = texts(privately(network, "Inès")[-1])
    assert "⚠️ **Il manquera 1 exemplaire de Projecteur**" in told


async def test_a_request_that_nobody_answers_lapses_and_both_sides_are_told(network):
    await ask(network)
    network.clock.set(at(7, 11))
    await network.services.loan_clock.tick()
    await network.post()
    for name in ("Noé", "Léa"):
        told = privately(network, name)[-1]
        assert "La demande de Sono 1000 W s’est éteinte sans réponse.**" in texts(told)
        assert labels(told) == []


async def test_moderators_are_told_of_a_request_that_nobody_can_answer(network):
    moderators = network.guild.create_text_channel("moderation")
    alix = network.caller("Alix")
    await network.services.settings.change(alix, "moderation.channel", moderators.id)
    item = await lend(network, "Orpheline")
    for name in ("Léa", "Karim"):
        await network.services.directory.detach(
            alix, network.numbers["Le Clou"], [network.people[name].id]
        )
    await ask(network, item=item)
    notice = moderators.last_message
    assert "**Personne ne peut répondre à une demande : Orpheline**" in texts(notice)
    card = await network.press("Maud", notice, "Ouvrir")
    await network.press("Maud", card, "Accepter")
    assert "🔵 **Accordé.**" in texts(card)
