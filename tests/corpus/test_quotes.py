from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.corpus.mails import LETTER, WROTE, Shelf, entry, mail, reply

from assay.corpus.quotes import Quotes
from assay.model.context import Quotation, Standing

if TYPE_CHECKING:
    from assay.model.context import Missing

NONE, PROVEN = Standing.NONE, Standing.PROVEN


def learned(*mails: tuple[bytes, Standing]) -> tuple[Quotes, dict[str, tuple[Quotation, ...]], Shelf]:
    shelf = Shelf([raw for raw, _ in mails])
    quotes = Quotes(shelf)
    for raw, standing in mails:
        quotes.add(entry(raw), standing=standing)
    return quotes, quotes.result(), shelf


def seen(original: bytes, answer: bytes, *more: bytes) -> Quotation:
    """How the first sees the second."""
    found = learned((original, NONE), (answer, PROVEN), *((one, NONE) for one in more))[1]
    (one,) = (one for one in found[entry(original).sha256] if one.other == entry(answer).sha256)
    return one


def test_word_for_word() -> None:
    one = seen(mail(LETTER), reply(LETTER))
    assert (one.quoting, one.standing, one.other_standing) == (False, NONE, PROVEN)
    assert (one.link, one.named, one.author, one.clock, one.subject) == ("message-id", True, "same", 0, True)
    assert one.matched == one.words == one.own > 60
    assert one.whole
    assert one.share == 1.0
    assert (one.differences, one.gravity, one.loose) == ((), "", 0)


def test_both_sides_see_it_and_nothing_is_read_again() -> None:
    original, answer = mail(LETTER), reply(LETTER)
    _, found, shelf = learned((original, NONE), (answer, PROVEN))
    (one,) = found[entry(answer).sha256]
    assert one.quoting
    assert one.other == entry(original).sha256
    assert one.other_sender == "ann@x.example"
    assert not shelf.asked


def test_a_part_is_a_part() -> None:
    one = seen(mail(LETTER), reply("\n".join(LETTER.split("\n")[2:5])))
    assert one.matched == one.words < one.own
    assert not one.whole
    assert not one.gravity


def test_what_is_cut_or_wrapped_isnt_different() -> None:
    lines = LETTER.replace("\n", " ").replace("  ", "\n\n").split(" ")
    wrapped = "\n".join(" ".join(lines[at : at + 5]) for at in range(0, len(lines), 5))
    assert seen(mail(LETTER), reply(wrapped)).matched == seen(mail(LETTER), reply(LETTER)).matched
    cut = "\n".join([*LETTER.split("\n")[:4], "[...]", *LETTER.split("\n")[6:]])
    assert seen(mail(LETTER), reply(cut)).gravity == ""


@pytest.mark.parametrize(("there", "gravity"), [("18,400", "firm"), ("48.400,00", "firm"), ("48,4OO", "firm")])
def test_another_number_is_firm(there: str, gravity: str) -> None:
    one = seen(mail(LETTER.replace("48,400", there)), reply(LETTER))
    assert one.gravity == gravity
    assert one.differences[0].here == there.lower()
    assert one.differences[0].there == "48,400"


def test_the_one_that_quotes_sees_it_the_other_way_round() -> None:
    original, answer = mail(LETTER.replace("48,400", "18,400")), reply(LETTER)
    (one,) = learned((original, NONE), (answer, PROVEN))[1][entry(answer).sha256]
    assert (one.differences[0].here, one.differences[0].there) == ("48,400", "18,400")


def test_a_word_put_right_is_slight() -> None:
    assert seen(mail(LETTER.replace("contract", "contarct")), reply(LETTER)).gravity == "slight"


def test_a_word_more_inside_a_line_is_open() -> None:
    assert seen(mail(LETTER.replace("nobody speaks", "nobody ever speaks")), reply(LETTER)).gravity == "open"
    assert seen(mail(LETTER.replace("builders before", "Thanks Bob\nbuilders before")), reply(LETTER)).gravity == ""


