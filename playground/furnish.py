"""Filling the sample network through the bot's own commands, as its moderator and members would."""

from __future__ import annotations

from playground.actors import Person
from playground.answers import Answer, Button, Seen
from playground.sample import Sample

ORGANISATIONS = """nom;nom court;bassin;type
Le Clou;Clou;Niort;lieu
Basse Tension;BT;Bressuire;association
La Cuve;Cuve;Parthenay;studio
Marée Haute;Marée;Thouars;groupe
"""
"""The sheet that the moderator has: their spreadsheet, saved as CSV."""

DELEGATE = "Délégation : parle pour elle, répond en premier"
DEPUTY = "Suppléance : parle pour elle, répond ensuite"
MEMBER = "Membre : emprunte pour elle"


async def furnish(town: Sample) -> None:
    """Settings, organisations, members and items, typed and pressed by the people of the sample."""
    await set_up(town)
    await organise(town)


async def set_up(town: Sample) -> None:
    """The moderator chooses the channels, the role that moderates, the language."""
    maud = town.maud
    shown = await maud.types("/config salons")
    for act, channel in (("lending", town.prets), ("moderation", town.moderation)):
        answer = await maud.selects(shown, channel, custom_id=menu_of(shown, act))
        expect(answer, channel.mention)
    shown = await maud.types("/config roles")
    expect(await maud.selects(shown, town.moderators), f"<@&{town.moderators.id}>")
    shown = await maud.types("/config langue")
    expect(shown, "français")


async def organise(town: Sample) -> None:
    """The moderator imports the sheet of organisations and attaches the people to them."""
    maud = town.maud
    sheet = ("structures.csv", ORGANISATIONS.encode())
    shown = await maud.types("/config structures", fichier=sheet)
    expect(shown, "4 lignes")
    expect(await maud.presses(shown, "Importer 4 lignes"), "4 structures")
    for organisation, role, people in (
        ("Le Clou", DELEGATE, [town.lea]),
        ("Basse Tension", DELEGATE, [town.ines]),
        ("Basse Tension", DEPUTY, [town.nour]),
        ("La Cuve", DELEGATE, [town.tom]),
        ("Marée Haute", DELEGATE, [town.karim]),
        ("Marée Haute", MEMBER, [town.zoe]),
    ):
        await attach(maud, organisation, role, people)


async def attach(by: Person, organisation: str, role: str, people: list[Person]) -> None:
    listed = await by.types("/config structures")
    opened = await by.presses(listed, custom_id=beside(listed, organisation).custom_id)
    form = await by.presses(opened, "Rattacher")
    sent = await by.submits(form, {"Qui ?": people, "Rôle dans la structure": role})
    for person in people:
        expect(sent, person.mention)


# ------------------------------------------------------------------------- reading what is shown


def expect(answer: Answer | Seen, *texts: str) -> None:
    """Raise unless the person who acted can read all of this in the answer."""
    for text in texts:
        if text not in answer.text:
            raise AssertionError(f"{text!r} is not in {answer!r}:\n{answer.text}")


def message_of(on: Answer | Seen) -> Seen:
    """The newest message of an answer, or the message itself."""
    seen = on if isinstance(on, Seen) else next(iter(reversed(on.messages)), None)
    if seen is None:
        raise AssertionError(f"there is nothing to read in {on!r}")
    return seen


def menu_of(on: Answer | Seen, act: str) -> str:
    """The custom_id of the menu of a card that does ``act``."""
    found = [s["custom_id"] for s in message_of(on).selects if s["custom_id"].split(":")[3] == act]
    if len(found) != 1:
        raise AssertionError(f"{len(found)} menus do {act} in {on!r}")
    return str(found[0])


def beside(on: Answer | Seen, text: str, act: str | None = None) -> Button:
    """The button in the row of a list that says ``text``: a section's, or that of the row below.

    ``act`` picks among several by the fourth part of their ids.
    """
    said = False
    for part in message_of(on).parts:
        if part.get("type") == _TEXT:
            said = text in (part.get("content") or "")
        elif part.get("type") == _SECTION:
            said = any(text in (c.get("content") or "") for c in part.get("components") or [])
            found = _button(part.get("accessory") or {}, act) if said else None
            if found:
                return found
        elif said and (found := _button(part, act)):
            return found
    raise AssertionError(f"no button beside {text!r} in {on!r}:\n{on.text}")


_TEXT, _SECTION, _BUTTON = 10, 9, 2


def _button(part: dict[str, object], act: str | None) -> Button | None:
    custom_id = str(part.get("custom_id") or "")
    if part.get("type") != _BUTTON or not custom_id:
        return None
    if act is not None and custom_id.split(":")[3] != act:
        return None
    return Button(str(part.get("label") or ""), custom_id, bool(part.get("disabled")))
