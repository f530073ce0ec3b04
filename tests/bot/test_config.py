"""What the environment may say, and what is said back."""

import os
import re
from pathlib import Path

import pytest

from bot import config as settings
from bot.__main__ import main, said
from bot.config import KEYS, ROOT, BadConfig, Secret, load
from bot.exits import BAD_CONFIG
from locales import shipped

WIRE = {
    "DISCORD_API_URL": "http://127.0.0.1:8787/api/v10",
    "DISCORD_GATEWAY_URL": "ws://127.0.0.1:8787/gateway/",
}


def mistakes(**environ: str) -> dict[str, str]:
    with pytest.raises(BadConfig) as caught:
        load({"DISCORD_TOKEN": "a-token", **environ})
    return {each.key: each.reason for each in caught.value.mistakes}


def test_a_token_is_all_that_is_needed():
    config = load({"DISCORD_TOKEN": "a-token"})
    assert config.token.reveal() == "a-token"
    assert config.database_url.reveal() == f"sqlite:///{ROOT / 'data' / 'entremise.db'}"
    assert (config.locale, str(config.zone), config.log_level) == ("fr", "Europe/Paris", "INFO")
    assert config.api_url is None
    assert config.gateway_url is None


def test_every_mistake_is_told_at_once_and_no_secret_with_it(capsys, monkeypatch):
    for key in KEYS:
        monkeypatch.delenv(key, raising=False)
    monkeypatch.setenv("DISCORD_TOKEN", "hunter2 with spaces")
    monkeypatch.setenv("DATABASE_URL", "mysql://me:hunter3@db/entremise")
    monkeypatch.setenv("LOG_LEVEL", "loud")
    monkeypatch.setenv("DEFAULT_LOCALE", "de")
    monkeypatch.setenv("DEFAULT_TIMEZONE", "Europe/Niort")
    monkeypatch.setenv("DATA_DIR", __file__)
    monkeypatch.setenv("DISCORD_GATEWAY_URL", "wss://gateway.discord.gg")
    assert main(["run"]) == BAD_CONFIG == 78
    shown = capsys.readouterr()
    assert shown.out == ""
    named = re.findall(r"^- (\w+) : ", shown.err, re.MULTILINE)
    assert named == [
        "DISCORD_TOKEN",
        "DATA_DIR",
        "DATABASE_URL",
        "LOG_LEVEL",
        "DEFAULT_LOCALE",
        "DEFAULT_TIMEZONE",
        "DISCORD_GATEWAY_URL",
        "DISCORD_API_URL",
    ]
    assert "hunter" not in shown.err


def test_mistakes_are_told_in_the_hosts_language():
    with pytest.raises(BadConfig) as caught:
        load({"DEFAULT_LOCALE": "en"})
    assert caught.value.locale == "en"
    assert "is missing" in said(caught.value, shipped().words("en"))
    assert "manque" in said(caught.value, shipped().words("fr"))


@pytest.mark.parametrize(
    "url",
    [
        "https://discord.com/api/v10",
        "http://127.0.0.1.example.org/api/v10",
        "http://localhost.example.org",
        "http://0.0.0.0:8787",
        "http://[::]:8787",
        "http://10.0.0.1:8787",
        "http://127.0.0.1@example.org/",
        "ftp://127.0.0.1/",
        "//127.0.0.1/",
        "http://[::1",
        "http://127.0.0.1:port/",
    ],
)
def test_the_playground_is_on_this_machine_or_refused(url):
    assert mistakes(**{**WIRE, "DISCORD_API_URL": url})["DISCORD_API_URL"] in (
        "loopback",
        "address",
    )


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.10", "[::1]", "localhost"])
def test_loopback_has_several_names(host):
    config = load(
        {
            "DISCORD_TOKEN": "x",
            "DISCORD_API_URL": f"http://{host}:1/api/v10/",
            "DISCORD_GATEWAY_URL": f"ws://{host}:1/",
        }
    )
    assert config.api_url == f"http://{host}:1/api/v10"
    assert config.gateway_url == f"ws://{host}:1/"


def test_the_two_addresses_go_together():
    assert mistakes(DISCORD_API_URL=WIRE["DISCORD_API_URL"]) == {"DISCORD_GATEWAY_URL": "alone"}
    assert mistakes(DISCORD_GATEWAY_URL=WIRE["DISCORD_GATEWAY_URL"]) == {"DISCORD_API_URL": "alone"}


def test_the_clock_moves_only_in_the_playground():
    asked = {"DISCORD_TOKEN": "x", "CLOCK_OFFSET_SECONDS": "86400"}
    assert load(asked).clock_offset_seconds == 0
    assert load({**asked, **WIRE}).clock_offset_seconds == 86_400
    assert load({**asked, **WIRE, "CLOCK_OFFSET_SECONDS": "-60"}).clock_offset_seconds == -60
    assert mistakes(**WIRE, CLOCK_OFFSET_SECONDS="soon") == {"CLOCK_OFFSET_SECONDS": "whole-number"}


def test_no_private_host_is_read_unless_it_is_named():
    assert load({"DISCORD_TOKEN": "x"}).feed_private_hosts == frozenset()
    named = " Intranet.Example.:8080, 127.0.0.1:9,[::1]:9 ,, [0:0::2]:80,localhost:65535, a_b:1,"
    assert load({"DISCORD_TOKEN": "x", "FEED_PRIVATE_HOSTS": named}).feed_private_hosts == {
        ("intranet.example", 8080),
        ("127.0.0.1", 9),
        ("::1", 9),
        ("::2", 80),
        ("localhost", 65_535),
        ("a_b", 1),
    }


