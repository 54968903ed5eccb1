from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.cli.records import held_back, json_text, neutral, print_csv


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d"])
def test_a_cell_is_no_formula(start: str) -> None:
    assert str(neutral(f"{start}1+1")).startswith("'")


def test_numbers_stay_numbers() -> None:
    assert neutral(-1.5) == -1.5
    assert neutral(None) == ""


@given(st.text(alphabet=st.characters()))
def test_json_is_exact_for_any_text(text: str) -> None:
    printed = json_text({"x": text})
    assert json.loads(printed) == {"x": text}
    assert printed.encode()
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 or char in "\u202e\u2066\u200b" for char in printed)


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_any_cells_stay_in_their_row(cells: list[str]) -> None:
    stream = io.StringIO()
    print_csv(["n"] * len(cells), [cells], stream)
    rows = list(csv.reader(io.StringIO(stream.getvalue(), newline="")))
    assert len(rows) == 2
    assert len(rows[1]) == len(cells)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in rows[1])


def test_what_is_held_back_comes_whole(capsys: pytest.CaptureFixture[str]) -> None:
    text = "é\r\nx\n" * 2_000_000
    with held_back() as stream:
        stream.write(text)
        assert capsys.readouterr().out == ""
    assert capsys.readouterr().out == text


def test_half_an_answer_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    def broken() -> None:
        with held_back() as stream:
            stream.write("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    assert capsys.readouterr().out == ""
