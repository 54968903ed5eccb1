from __future__ import annotations

import pytest

from assay.checking.margins import without_margins
from assay.model.extracted import Page

BODY = "The council met on Tuesday.\nIt agreed to pay 48,400 euros.\nNobody speaks to the press."


def dropped(page: str, number: int = 1, label: str = "") -> tuple[str, ...]:
    return without_margins([Page(number, label, page)]).dropped


@pytest.mark.parametrize(
    "line",
    [
        "Page 1", "1", "- 1 -", "1/3", "page 1 sur 3", "11/25/26, 1:17 PM Letter", "24/04/2017 10:15",
        "https://mail.example/view?id=3 1/2", "file:///home/a/letter.html", "about:blank 1/1",
    ],
)  # fmt: skip
def test_what_a_program_prints_at_the_edge_is_left_out(line: str) -> None:
    assert dropped(f"{line}\n{BODY}") == (line,)
    assert dropped(f"{BODY}\n{line}") == (line,)
    assert dropped(f"{line}\n{BODY}", 0, "ocr") == ((line,) if line not in {"1", "- 1 -"} else ())


@pytest.mark.parametrize(
    "line", ["2", "4711", "Paid on 24/04/2017 at 10:15", "The sum of 3", "4/3", "Le 05/01/2015 à 04:00, Ann a écrit :"]
)
def test_what_may_be_text_stays(line: str) -> None:
    assert dropped(f"{line}\n{BODY}") == ()


def test_what_stands_between_or_on_no_page_stays() -> None:
    middle = "\n".join([*["text of the letter"] * 4, "Page 1", *["more text of it"] * 4])
    assert dropped(middle) == ()
    assert dropped(f"Page 1\n{BODY}", 0) == ()


def test_a_head_that_comes_again_stays_once() -> None:
    texts = ("one a\ntwo b\nthree c\n", "four d\nfive e\nsix f\n", "seven g\neight h\nnine i\n")
    pages = [Page(at, "", f"Agreement of Riverside, {at}\n{text}paid 4{at}0") for at, text in enumerate(texts, 1)]
    kept, lines = without_margins(pages)
    assert [page.text.count("Agreement") for page in kept] == [1, 0, 0]
    assert [page.text.count("paid") for page in kept] == [1, 1, 1]
    assert lines == ("Agreement of Riverside, 2", "Agreement of Riverside, 3")
