"""Members, organisations, and the one function that says who may do what."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a member is in an organisation. Delegates and deputies speak for it."""

    DELEGATE = "delegate"
    DEPUTY = "deputy"
    MEMBER = "member"


class OrganisationKind(StrEnum):
    VENUE = "venue"
    ASSOCIATION = "association"
    BAND = "band"
    LABEL = "label"
    STUDIO = "studio"
    OTHER = "other"


@dataclass(frozen=True)
class Organisation:
    """One organisation of a network. ``number`` is its number in the guild."""

    guild_id: int
    number: int
    name: str
    short_name: str
    basin: str
    kind: OrganisationKind


@dataclass(frozen=True)
class Attachment:
    organisation: int
    role: Role


@dataclass(frozen=True)
class Party:
    """Who lends or borrows: an organisation, or a member in their own name.

    ``member`` is the person who carries it (None for what an organisation owns as such).
    """

    member: int | None = None
    organisation: int | None = None

    def __post_init__(self) -> None:
        if self.member is None and self.organisation is None:
            raise ValueError("a party is a member, an organisation, or a member for one")

    def same_as(self, other: "Party") -> bool:
        """Whether both are one lender or borrower: the organisation decides, if there is one."""
        if self.organisation is not None or other.organisation is not None:
            return self.organisation == other.organisation
        return self.member == other.member


@dataclass(frozen=True)
class Caller:
    """Who acts, as Discord says it: ids, language, and the rights held in the guild."""

    guild_id: int
    user_id: int
    name: str
    locale: str = "fr"
    moderator: bool = False
    manager: bool = False


@dataclass(frozen=True)
class Actor:
    """A caller together with the organisations that the directory attaches them to."""

    caller: Caller
    attachments: tuple[Attachment, ...] = ()

    @property
    def organisations(self) -> tuple[int, ...]:
        return tuple(a.organisation for a in self.attachments)

    def speaks_for(self, party: Party) -> bool:
        """The person themself, or a delegate or deputy of the organisation."""
        if party.organisation is None:
            return party.member == self.caller.user_id
        if party.member == self.caller.user_id:
            return True
        return any(
            a.organisation == party.organisation and a.role is not Role.MEMBER
            for a in self.attachments
        )


class Act(StrEnum):
    """What can be done to an item, a loan or the network."""

    EDIT_ITEM = "edit-item"
    RESERVE = "reserve"
    APPROVE = "approve"
    REFUSE = "refuse"
    COUNTER = "counter"
    ACCEPT_OFFER = "accept-offer"
    CANCEL = "cancel"
    HAND_OVER = "hand-over"
    RETURN = "return"
    CONFIRM_RETURN = "confirm-return"
    CONTEST_RETURN = "contest-return"
    EXTEND = "extend"
    CHANGE = "change"
    GRANT_EXTENSION = "grant-extension"
    DENY_EXTENSION = "deny-extension"
    MODERATE = "moderate"
    CONFIGURE = "configure"


@dataclass(frozen=True)
class Sides:
    """Whose thing it is, and who borrows it (None: nobody yet).

    ``reporter`` is the person whose report of a return awaits the other side's word;
    ``reporter_owns`` says that they spoke for the owner.
    """

    owner: Party
    borrower: Party | None = None
    reporter: int | None = None
    reporter_owns: bool = False


_OWNER = {
    Act.EDIT_ITEM,
    Act.RESERVE,
    Act.APPROVE,
    Act.REFUSE,
    Act.COUNTER,
    Act.GRANT_EXTENSION,
    Act.DENY_EXTENSION,
}
_EITHER = {Act.HAND_OVER, Act.RETURN, Act.EXTEND, Act.CHANGE}
_VERDICT = {Act.CONFIRM_RETURN, Act.CONTEST_RETURN}


def may(actor: Actor, act: Act, sides: Sides | None = None) -> bool:
    """Whether this person may do this act on this subject.

    Owners answer (or a moderator for them); both sides hand over, return and extend; the side
    that did not report a return confirms or contests it; either side or a moderator cancels.
    """
    caller = actor.caller
    if act is Act.CONFIGURE:
        return caller.manager
    if act is Act.MODERATE or sides is None:
        return caller.moderator
    owns = actor.speaks_for(sides.owner)
    borrows = sides.borrower is not None and actor.speaks_for(sides.borrower)
    if act in _OWNER:
        return owns or caller.moderator
    if act in _EITHER:
        return owns or borrows
    if act in _VERDICT:
        other_side = borrows if sides.reporter_owns else owns
        return caller.user_id != sides.reporter and (other_side or caller.moderator)
    if act is Act.ACCEPT_OFFER:
        return borrows
    return owns or borrows or caller.moderator
