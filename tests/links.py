"""Every link of the docs leads somewhere: ``python -m tests.links`` (part of ``make check``)."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """The anchors that a page's headings make, as code hosts write them."""
    headings = HEADING.findall(CODE.sub("", page.read_text()))
    return {re.sub(r"[^\w\- ]", "", each.lower()).strip().replace(" ", "-") for each in headings}


def broken(page: Path) -> list[str]:
    """The links of a page whose file or heading isn't there; addresses of the web aren't tried."""
    found = []
    for target in LINK.findall(CODE.sub("", page.read_text())):
        path, _, anchor = target.partition("#")
        if ":" in path:
            continue
        there = page if not path else (page.parent / path).resolve()
        if not there.exists() or (
            anchor and there.suffix == ".md" and anchor not in anchors(there)
        ):
            found.append(f"{page.relative_to(ROOT)}: {target}")
    return found


def main() -> int:
    listed = subprocess.run(
        ["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    lost = [line for name in listed.stdout.split() for line in broken(ROOT / name)]
    print("\n".join(lost) if lost else "links of the docs: all lead somewhere")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
