"""The table of state × button × role × language, played: every cell ends as it is declared to.

The buttons come from the code; who may and what they lead to is declared here, in the words of the
issue, and says nothing of how the code knows.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from cogs.lending.dates import token
from cogs.lending.loan_buttons import ACTS
from cogs.lending.loan_forms import FORMS
from domain.lending import Loan, LoanState, Pieces
from domain.periods import Period
from services.lending import Wish
from tests.cogs.lending.loan_stage import WEEKEND
from tests.cogs.lending.request_stage import lend
from tests.cogs.network import ENGLISH, FRENCH, Network, texts

LATER = Period(WEEKEND.start + timedelta(days=7), WEEKEND.end + timedelta(days=7))
LONGER = WEEKEND.end + timedelta(days=2)

OWNERS = {"Léa", "Karim"}  # delegate and deputy of Le Clou
ROLES = (*sorted(OWNERS), "Sacha", "Noé", "Inès", "Maud", "Zoé")
"""Sacha is a plain member of Le Clou, Noé borrows, Inès is a stranger, Maud moderates, Zoé is of
another guild."""

ANSWER = {"approve", "approve-anyway", "offer", "offer-at", "refuse", "grant", "deny"}
EITHER = {"hand-over", "extend", "extend-to", "return"}
MAY = {
    **dict.fromkeys(ANSWER, OWNERS | {"Maud"}),
    **dict.fromkeys(EITHER, OWNERS | {"Noé"}),
    "cancel": OWNERS | {"Noé", "Maud"},
    "accept-offer": {"Noé"},
    "confirm": OWNERS | {"Maud"},  # Noé said that it is back
    "contest": OWNERS | {"Maud"},
}

# Where each button leads from each situation; from any other it is refused.
LEADS: dict[str, dict[str, LoanState]] = {
    "approve": {"requested": LoanState.APPROVED},
    "offer-at": {"requested": LoanState.COUNTERED, "countered": LoanState.COUNTERED},
    "refuse": {"requested": LoanState.REFUSED, "countered": LoanState.REFUSED},
    "accept-offer": {"countered": LoanState.APPROVED},
    "cancel": dict.fromkeys(("requested", "countered", "approved", "longer"), LoanState.CANCELLED),
    "hand-over": dict.fromkeys(("approved", "longer", "uncollected"), LoanState.OUT),
    "extend-to": {
        "approved": LoanState.APPROVED,
        "longer": LoanState.APPROVED,
        "out": LoanState.OUT,
        "partly": LoanState.OUT,
    },
    "grant": {"longer": LoanState.APPROVED},
    "deny": {"longer": LoanState.APPROVED},
    "return": {"out": LoanState.RETURNED, "partly": LoanState.RETURNED},
    "confirm": {"partly": LoanState.OUT, "returned": LoanState.RETURNED},
    "contest": {"partly": LoanState.OUT, "returned": LoanState.OUT},
}
LEADS["approve-anyway"] = LEADS["approve"]
LEADS["offer"] = LEADS["offer-at"]
LEADS["extend"] = LEADS["extend-to"]

Step = Callable[[Network, Loan], Awaitable[object]]


async def _counter(network: Network, loan: Loan) -> None:
    await network.services.lending.counter(network.caller("Léa"), loan.number, LATER)


async def _approve(network: Network, loan: Loan) -> None:
    await network.services.lending.approve(network.caller("Léa"), loan.number)


async def _ask_longer(network: Network, loan: Loan) -> None:
    await network.services.lending.extend(network.caller("Noé"), loan.number, LONGER)


async def _refuse(network: Network, loan: Loan) -> None:
    await network.services.lending.refuse(network.caller("Léa"), loan.number, "Non")


async def _cancel(network: Network, loan: Loan) -> None:
    await network.services.lending.cancel(network.caller("Noé"), loan.number)


async def _hand_over(network: Network, loan: Loan) -> None:
    await network.services.lending.hand_over(network.caller("Léa"), loan.number)


async def _give_back(network: Network, loan: Loan) -> None:
    await network.services.returns.give_back(network.caller("Noé"), loan.number)


async def _give_back_some(network: Network, loan: Loan) -> None:
    await network.services.returns.give_back(network.caller("Noé"), loan.number, Pieces(back=1))


async def _confirm(network: Network, loan: Loan) -> None:
    await network.services.returns.confirm(network.caller("Léa"), loan.number)


async def _lapse(network: Network, loan: Loan) -> None:
    before = network.clock()
    network.clock.set(WEEKEND.end + timedelta(minutes=1))
    await network.services.loan_clock.tick()
    network.clock.set(before)


SITUATIONS: dict[str, tuple[Step, ...]] = {
    "requested": (),
    "countered": (_counter,),
    "approved": (_approve,),
    "longer": (_approve, _ask_longer),
    "out": (_approve, _hand_over),
    "partly": (_approve, _hand_over, _give_back_some),
    "returned": (_approve, _hand_over, _give_back),
    "confirmed": (_approve, _hand_over, _give_back, _confirm),
    "refused": (_refuse,),
    "cancelled": (_cancel,),
    "expired": (_lapse,),
    "uncollected": (_approve, _lapse),
}
REFUSALS = {  # how the sentence of a refusal begins, by kind and language
    "stranger": {FRENCH: ("Seul", "Ce retour se confirme"), ENGLISH: ("Only", "A return is")},
    "elsewhere": {FRENCH: ("Il n’y a pas de prêt",), ENGLISH: ("There is no loan",)},
    "moved on": {
        FRENCH: ("Cette demande", "D’autres dates", "Ce prêt", "Aucun retour", "Cette carte"),
        ENGLISH: ("This request", "Other dates", "This loan", "No return", "This card"),
    },
    "changed": {FRENCH: ("Cette carte a changé",), ENGLISH: ("This card has changed",)},
}


def test_the_table_declares_every_button_of_the_code():
    assert set(MAY) == set(LEADS) == {*ACTS, *FORMS}
    assert {state for leads in LEADS.values() for state in leads} <= set(SITUATIONS)


async def arrange(network: Network, situation: str) -> Loan:
    """A loan that stands so; each of a thing of its own, since the same request makes one loan."""
    item = await lend(network, "Sono", units=2)
    wish = Wish(item.number, WEEKEND, 2)
    lending = network.services.lending
    loan = await lending.request(network.caller("Noé"), wish, channel_id=network.channel.id)
    for step in SITUATIONS[situation]:
        await step(network, loan)
    return (await network.services.board.view(network.caller("Léa"), loan.number)).loan


async def press(network: Network, lists: dict[str, Any], name: str, loan: Loan, act: str) -> Any:
    """Press a button of the loan as it stands, on a list of one's own."""
    extra = {"offer-at": f":{token(LATER)}"}.get(act, "")
    if act == "extend-to":
        extra = f":{token(Period(LONGER, LONGER + timedelta(minutes=1)))}"
    ident = f"loan:{network.guild.id}:{loan.number}:{act}:{loan.revision}{extra}"
    return await network.press_id(name, lists[name], ident)


