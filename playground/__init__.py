"""A pretend Discord on this machine, for `make demo` and for tests over a real wire.

Simulated, checked against Discord's published description, never against Discord itself.
Nothing here is imported by the bot, and the bot runs as another process that can't import this.
"""

from playground.actors import Person
from playground.answers import Answer, Button, Choice, Seen
from playground.contract import Guard
from playground.faults import Fault, Faults
from playground.press import Press
from playground.process import BotDied, BotProcess
from playground.simcord_inside import NotOnDiscord
from playground.wire import Wire
from playground.world import Channel, Guild, Role

__all__ = [
    "Answer",
    "BotDied",
    "BotProcess",
    "Button",
    "Channel",
    "Choice",
    "Fault",
    "Faults",
    "Guard",
    "Guild",
    "NotOnDiscord",
    "Person",
    "Press",
    "Role",
    "Seen",
    "Wire",
]
