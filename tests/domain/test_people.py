"""Who may do what: the owner's side answers, both sides hand over, moderators help."""

import itertools

import pytest

from domain.directory import OrganisationFields, kind_from
from domain.errors import Refused
from domain.people import (
    Act,
    Actor,
    Attachment,
    Organisation,
    OrganisationKind,
    Party,
    Role,
    Sides,
    may,
)
from tests.cast import ALIX, INES, KARIM, LEA, MAUD, NOE, SACHA

CLOU, BRUIT = 1, 2


def actor(person, *attachments):
    return Actor(person.caller(), tuple(Attachment(*each) for each in attachments))


ACTORS = {
    "delegate of the owner": actor(LEA, (CLOU, Role.DELEGATE)),
    "deputy of the owner": actor(KARIM, (CLOU, Role.DEPUTY)),
    "member of the owner": actor(SACHA, (CLOU, Role.MEMBER)),
    "borrower": actor(INES, (BRUIT, Role.MEMBER)),
    "stranger": actor(NOE),
    "moderator": actor(MAUD),
}
SIDES = Sides(Party(None, CLOU), Party(INES.user_id, BRUIT))

OWNERS = {"delegate of the owner", "deputy of the owner"}
ALLOWED = {
    Act.EDIT_ITEM: OWNERS | {"moderator"},
    Act.RESERVE: OWNERS | {"moderator"},
    Act.APPROVE: OWNERS | {"moderator"},
    Act.REFUSE: OWNERS | {"moderator"},
    Act.COUNTER: OWNERS | {"moderator"},
    Act.GRANT_EXTENSION: OWNERS | {"moderator"},
    Act.DENY_EXTENSION: OWNERS | {"moderator"},
    Act.ACCEPT_OFFER: {"borrower"},
    Act.CANCEL: OWNERS | {"borrower", "moderator"},
    Act.HAND_OVER: OWNERS | {"borrower"},
    Act.RETURN: OWNERS | {"borrower"},
    Act.EXTEND: OWNERS | {"borrower"},
    Act.MODERATE: {"moderator"},
    Act.CONFIGURE: set(),
}


@pytest.mark.parametrize(("act", "who"), list(itertools.product(ALLOWED, ACTORS)))
def test_each_act_is_for_those_it_is_for_and_nobody_else(act, who):
    assert may(ACTORS[who], act, SIDES) == (who in ALLOWED[act])


def test_only_who_manages_the_server_sets_the_network_up():
    assert may(Actor(ALIX.caller()), Act.CONFIGURE)
    assert not may(Actor(MAUD.caller()), Act.CONFIGURE)


def test_the_side_that_reported_a_return_does_not_confirm_it():
    reported = Sides(SIDES.owner, SIDES.borrower, reporter=INES.user_id, reporter_owns=False)
    for act in (Act.CONFIRM_RETURN, Act.CONTEST_RETURN):
        assert not may(ACTORS["borrower"], act, reported)
        assert may(ACTORS["delegate of the owner"], act, reported)
        assert may(ACTORS["moderator"], act, reported)
        assert not may(ACTORS["stranger"], act, reported)


def test_a_member_lends_in_their_own_name():
    own = Sides(Party(NOE.user_id))
    assert may(ACTORS["stranger"], Act.APPROVE, own)
    assert not may(ACTORS["borrower"], Act.APPROVE, own)


def test_a_party_is_the_same_by_its_organisation_when_it_has_one():
    assert Party(LEA.user_id, CLOU).same_as(Party(KARIM.user_id, CLOU))
    assert not Party(LEA.user_id, CLOU).same_as(Party(LEA.user_id))
    assert Party(LEA.user_id).same_as(Party(LEA.user_id))


def test_a_party_of_nobody_is_a_mistake():
    with pytest.raises(ValueError, match="a party is"):
        Party()


def test_an_organisation_is_read_with_what_is_said_of_it():
    fields = OrganisationFields.from_text(
        {"name": "  Le\u202e   Clou ", "basin": "Bressuire", "kind": "Salle"}
    )
    assert (fields.name, fields.short_name, fields.kind) == ("Le Clou", "Le Clou", "venue")
    assert fields.folded == OrganisationFields.from_text({"name": "LE CLOÙ"}).folded
    assert Organisation(1, 1, "Le Clou", "Clou", "", fields.kind).kind is OrganisationKind.VENUE


@pytest.mark.parametrize("name", ["", "   ", "\u200b\u3164", "---", "🎸🎸", "\u202e"])
def test_an_organisation_without_a_readable_name_is_refused(name):
    with pytest.raises(Refused) as said:
        OrganisationFields.from_text({"name": name})
    assert said.value.key == "organisation-no-name"


def test_a_name_of_four_thousand_characters_is_refused_not_cut():
    with pytest.raises(Refused) as said:
        OrganisationFields.from_text({"name": "Clou " * 800})
    assert said.value.key == "organisation-long-name"


@pytest.mark.parametrize(
    ("word", "kind"),
    [("Café-concert", "venue"), ("ASSO", "association"), ("band", "band"), ("", "other")],
)
def test_a_kind_is_read_in_french_and_english(word, kind):
    assert kind_from(word) is OrganisationKind(kind)


def test_an_unknown_kind_is_refused_rather_than_filed_under_other():
    with pytest.raises(Refused) as said:
        kind_from("zzz")
    assert said.value.key == "organisation-kind" and said.value.facts == {"said": "zzz"}