@pytest.mark.parametrize("language", [FRENCH, ENGLISH])
@pytest.mark.parametrize("situation", SITUATIONS)
async def test_every_button_of_every_role_does_what_is_declared(network, situation, language):
    for name in ROLES:
        network.speaks(name, language)
    lists = {name: await network.run(name, "mes-prets") for name in ROLES}
    loan = await arrange(network, situation)
    played = 0
    for act in MAY:
        for name in ROLES:
            if name not in MAY[act]:
                why = "elsewhere" if name == "Zoé" else "stranger"
            elif situation not in LEADS[act]:
                why = "moved on"
            else:
                loan = await play(network, lists, loan, name, act, situation)
                played += 1
                continue
            answer = await press(network, lists, name, loan, act)
            assert answer.ephemeral, (act, name)
            said = texts(answer)
            assert said.startswith(REFUSALS[why][language]), (act, name, why, said)
        assert await stands(network, loan) == loan, act
    leads = sum(len(MAY[act]) for act in LEADS if situation in LEADS[act])
    assert played == leads


async def play(
    network: Network, lists: dict[str, Any], loan: Loan, name: str, act: str, situation: str
) -> Loan:
    """Press what is allowed; the declared change, and a loan to go on with."""
    answer = await press(network, lists, name, loan, act)
    if act in FORMS:
        assert answer.modal is not None, (act, name)
        assert await stands(network, loan) == loan
        return loan
    after = await stands(network, loan)
    assert after.state is LEADS[act][situation], (act, name)
    assert after.revision == loan.revision + 1, (act, name)
    again = await press(network, lists, name, loan, act)  # the same card once more
    language = network.locales[network.people[name].id]
    assert texts(again).startswith(REFUSALS["changed"][language]), (act, name, texts(again))
    assert await stands(network, loan) == after
    return await arrange(network, situation)


async def stands(network: Network, loan: Loan) -> Loan:
    return (await network.services.board.view(network.caller("Léa"), loan.number)).loan
