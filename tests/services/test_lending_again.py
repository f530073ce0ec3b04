"""Who saw a failure asks again: whatever had become of the first request, there is one."""

from domain.items import Approval
from domain.lending import LoanState
from tests.services.lending_play import Play, days, ines, lea


async def test_what_was_granted_at_once_is_not_granted_twice_for_one_project(play: Play):
    item = await play.share(units=4, approval=Approval.AUTOMATIC)
    first = await play.ask(ines, item, days(7, 8), project="Bal")
    again = await play.ask(ines, item, days(7, 8), project="Bal")
    assert (first.state, again.number) == (LoanState.APPROVED, first.number)

    other = await play.ask(ines, item, days(7, 8), project="Fest-noz")
    assert other.number != first.number


async def test_what_was_handed_over_may_be_asked_for_again(play: Play):
    item = await play.share(units=4, approval=Approval.AUTOMATIC)
    first = await play.ask(ines, item, days(7, 8), project="Bal")
    await play.stage.lending.hand_over(lea, first.number)
    more = await play.ask(ines, item, days(7, 8), project="Bal")
    assert more.number != first.number
