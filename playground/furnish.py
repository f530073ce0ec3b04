"""Filling the sample network through the bot's own commands, as its moderator and members would."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from PIL import Image, ImageDraw

from playground import errands
from playground.actors import Person
from playground.answers import Answer, Button, Seen
from playground.errands import message_of
from playground.ledger import as_typed
from playground.sample import Sample
from playground.wire import Wire

PARIS = ZoneInfo("Europe/Paris")

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
    await stock(town)
    await lend(town)


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


@dataclass(frozen=True)
class Thing:
    """An item as its owner types it; ``rules`` are fields of the form «Qui et comment»."""

    name: str
    category: str
    units: int = 1
    description: str = ""
    picture: str = ""
    automatic: bool = False


SHARED: dict[str, tuple[Thing, ...]] = {
    "lea": (
        Thing("Console X32", "Son", 1, "32 entrées, flight-case, câble secteur.", "mixer"),
        Thing("Sono 2 kW", "Son", 1, "2 têtes, 2 caissons, câbles."),
    ),
    "ines": (
        Thing("Projecteurs LED", "Lumière", 8, "PAR 18 × 10 W, télécommande DMX.", "lamp"),
        Thing("Praticables 2 × 1 m", "Scène", 6, "Pieds de 40 et 60 cm, garde-corps."),
    ),
    "tom": (
        Thing("Batterie Gretsch", "Backline", 1, "Sans cymbales.", "drum"),
        Thing("Salle de répétition", "Salle", 1, "30 m², 4 retours.", automatic=True),
    ),
    "karim": (
        Thing("Fourgon 12 m³", "Véhicule", 1, "Permis B, 20 000 km/an.", "van"),
        Thing("Platines Technics", "Autre", 2, "SL-1200 MK2, sans cellule."),
    ),
}


async def stock(town: Sample) -> None:
    """Each shares what they have, some with a photo; the rehearsal room says yes by itself."""
    for name, things in SHARED.items():
        owner: Person = getattr(town, name)
        for thing in things:
            await share(owner, thing)


async def share(owner: Person, thing: Thing) -> Answer:
    """``/partager`` with its form; the item's card."""
    options: dict[str, Any] = {"nom": thing.name}
    if thing.picture:
        options["photo"] = (f"{thing.picture}.png", photo(thing.picture))
    form = await owner.types("/partager", **options)
    fields: dict[str, Any] = {
        "Catégorie": thing.category,
        "Nombre d’exemplaires": str(thing.units),
        "Description": thing.description,
    }
    shared = await owner.submits(form, fields)
    expect(shared, thing.name)
    if thing.automatic:
        rules = await owner.presses(shared, "Règles")
        form = await owner.presses(rules, "Qui et comment")
        sent = await owner.submits(
            form, {"Qui donne l’accord": "Automatique pour les membres du réseau"}
        )
        expect(sent, "Accord automatique")
    return shared


def photo(of: str) -> bytes:
    """A drawing that stands for a photo, as PNG."""
    picture = Image.new("RGB", (640, 480), "#26343f")
    draw = ImageDraw.Draw(picture)
    match of:
        case "mixer":
            draw.rounded_rectangle((60, 90, 580, 400), 18, fill="#3b4d5b")
            for row in range(8):
                x = 100 + row * 60
                draw.line((x, 180, x, 370), fill="#11181d", width=8)
                draw.rectangle((x - 14, 210 + row * 17, x + 14, 240 + row * 17), fill="#e69f00")
                draw.ellipse((x - 12, 120, x + 12, 144), fill="#56b4e9")
        case "lamp":
            draw.polygon([(250, 200), (390, 200), (600, 470), (40, 470)], fill="#5a5230")
            draw.ellipse((230, 90, 410, 270), fill="#11181d")
            draw.ellipse((262, 122, 378, 238), fill="#f0e442")
        case "drum":
            draw.ellipse((190, 150, 450, 410), fill="#d55e00", outline="#dddddd", width=10)
            draw.ellipse((120, 90, 270, 190), fill="#cc79a7", outline="#dddddd", width=8)
            draw.ellipse((370, 90, 520, 190), fill="#cc79a7", outline="#dddddd", width=8)
        case _:
            draw.rounded_rectangle((60, 130, 430, 360), 20, fill="#e8e8e8")
            draw.polygon(
                [(430, 190), (530, 190), (590, 280), (590, 360), (430, 360)], fill="#c9d3da"
            )
            for x in (160, 490):
                draw.ellipse(
                    (x - 45, 320, x + 45, 410), fill="#11181d", outline="#8899a6", width=10
                )
    kept = io.BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()


async def lend(town: Sample) -> None:
    """A few loans in different states, and the panel in the loans channel."""
    await town.maud.types("/config panneau")
    await town.prets.sees("Prêter, emprunter")
    wire = town.wire
    await errands.request(
        town.karim, "Console X32", days(wire, 4, 6), project="Concert au Clou, avec La Cuve"
    )
    sent = await errands.request(town.zoe, "Projecteurs LED", days(wire, 2, 3), quantity=4)
    await errands.press(town.ines, await letter(town.ines, sent), "approve")
    await errands.request(
        town.lea, "Salle de répétition", hours(wire, 1, 18, 22), project="Répétition de la chorale"
    )
    sent = await errands.request(town.tom, "Fourgon 12 m³", days(wire, 0, 1), project="Transport")
    card = await letter(town.karim, sent)
    await errands.press(town.karim, card, "approve")
    expect(await errands.press(town.karim, card, "hand-over"), "Remis")


async def letter(person: Person, sent: Answer) -> Seen:
    """The card that a person was sent privately about the loan that ``sent`` speaks of."""
    return await errands.card(person.dm, f"prêt #{errands.number_said(sent)}")


def days(wire: Wire, first: int, last: int) -> str:
    """Whole days from now, the last one included, as the date picker's choice is sent."""
    today = wire.clock.now().astimezone(PARIS).date()
    start, end = today + timedelta(days=first), today + timedelta(days=last + 1)
    return f"{start}T00:00/{end}T00:00"


def hours(wire: Wire, day: int, first: int, last: int) -> str:
    """From one hour to another of one day."""
    date = wire.clock.now().astimezone(PARIS).date() + timedelta(days=day)
    return f"{date}T{first:02}:00/{date}T{last:02}:00"


async def import_items(town: Sample, sheet: str) -> None:
    """The moderator imports a sheet of items."""
    maud = town.maud
    shown = await maud.types("/config materiel", fichier=("materiel.csv", sheet.encode()))
    write = next(label for label in shown.labels if label.startswith("Importer"))
    expect(await maud.presses(shown, write), "✅")


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
            said = text in as_typed(part.get("content") or "")
        elif part.get("type") == _SECTION:
            said = any(
                text in as_typed(c.get("content") or "") for c in part.get("components") or []
            )
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
    return Button(as_typed(str(part.get("label") or "")), custom_id, bool(part.get("disabled")))
