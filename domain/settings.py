"""Every setting of a guild, declared once: its key, kind, default, bounds and who may change it.

Commands, checks and `/config reglages` are drawn from these declarations; a setting that is not
declared here does not exist.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from domain.errors import Refused
from domain.people import Act
from domain.quiet import Quiet

LOCALES = ("fr", "en")
"""The languages that every sentence exists in; the first is the reference."""

RHYTHMS = ("none", "daily", "weekly")
"""How often a digest is posted."""

MINUTES_A_DAY = 24 * 60
SNOWFLAKE_MAX = 2**63 - 1


class Kind(StrEnum):
    """What a setting's value is; None always means "not set: the default"."""

    CHANNEL = "channel"
    ROLES = "roles"
    LOCALE = "locale"
    ZONE = "zone"
    MINUTE = "minute"  # of the local day, 0 = midnight
    NUMBER = "number"
    CHOICE = "choice"
    FLAG = "flag"


@dataclass(frozen=True)
class Declaration:
    """One setting. ``low`` and ``high`` bound a MINUTE or NUMBER, and the count of ROLES;
    ``choices`` are those of a CHOICE.
    """

    key: str
    kind: Kind
    default: Any
    low: int = 0
    high: int = 0
    changed_by: Act = Act.CONFIGURE
    choices: tuple[str, ...] = ()


DECLARATIONS = {
    declared.key: declared
    for declared in (
        Declaration("lending.channel", Kind.CHANNEL, None),
        Declaration("moderation.channel", Kind.CHANNEL, None),
        Declaration("moderation.roles", Kind.ROLES, (), high=25),
        Declaration("network.locale", Kind.LOCALE, LOCALES[0]),
        Declaration("network.zone", Kind.ZONE, "Europe/Paris"),
        # Private messages wait from start to end; equal values: no quiet hours.
        Declaration("quiet.start", Kind.MINUTE, 21 * 60, high=MINUTES_A_DAY - 1),
        Declaration("quiet.end", Kind.MINUTE, 8 * 60, high=MINUTES_A_DAY - 1),
        # Where alerts and digests go whose topic has no channel of its own.
        Declaration("watch.channel", Kind.CHANNEL, None),
        Declaration(
            "watch.digest", Kind.CHOICE, "weekly", changed_by=Act.MODERATE, choices=RHYTHMS
        ),
        Declaration("watch.digest_day", Kind.NUMBER, 0, high=6, changed_by=Act.MODERATE),
        Declaration(
            "watch.digest_at", Kind.MINUTE, 9 * 60, high=MINUTES_A_DAY - 1, changed_by=Act.MODERATE
        ),
        # Alerts a day in one channel; what is beyond waits for the digest.
        Declaration("watch.daily_limit", Kind.NUMBER, 5, low=1, high=50, changed_by=Act.MODERATE),
        Declaration("watch.two_moderators", Kind.FLAG, False, changed_by=Act.MODERATE),
    )
}


@dataclass(frozen=True)
class GuildSettings:
    """The settings of one guild, ready for use. Minutes are of the local day; ``digest_day`` 0 is
    Monday.
    """

    locale: str
    zone: ZoneInfo
    lending_channel: int | None = None
    moderation_channel: int | None = None
    moderator_roles: frozenset[int] = frozenset()
    quiet_start: int = 21 * 60
    quiet_end: int = 8 * 60
    watch_channel: int | None = None
    digest: str = "weekly"
    digest_day: int = 0
    digest_at: int = 9 * 60
    daily_limit: int = 5
    two_moderators: bool = False

    @property
    def quiet(self) -> Quiet:
        """When the network is left in peace."""
        return Quiet(self.quiet_start, self.quiet_end)


def declaration(key: str) -> Declaration:
    """The declaration of a key. Raises Refused("unknown-setting")."""
    try:
        return DECLARATIONS[key]
    except KeyError:
        raise Refused("unknown-setting", setting=key) from None


