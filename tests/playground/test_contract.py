"""The guard accepts what discord.py sends, names the four known differences, and bites."""

import pytest

from playground.contract import KNOWN, Guard, description_path

QUIET: dict[str, list[str]] = {"parse": []}
needs_description = pytest.mark.skipif(
    description_path() is None, reason="Discord's description is not beside this clone"
)


@needs_description
@pytest.mark.parametrize(
    ("method", "path", "params", "body", "complaint"),
    [
        ("GET", "/channels/12/messages", {"limit": "101"}, None, "query limit"),
        ("GET", "/channels/12/messages", {"wrong": "1"}, None, "not described"),
        ("POST", "/nowhere", {}, {}, "no such operation"),
        (
            "POST",
            "/channels/1/messages",
            {},
            {"content": "x" * 4001, "allowed_mentions": QUIET},
            "too long",
        ),
        (
            "POST",
            "/channels/1/messages",
            {},
            {"content": "x", "nonce": "n" * 26, "allowed_mentions": QUIET},
            "body",
        ),
        (
            "PUT",
            "/applications/1/commands",
            {},
            [{"name": "a", "description": "d" * 101, "type": 1}],
            "body",
        ),
    ],
)
def test_what_the_description_forbids_is_a_violation(method, path, params, body, complaint):
    guard = Guard()
    guard.check(method, path, params, body)
    assert len(guard.violations) == 1, guard.violations
    assert complaint in guard.violations[0]


@needs_description
@pytest.mark.parametrize(
    ("known", "method", "path", "params", "body"),
    [
        (
            "channel-type-16",
            "PUT",
            "/applications/1/commands",
            {},
            [
                {
                    "name": "a",
                    "description": "d",
                    "type": 1,
                    "options": [
                        {"type": 7, "name": "s", "description": "d", "channel_types": [15, 16]}
                    ],
                }
            ],
        ),
        (
            "integer-attachment-id",
            "POST",
            "/channels/1/messages",
            {},
            {"attachments": [{"id": 0, "filename": "a.png"}], "allowed_mentions": QUIET},
        ),
        (
            "use-nested-fields",
            "POST",
            "/channels/1/threads",
            {"use_nested_fields": "1"},
            {"name": "a", "message": {"content": "x", "allowed_mentions": QUIET}},
        ),
        ("integer-recipient-id", "POST", "/users/@me/channels", {}, {"recipient_id": 12}),
    ],
)
def test_the_four_known_differences_are_counted_by_name(known, method, path, params, body):
    guard = Guard()
    guard.check(method, path, params, body)
    assert guard.violations == []
    assert dict(guard.known) == {known: 1}
    assert len(KNOWN) == 4


def test_a_message_that_could_ping_is_a_violation_even_without_the_description():
    guard = Guard(enabled=False)
    guard.check("POST", "/channels/1/messages", {}, {"content": "@everyone"})
    guard.check("PATCH", "/channels/1/messages/2", {}, {"content": "x"})
    guard.check(
        "PATCH",
        "/webhooks/1/secret/messages/@original",
        {},
        {"allowed_mentions": {"parse": ["users"]}},
    )
    guard.check(
        "POST", "/interactions/1/secret/callback", {}, {"type": 4, "data": {"content": "x"}}
    )
    assert len(guard.violations) == 4
    assert "secret" not in "".join(guard.violations)

    guard.check("POST", "/interactions/1/t/callback", {}, {"type": 5, "data": {"flags": 64}})
    guard.check("POST", "/interactions/1/t/callback", {}, {"type": 9, "data": {"title": "x"}})
    quiet = {"type": 7, "data": {"components": [], "allowed_mentions": {"parse": [], "users": [5]}}}
    guard.check("POST", "/interactions/1/t/callback", {}, quiet)
    guard.check("DELETE", "/channels/1/messages/2", {}, None)
    assert len(guard.violations) == 4
    assert guard.checked == 0
