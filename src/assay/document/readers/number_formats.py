"""Numbers as a spreadsheet shows them (ECMA-376 part 1, section 18.8.31): decimals, thousands, percent, currency.

Separators are those of English, whatever the reader's Excel would take: the file doesn't say. Dates aren't formatted:
as ISO 8601 has them they can't be mistaken.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

BUILT_IN = {
    # Section 18.8.30, those that show numbers otherwise than General does
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
}
_LONGEST = 255
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|[_*].|([#0?,.]+)|(.)', re.DOTALL)
_UNLIKE_NUMBERS = re.compile(r"[yYmMdDhHsSeE/@]|General")
_LARGEST = 1e15
"""Past this a floating-point number has no digits behind the point."""


class _Section(NamedTuple):
    before: str
    digits: str
    after: str
    percent: int


def shown(value: float, code: str) -> str | None:
    """A number as its format shows it; None where the format is none of plain numbers.

    Args:
        value: finite or not.
        code: the format's code; untrusted.
    """
    sections = _sections(code[:_LONGEST])
    if sections is None or abs(value) >= _LARGEST or value != value:  # noqa: PLR0124 - not a number
        return None
    own = value < 0 and len(sections) > 1
    section = sections[2] if value == 0 and len(sections) > 2 else sections[1] if own else sections[0]  # noqa: PLR2004
    if not section.digits:
        return (section.before + section.after).strip() or None
    whole, _, part = section.digits.rstrip(",").partition(".")
    scale = 100.0**section.percent / 1000.0 ** (len(section.digits) - len(section.digits.rstrip(",")))
    number = f"{abs(value) * scale:{',' if ',' in whole else ''}.{len(part)}f}"
    optional = len(part) - len(part.rstrip("#"))
    if optional:
        head, _, tail = number.partition(".")
        tail = tail[: len(tail) - optional] + tail[len(tail) - optional :].rstrip("0")
        number = f"{head}.{tail}" if tail else head
    sign = "-" if value < 0 and not own and number.strip("0.,") else ""
    return f"{sign}{section.before}{number}{section.after}".strip()


@functools.lru_cache(maxsize=1_000)
def _sections(code: str) -> tuple[_Section, ...] | None:
    """The sections of a code: for numbers above, below and equal to zero; None where it's no format of numbers."""
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].', "", code)
    if not bare or _UNLIKE_NUMBERS.search(bare) or len(re.findall(r"[#0?,.]+", bare.partition(";")[0])) != 1:
        return None
    found: list[_Section] = []
    before, digits, after, percent = "", "", "", 0
    for match in _TOKEN.finditer(code):
        text, escaped, currency, placeholders, sign = match.groups()
        if sign == ";":
            found.append(_Section(before, digits, after, percent))
            before, digits, after, percent = "", "", "", 0
        elif placeholders and not digits:
            digits = placeholders
        else:
            literal = next((one for one in (text, escaped, currency, sign) if one is not None), "")
            percent += sign == "%"
            before, after = (before, after + literal) if digits else (before + literal, after)
    return (*found, _Section(before, digits, after, percent))
