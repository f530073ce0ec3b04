"""Lists of text cut to what a message holds, saying how much was left out."""

from collections.abc import Callable, Sequence


def lines_within(lines: Sequence[str], most: int, more: Callable[[int], str]) -> str:
    """As many whole lines as ``most`` characters hold; ``more`` says how many are left out.

    What ``more`` says comes on top, since a list that hides what it hides is a lie.
    """
    shown: list[str] = []
    used = 0
    for line in lines:
        used += len(line) + 1
        if used > most:
            break
        shown.append(line)
    left = len(lines) - len(shown)
    return "\n".join([*shown, *([more(left)] if left else [])])


def names_within(names: Sequence[str], most: int) -> str:
    """« a, b, c… » in ``most`` characters and the mark, never half a name."""
    shown = ""
    for name in names:
        longer = f"{shown}, {name}" if shown else name
        if len(longer) > most:
            return f"{shown}…"
        shown = longer
    return shown
