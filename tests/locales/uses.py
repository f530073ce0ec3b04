"""Which sentences the code asks for, read from the code itself."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "cogs", "services", "domain", "feeds", "storage", "locales")


@dataclass
class Uses:
    """``literals``: every string of the code; ``prefixes``: what f-strings begin with.

    ``asked`` are the keys said outright, with the names of the facts given (None: unknown).
    """

    literals: set[str] = field(default_factory=set)
    prefixes: set[str] = field(default_factory=set)
    asked: list[tuple[str, set[str] | None, str]] = field(default_factory=list)

    def has(self, key: str) -> bool:
        short = key.removeprefix("refused-")
        return (
            key in self.literals
            or (short != key and short in self.literals)
            or any(key.startswith(prefix) or short.startswith(prefix) for prefix in self.prefixes)
        )


@cache
def uses() -> Uses:
    found = Uses()
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            _read(ast.parse(path.read_text(encoding="utf-8")), path, found)
    return found


def _read(tree: ast.AST, path: Path, found: Uses) -> None:
    # These build a key from what is passed to them: the callers are what counts.
    builds_keys = path.name == "translator.py"
    documentation = {id(each) for each in _docstrings(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) not in documentation:
                found.literals.add(node.value)
        elif isinstance(node, ast.JoinedStr) and not builds_keys:
            start = node.values[0] if node.values else None
            text = str(start.value) if isinstance(start, ast.Constant) else ""
            if text.endswith("-") and text != "refused-":
                found.prefixes.add(text)
        elif isinstance(node, ast.Call):
            where = f"{path.relative_to(ROOT)}:{node.lineno}"
            for key in _keys(node):
                found.literals.add(key)
                if _name(node) in ("words", "Refused"):
                    found.asked.append((key, _facts(node), where))
                elif _name(node) == "choices":
                    found.prefixes.add(key)


def _docstrings(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


def _name(call: ast.Call) -> str:
    func = call.func
    name = func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")
    return "words" if name.endswith("words") else name


def _keys(call: ast.Call) -> list[str]:
    """The keys that a call names outright."""
    first = call.args[0] if call.args else None
    firsts = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
    said = [
        each.value
        for each in firsts
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    ]
    match _name(call):
        case "words":
            return [key for key in said if "-" in key and not key.startswith("en-")]
        case "Refused":
            return [f"refused-{key}" for key in said]
        case "choices":
            return [f"{key}-" for key in said]
        case "command" | "group":
            parent = next((k.value for k in call.keywords if k.arg == "parent"), None)
            under = f"{parent.value!s}-" if isinstance(parent, ast.Constant) else ""
            return [f"command-{under}{key}" for key in said]
    return []


def _facts(call: ast.Call) -> set[str] | None:
    if any(each.arg is None for each in call.keywords):
        return None
    return {str(each.arg) for each in call.keywords}
