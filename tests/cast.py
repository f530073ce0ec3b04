"""The people and organisations that tests speak of: a small network in the Deux-Sèvres.

Léa runs Le Clou (a venue) with Karim as deputy; Sacha plays there. Inès is delegate of the
Collectif Bruit and of Le Clou's neighbour, the studio La Cave. Noé belongs to nothing. Maud
moderates, Alix manages the server. Zoé lives in another guild.
"""

from dataclasses import dataclass, replace

from domain.directory import OrganisationFields
from domain.people import Caller, OrganisationKind, Role
from services.directory import Directory

NETWORK = 900_000_000_000_000_001
"""The guild where nearly everything happens."""
ELSEWHERE = 900_000_000_000_000_002
"""Another guild, which must never see any of it."""


@dataclass(frozen=True)
class Person:
    """A named member; ``caller()`` is them acting in a guild."""

    name: str
    user_id: int
    moderator: bool = False
    manager: bool = False

    def caller(self, guild_id: int = NETWORK, locale: str = "fr") -> Caller:
        return Caller(guild_id, self.user_id, self.name, locale, self.moderator, self.manager)

    def as_manager(self) -> "Person":
        return replace(self, manager=True)


LEA = Person("Léa", 100_000_000_000_000_001)
KARIM = Person("Karim", 100_000_000_000_000_002)
SACHA = Person("Sacha", 100_000_000_000_000_003)
INES = Person("Inès", 100_000_000_000_000_004)
NOE = Person("Noé", 100_000_000_000_000_005)
MAUD = Person("Maud", 100_000_000_000_000_006, moderator=True)
ALIX = Person("Alix", 100_000_000_000_000_007, moderator=True, manager=True)
ZOE = Person("Zoé", 100_000_000_000_000_008, moderator=True, manager=True)

PEOPLE = (LEA, KARIM, SACHA, INES, NOE, MAUD, ALIX)

LE_CLOU = OrganisationFields("Le Clou", "Clou", "Bressuire", OrganisationKind.VENUE)
COLLECTIF_BRUIT = OrganisationFields(
    "Collectif Bruit", "Bruit", "Thouars", OrganisationKind.ASSOCIATION
)
LA_CAVE = OrganisationFields("Studio La Cave", "La Cave", "Bressuire", OrganisationKind.STUDIO)

ORGANISATIONS = (LE_CLOU, COLLECTIF_BRUIT, LA_CAVE)

ATTACHED: tuple[tuple[OrganisationFields, Person, Role], ...] = (
    (LE_CLOU, LEA, Role.DELEGATE),
    (LE_CLOU, KARIM, Role.DEPUTY),
    (LE_CLOU, SACHA, Role.MEMBER),
    (COLLECTIF_BRUIT, INES, Role.DELEGATE),
    (LA_CAVE, INES, Role.DELEGATE),
)


async def settle_network(directory: Directory, guild_id: int = NETWORK) -> dict[str, int]:
    """Write the cast's organisations and members into a directory; numbers by name."""
    alix = ALIX.caller(guild_id)
    numbers = {}
    for fields in ORGANISATIONS:
        numbers[fields.name] = (await directory.add(alix, fields)).number
    for fields, person, role in ATTACHED:
        await directory.attach(alix, numbers[fields.name], [(person.user_id, person.name)], role)
    return numbers