def test_a_broken_charset_is_innocent() -> None:
    one = seen(mail(LETTER.replace("nobody", "nobödy")), reply(LETTER.replace("nobody", "nob?dy")))
    assert one.gravity == ""
    assert one.innocent == 1


def test_rewritten_links_dont_count() -> None:
    text = LETTER.replace("the bank", "the bank (https://bank.example/pay)")
    assert seen(mail(text), reply(text.replace("https://bank", "https://guard.example/?u=bank"))).gravity == ""


def test_without_a_message_id_author_and_time_find_it() -> None:
    answer = reply(LETTER).replace(b"<1@x.example>", b"<9@y.example>")
    one = seen(mail(LETTER), answer)
    assert (one.link, one.named) == ("attribution", True)


def test_without_anything_rare_words_find_it_and_name_nobody() -> None:
    answer = reply(LETTER, above="See:").replace(b"<1@x.example>", b"<9@y.example>")
    one = seen(mail(LETTER), answer)
    assert (one.link, one.named) == ("words", False)


def test_an_invented_body_under_a_real_head_is_told() -> None:
    other = "We shall move all of the money to the island and tell no one."
    one = seen(mail(other), reply(LETTER))
    assert one.link == "other-text"


def test_another_date_is_told() -> None:
    one = seen(mail(LETTER, date="Mon, 1 May 2017 18:35:20 +0200"), reply(LETTER))
    assert one.clock == 4 * 24 * 60


def test_a_stranger_is_told() -> None:
    assert seen(mail(LETTER), reply(LETTER)).stranger
    assert not seen(mail(LETTER), reply(LETTER), mail("Hi", 7, "Carl <carl@z.example>")).stranger


def test_each_copy_of_a_message_id_is_compared() -> None:
    good, bad, answer = mail(LETTER), mail(LETTER.replace("48,400", "18,400")), reply(LETTER)
    found = learned((good, NONE), (bad, NONE), (answer, PROVEN))[1]
    assert found[entry(good).sha256][0].gravity == ""
    assert found[entry(bad).sha256][0].gravity == "firm"


def test_a_html_alternative_that_reads_otherwise_is_told() -> None:
    html = "<p>" + LETTER.replace("48,400", "18,400").replace("\n\n", "<p>")
    parts = f"--b\nContent-Type: text/plain\n\n{LETTER}\n--b\nContent-Type: text/html\n\n{html}\n--b--\n"
    original = mail(parts.replace("\n", "\r\n").replace("\r\n", "\n")).replace(
        b"text/plain; charset=utf-8", b'multipart/alternative; boundary="b"', 1
    )
    one = seen(original, reply(LETTER))
    assert not one.whole
    assert one.gravity == "firm"


def test_without_a_reader_no_difference_is_said() -> None:
    quotes = Quotes()
    for raw in (mail(LETTER.replace("48,400", "18,400")), reply(LETTER)):
        quotes.add(entry(raw), standing=NONE)
    assert quotes.result() == {}, "nor that they agree"


def absent(*mails: bytes) -> tuple[Missing, ...]:
    return learned(*((raw, PROVEN) for raw in mails))[0].missing()


def test_what_is_quoted_and_not_here_is_listed() -> None:
    (one,) = absent(reply(LETTER), reply("\n".join(LETTER.split("\n")[:5]), 3))
    assert (one.message_id, one.address, one.mails, one.proven) == ("1@x.example", "ann@x.example", 2, True)
    assert one.date == WROTE
    assert one.shown.startswith("Dear Bob, the council")
    assert absent(mail(LETTER), reply(LETTER)) == ()
    assert absent(reply(LETTER, above="")) == ()


def test_what_a_mail_quotes_itself_isnt_vouched_for_by_who_quotes_its_own_words() -> None:
    history = (
        "On Thu, 4 May 2017 at 09:10, Zoe Ash <zoe@z.example> wrote:\n> Pay 90,000 euros to the account in Nassau.\n"
    )
    one = seen(mail(f"{LETTER}\n{history}"), reply(LETTER))
    assert one.matched == one.own
    assert not one.whole
