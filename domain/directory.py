"""What makes an organisation: its names, basin and kind, as typed by people or read in a sheet."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.errors import Refused
from domain.people import OrganisationKind, Role
from domain.text import clean, fold

NAME_LIMIT = 80
SHORT_LIMIT = 24
BASIN_LIMIT = 40

COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("nom", "name", "structure", "organisation", "organization"),
    "short_name": ("nom court", "sigle", "short name", "short", "abrege"),
    "basin": ("bassin", "bassin de vie", "basin", "basin of life", "ville", "commune", "town"),
    "kind": ("type", "genre", "kind", "nature"),
}
"""The columns of a sheet of organisations and the names they may have."""

KIND_WORDS: dict[OrganisationKind, tuple[str, ...]] = {
    OrganisationKind.VENUE: ("lieu", "salle", "salle de concert", "cafe-concert", "bar", "smac"),
    OrganisationKind.ASSOCIATION: ("association", "asso", "association loi 1901", "collectif"),
    OrganisationKind.BAND: ("groupe", "orchestre", "artiste", "compagnie"),
    OrganisationKind.LABEL: ("label", "maison de disques"),
    OrganisationKind.STUDIO: ("studio", "studio de repetition", "studio d'enregistrement"),
    OrganisationKind.OTHER: ("autre", "other", ""),
}

_KINDS = {fold(word): kind for kind, words in KIND_WORDS.items() for word in (*words, kind.value)}


@dataclass(frozen=True)
class OrganisationFields:
    """What can be said of an organisation, cleaned and bounded. ``folded`` is unique in a guild."""

    name: str
    short_name: str
    basin: str
    kind: OrganisationKind

    @property
    def folded(self) -> str:
        return fold(self.name)

    def as_values(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "folded": self.folded,
            "short_name": self.short_name,
            "basin": self.basin,
            "kind": self.kind.value,
        }

    @classmethod
    def from_text(cls, text: Mapping[str, str]) -> "OrganisationFields":
        """From what was typed, by the keys of COLUMNS; only the name is needed.

        Raises Refused: "organisation-no-name" (nothing visible, or no letter or digit),
        "organisation-long-name", "organisation-kind".
        """
        name = clean(text.get("name", ""), NAME_LIMIT * 4)
        if not any(char.isalnum() for char in fold(name)):
            raise Refused("organisation-no-name")
        if len(name) > NAME_LIMIT:
            raise Refused("organisation-long-name", most=NAME_LIMIT)
        short = clean(text.get("short_name", ""), SHORT_LIMIT)
        basin = clean(text.get("basin", ""), BASIN_LIMIT)
        return cls(name, short or clean(name, SHORT_LIMIT), basin, kind_from(text.get("kind", "")))


def kind_from(word: str) -> OrganisationKind:
    """The kind that a French or English word names. Raises Refused("organisation-kind")."""
    kind = _KINDS.get(fold(word.strip()))
    if kind is None:
        raise Refused("organisation-kind", said=clean(word, 40))
    return kind


def role_from(word: str) -> Role:
    """Raises Refused("bad-option") for what is no role: a menu was tampered with."""
    try:
        return Role(word)
    except ValueError:
        raise Refused("bad-option") from None
