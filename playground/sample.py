"""The sample network of the demo and of the scripted day: a cooperative of music venues and bands.

Everybody and everything is invented. Organisations and items reach the bot's database only as they
would on Discord: through the bot's own commands (`playground/furnish.py` types them).
"""

from __future__ import annotations

from dataclasses import dataclass

from playground.actors import Person
from playground.wire import Wire
from playground.world import Channel, Guild, Role

BOT_RIGHTS = (
    "view_channel",
    "send_messages",
    "send_messages_in_threads",
    "create_public_threads",
    "embed_links",
    "attach_files",
    "read_message_history",
    "use_external_emojis",
    "manage_messages",
    "pin_messages",
    "create_events",
)
"""Calling a role needs no right: «Alertes culture» may be called by anybody."""
RESOURCES = ("Aides", "Outils", "Formations", "Archives")
"""The tags of the forum «ressources»."""


@dataclass
class Sample:
    """The network, by name; `notes` says who is who to a person who tries the demo."""

    wire: Wire
    guild: Guild
    prets: Channel
    moderation: Channel
    general: Channel
    veille: Channel
    appels: Channel
    ressources: Channel
    moderators: Role
    alertes: Role
    lea: Person
    karim: Person
    maud: Person
    ines: Person
    tom: Person
    zoe: Person
    nour: Person
    elsewhere: Guild
    away: Channel
    paul: Person
    notes: dict[int, str]

    @property
    def everyone(self) -> list[Person]:
        return [
            self.lea,
            self.karim,
            self.maud,
            self.ines,
            self.tom,
            self.zoe,
            self.nour,
            self.paul,
        ]


def build(wire: Wire) -> Sample:
    """The network on this wire, with no bot data yet."""
    guild = wire.guild("Réseau musiques actuelles 79")
    guild.bot_may(*BOT_RIGHTS)
    moderators = guild.role("Modérateurs", "manage_guild", "manage_messages", color=0xF1C40F)
    roles = {
        name: guild.role(name, mentionable=True, color=color)
        for name, color in (
            ("Le Clou", 0x1ABC9C),
            ("Basse Tension", 0xE67E22),
            ("La Cuve", 0x9B59B6),
            ("Marée Haute", 0x3498DB),
        )
    }
    alertes = guild.role("Alertes culture", mentionable=True, color=0xE91E63)
    general = guild.channel("general")
    prets = guild.channel("prets")
    veille = guild.channel("veille")
    appels = guild.channel("appels")
    ressources = guild.channel("ressources", kind="forum", tags=RESOURCES)
    moderation = guild.channel("moderation", only=[moderators])
    lea = guild.member("Léa", roles=[roles["Le Clou"], alertes])
    karim = guild.member("Karim", roles=[roles["Marée Haute"], alertes])
    maud = guild.member("Maud", roles=[moderators])
    ines = guild.member("Inès", roles=[roles["Basse Tension"]])
    tom = guild.member("Tom", roles=[roles["La Cuve"]])
    zoe = guild.member("Zoë", locale="en-GB")
    nour = guild.member("Nour", roles=[roles["Basse Tension"]])
    elsewhere = wire.guild("Fédération voisine")
    elsewhere.bot_may(*BOT_RIGHTS)
    away_moderators = elsewhere.role("Bureau", "manage_guild", "manage_messages")
    away = elsewhere.channel("prets")
    paul = elsewhere.member("Paul", roles=[away_moderators])
    elsewhere.admits(zoe)
    for person in (lea, karim, maud, ines, tom, zoe, nour):
        person.home = prets
    notes = {
        lea.id: "Le Clou, salle",
        karim.id: "Marée Haute, groupe",
        maud.id: "modératrice",
        ines.id: "Basse Tension, association",
        tom.id: "La Cuve, studio",
        zoe.id: "Marée Haute, in English",
        nour.id: "Basse Tension, suppléante",
        paul.id: "de la fédération voisine",
    }
    return Sample(
        wire,
        guild,
        prets,
        moderation,
        general,
        veille,
        appels,
        ressources,
        moderators,
        alertes,
        lea,
        karim,
        maud,
        ines,
        tom,
        zoe,
        nour,
        elsewhere,
        away,
        paul,
        notes,
    )
