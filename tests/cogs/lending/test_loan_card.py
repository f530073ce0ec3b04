"""The card of a loan in every state, for each side, in both languages, with the worst facts."""

import re
from dataclasses import replace

import pytest

from cogs._shared.limits import fits
from cogs.lending.announcements import LIVING
from cogs.lending.loan_buttons import ACTS
from cogs.lending.loan_card import Viewer, acts_of, loan_card, photos_of
from cogs.lending.loan_forms import FORMS, loan_form
from domain.lending import LoanState, Pieces
from domain.people import Party
from locales import LANGUAGES, Catalogue
from services.loan_views import Named
from tests.cogs.lending.loan_facts import every_view, view_of, worst, worst_loan
from tests.cogs.network import labels, parts_of

WORDS = {each: Catalogue.load(strict=True).words(each) for each in LANGUAGES}
GUILD_NAME = worst(100)


class Shown:
    """A card that was drawn, read as a message is."""

    content = ""

    def __init__(self, card):
        self.components = card.to_components()


def said(card):
    return "\n".join(p["content"] for p in parts_of(Shown(card)) if p.get("type") == 10)


def drawn(view, language="fr", **options):
    photos = [name for name, _ in photos_of(view)]
    return loan_card(WORDS[language], view, photos, **options)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("viewer", Viewer)
def test_every_card_fits_a_message(language, viewer):
    lead = worst(700)
    for view in every_view():
        card = drawn(view, language, viewer=viewer, guild=GUILD_NAME, lead=lead)
        assert fits(card) == [], (view.loan.state, fits(card))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FORMS)
def test_every_form_fits(language, name):
    for view in every_view():
        for missing in (0, 9_998):
            loan = replace(view.loan, pieces=Pieces(back=missing))
            typed = dict.fromkeys(FORMS[name].fields, worst(300))
            form = loan_form(WORDS[language], name, replace(view, loan=loan), "", typed)
            assert fits(form) == []


def test_every_button_has_something_that_it_does():
    for view in every_view():
        for act in acts_of(view.loan):
            assert act in ACTS or act in FORMS, act


def test_nothing_that_people_typed_is_markup():
    for view in every_view():
        text = re.sub(r"<@\d+>|<t:\d+:[FR]>", "", said(drawn(view)))
        assert not re.search(r"(?<!\\)[<`|~]", text), text
        assert "@everyone" not in text.replace("\\@", "")


BUTTONS = {
    LoanState.REQUESTED: ["Accepter", "Proposer d’autres dates", "Refuser", "Annuler"],
    LoanState.COUNTERED: ["Accepter ces dates", "Proposer d’autres dates", "Refuser", "Annuler"],
    LoanState.APPROVED: ["Remis", "Prolonger", "Annuler"],
    LoanState.OUT: ["Rendu", "Prolonger"],
    LoanState.RETURNED: [],
    LoanState.REFUSED: [],
    LoanState.CANCELLED: [],
    LoanState.EXPIRED: [],
}
FOR_BORROWERS = {
    LoanState.REQUESTED: ["Annuler"],
    LoanState.COUNTERED: ["Accepter ces dates", "Annuler"],
}
FOR_OWNERS = {
    LoanState.REQUESTED: ["Accepter", "Proposer d’autres dates", "Refuser"],
    LoanState.COUNTERED: ["Proposer d’autres dates", "Refuser"],
}


def quiet(state):
    """A loan of which nothing waits for anybody's word."""
    return view_of(replace(worst_loan(state), reporter=None, asked_end=None, pieces=Pieces()))


@pytest.mark.parametrize("state", LoanState)
def test_a_card_has_the_buttons_of_its_state_and_of_its_reader(state):
    view = quiet(state)
    usual = BUTTONS[state]
    assert labels(Shown(drawn(view))) == usual
    assert labels(Shown(drawn(view, viewer=Viewer.OWNER))) == FOR_OWNERS.get(state, usual)
    assert labels(Shown(drawn(view, viewer=Viewer.BORROWER))) == FOR_BORROWERS.get(state, usual)


def test_what_waits_for_a_word_has_its_buttons_first():
    view = view_of(worst_loan(LoanState.OUT))
    asked = ["Accepter la prolongation", "Refuser la prolongation"]
    verdict = ["Confirmer", "Contester"]
    assert labels(Shown(drawn(view))) == [*verdict, *asked, "Rendu", "Prolonger"]
    borrower = labels(Shown(drawn(view, viewer=Viewer.BORROWER)))
    assert borrower == ["Rendu", "Prolonger"]  # they said it is back: the owner confirms
    owners = view_of(replace(view.loan, reporter_owns=True))
    assert labels(Shown(drawn(owners, viewer=Viewer.BORROWER)))[:2] == verdict


def test_own_dates_are_called_so_and_are_not_handed_over():
    view = view_of(replace(quiet(LoanState.APPROVED).loan, own=True))
    assert "🔵 **Réservé** par le propriétaire." in said(drawn(view))
    assert labels(Shown(drawn(view))) == ["Prolonger", "Annuler"]


def test_a_state_is_never_said_by_colour_alone():
    icons = {}
    for state in LoanState:
        line = said(drawn(quiet(state))).splitlines()
        icons[state] = next(each for each in line if each[:1] in "🟠🔵🟢🔴✅⚪")
    assert len(set(icons.values())) == len(LoanState)


def test_late_is_said_with_how_long():
    loan = worst_loan(LoanState.OUT)
    late = view_of(
        replace(
            loan,
            period=replace(
                loan.period, end=loan.period.start + (view_of(loan).now - loan.period.start) / 2
            ),
        )
    )
    assert "🔴 **En retard** : à rendre " in said(drawn(late))
    assert ":R>)" in said(drawn(late))


def test_whole_days_end_on_their_last_day_not_on_the_midnight_after():
    from tests.cogs.lending.loan_stage import WEEKEND

    loan = replace(quiet(LoanState.APPROVED).loan, period=WEEKEND)
    text = said(drawn(view_of(loan)))
    assert "📅 **du sam. 7 nov. au dim. 8 nov.**" in text
    last_minute = int(WEEKEND.end.timestamp()) - 60
    assert f"-# Retour : fin du dim. 8 nov. (<t:{last_minute}:R>)" in text


def test_a_lender_who_left_is_still_named():
    view = replace(quiet(LoanState.OUT), owner=Named(None, None), borrower=Named(None, 5))
    view = replace(view, item=replace(view.item, owner=Party(5), photo=None))
    assert "<@5> emprunte à un membre parti" in said(drawn(view))


def test_private_cards_name_the_network():
    assert said(drawn(quiet(LoanState.OUT), guild="Réseau 79")).startswith("-# Réseau 79")
    assert set(LIVING.values()) == set(Viewer)
