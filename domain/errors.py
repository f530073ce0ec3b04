"""What a rule answers when it says no: a key and facts, never a sentence."""

from typing import Any


class Refused(Exception):
    """An act that the rules do not allow.

    ``key`` names the sentence (``refused-<key>`` in ``locales/``); ``facts`` are the values that
    the sentence shows: domain values (Period, datetime, int, str), drawn by whoever shows it.
    """

    def __init__(self, key: str, **facts: Any) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts

    def __str__(self) -> str:
        return f"{self.key} {self.facts}" if self.facts else self.key
