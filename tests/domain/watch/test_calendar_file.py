"""The file that puts a call's deadline in somebody's calendar."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.watch.calendar_file import CalendarEvent, fold_line, ics

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 5, 4, 10, 30, tzinfo=PARIS)
DAY = date(2026, 6, 15)


def event(**more):
    return CalendarEvent(**{"uid": "call-7@entremise", "title": "Appel", "start": DAY, **more})


def read(data: bytes) -> list[str]:
    """The lines of a file as a calendar reads them."""
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # no letter is cut
    return data.decode().replace("\r\n ", "").split("\r\n")[:-1]


def value(data: bytes, name: str) -> str:
    escaped = next(line for line in read(data) if line.startswith(name + ":"))[len(name) + 1 :]
    pieces = escaped.replace("\\\\", "\0").replace("\\n", "\n").replace("\\,", ",")
    return pieces.replace("\\;", ";").replace("\0", "\\")


def test_a_deadline_without_an_hour_is_a_whole_day():
    assert read(ics([event()], NOW)) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Entremise//Entremise//FR",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        "UID:call-7@entremise",
        "DTSTAMP:20260504T083000Z",
        "SEQUENCE:0",
        "DTSTART;VALUE=DATE:20260615",
        "DTEND;VALUE=DATE:20260616",
        "SUMMARY:Appel",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_a_deadline_at_an_hour_is_that_instant_wherever_one_lives():
    lines = read(ics([event(start=datetime(2026, 6, 15, 17, tzinfo=PARIS))], NOW))
    assert "DTSTART:20260615T150000Z" in lines
    assert not any(line.startswith("DTEND") for line in lines)


def test_a_period_takes_its_time():
    start = datetime(2026, 6, 15, 17, tzinfo=PARIS)
    lines = read(ics([event(start=start, end=start + timedelta(hours=2), busy=True)], NOW))
    assert {"DTSTART:20260615T150000Z", "DTEND:20260615T170000Z", "TRANSP:OPAQUE"} <= set(lines)


def test_a_call_put_off_replaces_the_event_in_the_calendar():
    later = read(ics([event(start=DAY + timedelta(days=9), sequence=2)], NOW))
    assert {"UID:call-7@entremise", "SEQUENCE:2", "DTSTART;VALUE=DATE:20260624"} <= set(later)


def test_a_cancelled_event_says_so():
    assert "STATUS:CANCELLED" in read(ics([event(cancelled=True)], NOW))


def test_several_events_go_in_one_file():
    lines = read(ics([event(), event(uid="call-8@entremise")], NOW))
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 2
    assert lines.count("BEGIN:VCALENDAR") == 1


def test_an_hour_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        ics([event(start=datetime(2026, 6, 15, 17))], NOW)  # noqa: DTZ001


def test_an_address_can_t_open_a_new_line():
    lines = read(ics([event(address="https://a.example/x\r\nATTENDEE:mailto:b@c.example")], NOW))
    assert "URL:https://a.example/xATTENDEE:mailto:b@c.example" in lines


def test_signs_that_mean_something_in_the_file_are_escaped():
    assert "SUMMARY:a\\; b\\, c\\\\d\\ne" in read(ics([event(title="a; b, c\\d\ne")], NOW))


plain = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=300)


@given(st.lists(plain, min_size=1, max_size=4).map("\n".join))
def test_any_text_comes_back_as_it_was_and_stays_in_its_line(text):
    data = ics([event(title=text, details=text, place="\r\nEND:VEVENT")], NOW)
    assert value(data, "SUMMARY") == text
    if text:
        assert value(data, "DESCRIPTION") == text
    assert read(data).count("END:VEVENT") == 1


@given(st.text(max_size=400))
def test_any_text_at_all_can_be_written(text):
    read(ics([event(uid=text, title=text, details=text, place=text, address=text)], NOW))


@given(st.text(st.characters(exclude_characters="\r\n ", exclude_categories=["Cs"]), max_size=400))
def test_a_folded_line_is_the_same_line(text):
    folded = fold_line(text)
    assert folded.replace(b"\r\n ", b"").decode() == text + "\r\n"
    assert all(len(line) <= 75 for line in folded.split(b"\r\n"))


def test_the_stamp_is_the_given_instant():
    assert "DTSTAMP:20260101T000000Z" in read(ics([event()], datetime(2026, 1, 1, tzinfo=UTC)))