def checked(key: str, value: Any) -> Any:
    """``value`` as it is kept (plain JSON); None unsets the setting.

    Raises Refused: "unknown-setting", or "setting-<kind>" with what would be allowed.
    """
    declared = declaration(key)
    if value is None:
        return None
    match declared.kind:
        case Kind.CHANNEL:
            return _snowflake(key, value)
        case Kind.ROLES:
            return _roles(declared, value)
        case Kind.LOCALE:
            if value not in LOCALES:
                raise Refused("setting-locale", setting=key, value=str(value))
            return value
        case Kind.ZONE:
            return _zone(key, value)
        case Kind.CHOICE:
            if value not in declared.choices:
                raise Refused("setting-choice", setting=key, value=str(value)[:60])
            return value
        case Kind.FLAG:
            if not isinstance(value, bool):
                raise Refused("setting-choice", setting=key, value=str(value)[:60])
            return value
        case _:
            return _bounded(declared, value)


def _snowflake(key: str, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= SNOWFLAKE_MAX:
        raise Refused("setting-channel", setting=key, value=str(value))
    return value


def _roles(declared: Declaration, value: Any) -> list[int]:
    roles = sorted(set(value))
    if len(roles) > declared.high:
        raise Refused("setting-roles", setting=declared.key, most=declared.high)
    for role in roles:
        if not isinstance(role, int) or not 0 < role <= SNOWFLAKE_MAX:
            raise Refused("setting-roles", setting=declared.key, most=declared.high)
    return roles


def _zone(key: str, value: Any) -> str:
    name = str(value).strip()
    # Only listed names: ZoneInfo would open any file of its folder, whatever it is called.
    if name not in zones():
        raise Refused("setting-zone", setting=key, value=name[:60])
    return name


@cache
def zones() -> frozenset[str]:
    """The names of the zones this machine knows; read once, since it takes milliseconds."""
    return frozenset(available_timezones())


def _bounded(declared: Declaration, value: Any) -> int:
    within = isinstance(value, int) and not isinstance(value, bool)
    if not within or not declared.low <= value <= declared.high:
        raise Refused(
            f"setting-{declared.kind}", setting=declared.key, low=declared.low, high=declared.high
        )
    return int(value)


def read_minute(text: str) -> int:
    """Minutes after midnight from "21:30", "21h30", "21h", "21" or "9pm".

    Raises Refused("bad-hour") for anything else.
    """
    typed = text.strip().lower().replace(" ", "")
    half = typed[-2:] if typed[-2:] in ("am", "pm") else ""
    hour, _, minute = typed.removesuffix(half).replace("h", ":").partition(":")
    if not (_two_digits(hour) and (not minute or _two_digits(minute))):
        raise Refused("bad-hour", text=text[:60])
    hours, minutes = int(hour), int(minute or 0)
    if half:
        if not 1 <= hours <= 12:
            raise Refused("bad-hour", text=text[:60])
        hours = hours % 12 + (12 if half == "pm" else 0)
    if hours == 24 and minutes == 0:
        hours = 0
    if hours > 23 or minutes > 59:
        raise Refused("bad-hour", text=text[:60])
    return hours * 60 + minutes


def _two_digits(text: str) -> bool:
    return 1 <= len(text) <= 2 and text.isascii() and text.isdigit()


def settings_from(stored: Mapping[str, Any], locale: str, zone: str) -> GuildSettings:
    """The typed view of stored values; ``locale`` and ``zone`` are the host's defaults.

    A stored value that is no longer allowed (a zone that left the zone data) counts as not set:
    a bot that cannot read one setting must still lend.
    """

    def value(key: str, default: Any = None) -> Any:
        try:
            kept = checked(key, stored.get(key))
        except Refused:
            kept = None
        if kept is not None:
            return kept
        return DECLARATIONS[key].default if default is None else default

    return GuildSettings(
        locale=value("network.locale", locale),
        zone=ZoneInfo(value("network.zone", zone)),
        lending_channel=value("lending.channel"),
        moderation_channel=value("moderation.channel"),
        moderator_roles=frozenset(value("moderation.roles")),
        quiet_start=value("quiet.start"),
        quiet_end=value("quiet.end"),
        watch_channel=value("watch.channel"),
        digest=value("watch.digest"),
        digest_day=value("watch.digest_day"),
        digest_at=value("watch.digest_at"),
        daily_limit=value("watch.daily_limit"),
        two_moderators=value("watch.two_moderators"),
    )
