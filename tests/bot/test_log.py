"""Lines of the log never hold what must stay secret."""

import logging

import pytest

from bot import log

TOKEN = ".".join(["MTIzNDU2Nzg5MDEyMzQ1Njc4OTA", "GaBcDe", "x" * 38])
INTERACTION = "aW50ZXJhY3Rpb246" + "MTIz" * 20


@pytest.fixture
def restored():
    """Leave the loggers as they were."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    names = [*log.OURS, *log.QUIET]
    levels = {name: logging.getLogger(name).level for name in names}
    yield
    root.handlers[:], _ = before
    root.setLevel(before[1])
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    logging.captureWarnings(False)


@pytest.mark.parametrize(
    "line",
    [
        f"sent with Bot {TOKEN}",
        f"{{'op': 2, 'd': {{'token': '{TOKEN}', 'x': 1}}}}",
        f"{{'t': 'INTERACTION_CREATE', 'd': {{'token': '{INTERACTION}'}}}}",
        f'{{"token":"{INTERACTION}"}}',
        f"POST https://discord.com/api/v10/interactions/123/{INTERACTION}/callback with {{}}",
        f"https://discord.com/api/v10/webhooks/123/{INTERACTION}/messages/@original",
        "https://discord.com/api/webhooks/123/abc-DEF_ghi?wait=true",
        "the password is hunter22",
        "postgresql+asyncpg://me:s3cret-word@db/entremise",
    ],
)
def test_a_line_is_written_without_its_secret(line):
    written = log.Redacted(["hunter22"]).redact(line)
    assert "***" in written
    for secret in (TOKEN, INTERACTION, "abc-DEF_ghi", "hunter22", "s3cret-word"):
        assert secret not in written


@pytest.mark.parametrize(
    "line",
    [
        "the database is now at revision 0001",
        "next try in 2.5 s: http://127.0.0.1:8787/api/v10/channels/123/messages",
        "reference 1a2b3c4d: component 'loan:1:12:approve:3' guild=1 user=2 interaction=3",
        "3 commands sent to Discord",
    ],
)
def test_an_honest_line_is_left_alone(line):
    assert log.Redacted(["hunter22"]).redact(line) == line


def test_a_traceback_is_redacted_too(restored, capsys):
    log.set_up("DEBUG", ["hunter22"])
    try:
        raise ValueError(f"bad token {TOKEN} of hunter22")
    except ValueError:
        logging.getLogger("bot.app").exception("it broke")
    written = capsys.readouterr().err
    assert "Traceback" in written
    assert "hunter22" not in written
    assert TOKEN not in written


def test_at_debug_only_our_own_rooms_say_more(restored):
    log.set_up("DEBUG")
    assert logging.getLogger("bot.app").isEnabledFor(logging.DEBUG)
    assert logging.getLogger("services.outbox").isEnabledFor(logging.DEBUG)
    for name in ("discord.gateway", "discord.http", "discord.webhook.async_", "aiohttp.client"):
        assert not logging.getLogger(name).isEnabledFor(logging.DEBUG)
    assert not logging.getLogger("sqlalchemy.engine").isEnabledFor(logging.INFO)


def test_an_outage_is_one_line_a_try(restored, capsys):
    log.set_up("INFO")
    try:
        raise ConnectionRefusedError("nobody there")
    except ConnectionRefusedError:
        logging.getLogger("discord.client").exception("Attempting a reconnect in %.2fs", 1.5)
    written = capsys.readouterr().err.splitlines()
    assert len(written) == 1
    assert "1.50s" in written[0]
    assert "nobody there" in written[0]