@pytest.mark.parametrize(
    "written",
    [
        "localhost",
        "localhost:",
        ":80",
        "localhost:0",
        "localhost:65536",
        "localhost:-1",
        "localhost:http",
        "http://localhost:80",
        "localhost:80/feed",
        "*:80",
        "*.example:80",
        "10.0.0.0/8:80",
        "10.0.0:80",
        "10.0.0.256:80",
        "80:80",
        "::1:80",
        "[::1]",
        "[127.0.0.1]:80",
        "a..b:80",
        "-a:80",
        "é.example:80",
        "localhost:٨٠",
        "localhost:80;localhost:81",
    ],
)
def test_a_private_host_that_is_not_one_is_told(written):
    assert mistakes(FEED_PRIVATE_HOSTS=f"127.0.0.1:9,{written}") == {
        "FEED_PRIVATE_HOSTS": "host-and-port"
    }


def test_each_wrong_private_host_is_told_and_no_password_with_it():
    with pytest.raises(BadConfig) as caught:
        load({"DISCORD_TOKEN": "x", "FEED_PRIVATE_HOSTS": "one,http://me:hunter2@two:80/"})
    told = said(caught.value, shipped().words("fr"))
    assert "« one »" in told
    assert "« two:80/ »" in told
    assert "hunter2" not in told


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("mongodb://x/y", "database"),
        ("entremise.db", "database"),
        ("sqlite://", "database-file"),
        ("sqlite:///:memory:", "database-file"),
        ("postgresql://host", "database-name"),
        ("postgresql://host:99999999/x", "database"),
        ("postgresql://[::1/x", "database"),
    ],
)
def test_a_database_that_cannot_be_is_refused(url, reason):
    assert mistakes(DATABASE_URL=url) == {"DATABASE_URL": reason}


def test_a_token_may_come_from_a_file(tmp_path):
    (tmp_path / "token").write_text("from-a-file\n")
    config = load({"DISCORD_TOKEN_FILE": str(tmp_path / "token")})
    assert config.token.reveal() == "from-a-file"
    with pytest.raises(BadConfig) as caught:
        load({"DISCORD_TOKEN_FILE": str(tmp_path / "nothing")})
    assert [(m.key, m.reason) for m in caught.value.mistakes] == [
        ("DISCORD_TOKEN_FILE", "unreadable")
    ]


def test_the_placeholder_left_in_place_does_not_hide_the_file(tmp_path):
    (tmp_path / "token").write_text("hunter2")
    given = {"DISCORD_TOKEN": settings.PLACEHOLDER, "DISCORD_TOKEN_FILE": str(tmp_path / "token")}
    assert load(given).token.reveal() == "hunter2"


@pytest.mark.parametrize("query", ["", "?password=p%40ss-word"])
def test_a_password_is_a_secret_however_it_is_written(query):
    given = "me:p%40ss-word@" if not query else ""
    config = load({"DISCORD_TOKEN": "x", "DATABASE_URL": f"postgresql://{given}db/name{query}"})
    assert {"p%40ss-word", "p@ss-word"} <= set(config.secrets)


def test_the_placeholder_of_the_example_is_no_token():
    assert mistakes(DISCORD_TOKEN=settings.PLACEHOLDER) == {"DISCORD_TOKEN": "missing-token"}


def test_a_secret_is_never_drawn():
    config = load({"DISCORD_TOKEN": "hunter2", "DATABASE_URL": "postgresql://me:hunter3@h/db"})
    for drawn in (repr(config), str(config), f"{config.token}", "{}".format(config.database_url)):  # noqa: UP032
        assert "hunter" not in drawn
    assert config.secrets == ("hunter2", "hunter3")
    assert Secret("a") == Secret("a") != Secret("b")


def test_the_example_names_the_keys_in_the_order_of_the_code():
    example = (ROOT / "config.example.env").read_text()
    assert tuple(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE)) == KEYS


def test_the_example_needs_one_line_only():
    example = (ROOT / "config.example.env").read_text()
    required = [line for line in example.splitlines() if line and not line.startswith("#")]
    assert required == [f"DISCORD_TOKEN={settings.PLACEHOLDER}"]


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch):
    for key in KEYS:
        monkeypatch.delenv(key, raising=False)
    (tmp_path / ".env").write_text("DISCORD_TOKEN=kept\nLOG_LEVEL=DEBUG\nHOME=/nowhere\n")
    monkeypatch.setenv("LOG_LEVEL", "ERROR")
    read = settings.environment(tmp_path / ".env")
    assert read["DISCORD_TOKEN"] == "kept"
    assert load(read).log_level == "ERROR"
    assert os.environ["HOME"] != "/nowhere"


def test_a_real_bots_file_never_reaches_the_playground(tmp_path, monkeypatch):
    for key in KEYS:
        monkeypatch.delenv(key, raising=False)
    (tmp_path / ".env").write_text("DISCORD_TOKEN=real\nDATABASE_URL=postgresql://real/db\n")
    for key, value in WIRE.items():
        monkeypatch.setenv(key, value)
    assert settings.environment(tmp_path / ".env") == WIRE
