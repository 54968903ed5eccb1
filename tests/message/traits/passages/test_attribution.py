from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.message.traits.passages.attribution import attribution, moment

MOMENT = int(dt.datetime(2017, 5, 5, 18, 35, tzinfo=dt.UTC).timestamp()) // 60


@pytest.mark.parametrize(
    "text",
    [
        "On Fri, 5 May 2017 at 18:35, Ann Roe <ann@x.example> wrote:",
        "On Fri, May 5, 2017 at 6:35 PM, Ann Roe <ann@x.example> wrote:",
        "Le ven. 5 mai 2017 à 18:35, Ann Roe <ann@x.example> a écrit :",
        "Am 5. Mai 2017 um 18:35 schrieb Ann Roe <ann@x.example>:",
        "El vie., 5 may. 2017 a las 18:35, Ann Roe (<ann@x.example>) escribió:",
        "2017-05-05 18:35 GMT+02:00 Ann Roe <ann@x.example>:",
        "пт, 5 мая 2017 \u0433. в 18:35, Ann Roe <ann@x.example>:",
        "Il giorno ven 5 mag 2017 alle ore 18:35 Ann Roe <ann@x.example> ha scritto:",
    ],
)
def test_the_lines_of_programs_in_many_languages(text: str) -> None:
    found = attribution([text], strong=False)
    assert found is not None
    assert found[1].address == "ann@x.example"
    assert MOMENT in found[1].minutes or "мая" in text


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("On 05/05/2017 18:35, Ann Roe wrote:", "Ann Roe"),
        ("Le 05/05/2017 à 18:35, Ann Roe a écrit :", "Ann Roe"),
        ("On Mon, Apr 20, 2020 at 7:56 AM Ann Roe wrote:", "Ann Roe"),
        ("On Wed, 1 Apr 2020 at 11:01:18AM +0200, Ann Roe (press) wrote:", "Ann Roe (press)"),
    ],
)
def test_the_name_is_read_where_no_address_stands(text: str, author: str) -> None:
    found = attribution([text], strong=False)
    assert found is not None
    assert found[1].author == author
    assert found[1].minutes


def test_it_may_be_wrapped() -> None:
    lines = ["Yes.", "", "On Fri, 5 May 2017 at 18:35,", "Ann Roe <ann@x.example>", "wrote:", ""]
    count, said = attribution(lines, strong=True) or pytest.fail("none found")
    assert count == 4
    assert said.address == "ann@x.example"
    assert said.minutes == (MOMENT,)


@pytest.mark.parametrize("text", ["As he wrote:", "Please note:", "I wrote to ann@x.example", ""])
def test_plain_sentences_begin_no_quotation(text: str) -> None:
    assert attribution([text], strong=True) is None


def test_day_and_month_may_be_unclear() -> None:
    assert len(moment("05/06/2017 18:35")[0]) == 2
    assert moment("5 May 2017 18:35 +0200") == ((MOMENT,), 120)
    assert moment("99 May 2017 18:35")[0] == ()


@given(st.lists(st.text(max_size=300), max_size=8), st.booleans())
def test_nothing_makes_it_raise(lines: list[str], strong: bool) -> None:
    found = attribution([*lines, "wrote:"], strong=strong)
    assert found is None or 1 <= found[0] <= len(lines) + 1
