"""What people type for a date, in French or English → periods, or a refusal; never a guess.

The whole text must be understood, by our own grammar, or it is refused. A text that truly means
two things ("samedi prochain", an hour that the autumn clock shows twice) gives each meaning, most
likely first. Dates in figures are day first. The rules that choose a meaning are stated where they
act:
`days.py` (which day), `moments.py` (parts of the day, midnight), `phrases.py` (ranges, slips),
`reading.py` (the end of a start without one, clock changes).
"""

from domain.when.picker import suggest
from domain.when.reader import LONGEST_TEXT, read
from domain.when.reading import Reading, as_value

__all__ = ["LONGEST_TEXT", "Reading", "as_value", "read", "suggest"]
