from __future__ import annotations

from assay.corpus.server_forms import Line, family, odd_blocks, odd_lines
from assay.model.context import Standing
from assay.model.place import Span

POSTFIX = "standard|from by with id|hexadecimal|weekday zone name|"
EXIM = "small|from by with id|exim|weekday|"
BLOCK = "return-path|delivered-to|received|received-spf|authentication-results"


def lines(count: int, form: str = POSTFIX, standing: Standing = Standing.NONE) -> list[Line]:
    return [Line(float(number), f"i{number}", form, standing, Span(0, 9)) for number in range(count)]


def odd(count: int, seconds: float, form: str = EXIM, standing: Standing = Standing.NONE) -> list[str]:
    found = odd_lines("mx", [*lines(count), Line(seconds, "odd", form, standing, Span(0, 9))])
    return [said.name for item, said in found if item == "odd"]


def test_a_line_in_the_manner_of_other_software_is_odd() -> None:
    assert set(odd(60, 30.5)) == {"form protocol", "form id", "form date"}


def test_too_few_lines_teach_nothing() -> None:
    assert odd(39, 20.5) == []


def test_the_first_and_last_of_a_new_program_are_never_odd() -> None:
    assert odd(60, -1.0) == []
    assert odd(60, 99.0) == []


def test_a_form_that_is_vouched_for_is_never_odd() -> None:
    assert odd(60, 30.5, standing=Standing.PROVEN) == []


def test_what_cant_be_told_is_never_odd() -> None:
    assert odd(60, 30.5, "standard|from by with id|ambiguous||") == []


def test_a_second_program_of_the_server_is_none() -> None:
    both = [*lines(60), *(Line(n + 0.5, f"e{n}", EXIM, Standing.NONE, Span(0, 9)) for n in range(20))]
    assert list(odd_lines("mx", both)) == []


def test_many_planted_lines_are_odd_where_none_is_vouched_for() -> None:
    known = [line._replace(standing=Standing.PROVEN) for line in lines(150)]
    planted = [Line(n + 50.5, f"p{n}", EXIM, Standing.NONE, Span(0, 9)) for n in range(12)]
    assert {item for item, said in odd_lines("mx", [*known, *planted]) if not said.seen} == {
        one.item for one in planted
    }


def blocks(form: str, seconds: float = 30.5) -> list[tuple[str, str]]:
    made = [*lines(60, BLOCK), Line(seconds, "odd", form, Standing.NONE, Span(0, 9))]
    return [(said.name, said.usual) for item, said in odd_blocks("mx", made) if item == "odd"]


def test_a_field_that_the_server_always_writes_is_missed() -> None:
    assert blocks("return-path|delivered-to|received") == [("block lacks", "received-spf")]


def test_fields_the_other_way_round_are_noticed() -> None:
    assert blocks("delivered-to|return-path|received|received-spf|authentication-results") == [
        ("block order", "return-path above delivered-to")
    ]


def test_one_field_more_is_innocent() -> None:
    assert blocks(f"x-spam-score|{BLOCK}") == []
    assert blocks(f"{BLOCK}|authentication-results") == []


def test_a_change_of_the_server_is_innocent() -> None:
    later = [Line(n + 100.0, f"l{n}", "received|delivered-to", Standing.NONE, Span(0, 9)) for n in range(30)]
    assert list(odd_blocks("mx", [*lines(60, BLOCK), *later])) == []


def test_a_family_of_servers_shares_a_name() -> None:
    assert family("mail-wr0-x234.google.com") == "*.google.com"
    assert family("10.28.1.81") == "address"
    assert family("localhost") == ""


def test_how_many_others_show_a_block_is_told_beside_how_many_there_are() -> None:
    usual = [Line(float(number), f"i{number}", BLOCK, Standing.NONE, Span(0, 9)) for number in range(300)]
    stripped = "return-path|delivered-to|received"
    odd = [Line(n * 60 + 30.5, f"o{n}", stripped, Standing.NONE, Span(0, 9)) for n in range(3)]
    found = [(item, said.seen, said.total) for item, said in odd_blocks("mx", [*usual, *odd])]
    assert found == [("o0", 2, 302), ("o1", 2, 302), ("o2", 2, 302)]
    odd[2] = odd[2]._replace(standing=Standing.RECEIVED)
    assert list(odd_blocks("mx", [*usual, *odd])) == []
