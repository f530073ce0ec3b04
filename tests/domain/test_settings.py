"""Settings: declared once, checked before they are kept, readable whatever was kept."""

import pytest

from domain.errors import Refused
from domain.people import Act
from domain.settings import DECLARATIONS, Kind, checked, read_minute, settings_from


def test_every_setting_has_a_default_that_its_own_check_accepts():
    for key, declared in DECLARATIONS.items():
        value = list(declared.default) if declared.kind is Kind.ROLES else declared.default
        assert checked(key, value) == value
        by_moderators = key.startswith("watch.") and declared.kind is not Kind.CHANNEL
        assert declared.changed_by is (Act.MODERATE if by_moderators else Act.CONFIGURE)


def test_a_guild_that_set_nothing_has_the_hosts_language_and_zone():
    settings = settings_from({}, "en", "Europe/Lisbon")
    assert (settings.locale, settings.zone.key) == ("en", "Europe/Lisbon")
    assert settings.lending_channel is None
    assert settings.moderator_roles == frozenset()
    assert (settings.quiet_start, settings.quiet_end) == (21 * 60, 8 * 60)


def test_what_was_kept_and_is_no_longer_allowed_counts_as_not_set():
    settings = settings_from(
        {"network.zone": "Mars/Olympus", "quiet.start": 99_999, "network.locale": "br"},
        "fr",
        "Europe/Paris",
    )
    assert (settings.zone.key, settings.quiet_start, settings.locale) == (
        "Europe/Paris",
        1260,
        "fr",
    )


@pytest.mark.parametrize(
    ("key", "value", "refusal"),
    [
        ("lending.chanel", 5, "unknown-setting"),
        ("lending.channel", "général", "setting-channel"),
        ("lending.channel", 2**63, "setting-channel"),
        ("lending.channel", True, "setting-channel"),
        ("moderation.roles", list(range(1, 27)), "setting-roles"),
        ("moderation.roles", [-4], "setting-roles"),
        ("network.locale", "de", "setting-locale"),
        ("network.zone", "Paris", "setting-zone"),
        ("network.zone", "../../etc/passwd", "setting-zone"),
        ("quiet.start", 1440, "setting-minute"),
        ("quiet.end", -1, "setting-minute"),
    ],
)
def test_a_value_that_is_not_allowed_is_refused_with_its_reason(key, value, refusal):
    with pytest.raises(Refused) as said:
        checked(key, value)
    assert said.value.key == refusal


@pytest.mark.parametrize(
    ("typed", "minute"),
    [
        ("21:30", 1290), ("21h30", 1290), ("21h", 1260), ("8", 480), ("08:05", 485),
        ("9pm", 1260), ("12am", 0), ("12 pm", 720), ("24h", 0), (" 7 h 15 ", 435), ("0:00", 0),
    ],
)  # fmt: skip
def test_an_hour_is_read_as_people_write_it(typed, minute):
    assert read_minute(typed) == minute


@pytest.mark.parametrize(
    "typed",
    ["", "midi", "25:00", "21:60", "13pm", "0am", "24:01", "-1", "²1h", "21:3:0", "9" * 500],
)
def test_an_hour_that_is_none_is_refused(typed):
    with pytest.raises(Refused) as said:
        read_minute(typed)
    assert said.value.key == "bad-hour"
