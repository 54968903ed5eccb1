from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assay.document.entities import LONGEST, entities
from assay.model.extracted import Entity, Page


def test_a_value_is_counted_once_with_its_first_page_and_form() -> None:
    pages = [Page(2, "", "le 24/04/2017 puis"), Page(3, "", "le 24 avril 2017 et le 2017-04-24")]
    assert entities(pages) == (Entity("date", "2017-04-24", "24/04/2017", 2, 3),)


def test_what_one_kind_has_is_no_other_one_s() -> None:
    text = "FR76 3000 6000 0112 3456 7890 189 a@orange.fr http://b.fr/2017-04-24/0612345678"
    found = [(entity.kind, entity.value) for entity in entities([Page(0, "", text)])]
    assert found == [
        ("iban", "FR7630006000011234567890189"),
        ("email", "a@orange.fr"),
        ("domain", "orange.fr"),
        ("url", "http://b.fr/2017-04-24/0612345678"),
        ("domain", "b.fr"),
    ]


def test_no_kind_crowds_out_another() -> None:
    dates = " ".join(f"2017-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 29))
    found = entities([Page(0, "", f"{dates} a@b.fr")], most=20)
    assert len(found) == 20
    assert [entity.kind for entity in found][-2:] == ["email", "domain"]
    assert found[0].value == "2017-01-01"


def test_a_file_s_text_is_capped() -> None:
    pages = [Page(1, "", "x" * (LONGEST - 10)), Page(2, "", "a@b.fr" + " " * 10 + "c@d.fr"), Page(3, "", "e@f.fr")]
    assert [entity.value for entity in entities(pages)] == ["a@b.fr", "b.fr"]


def test_a_long_url_is_shown_in_part() -> None:
    (url, _) = entities([Page(0, "", "http://b.fr/" + "a" * 1000)])
    assert len(url.shown) == 300
    assert len(url.value) == 1012


@given(texts=st.lists(st.text(max_size=80), max_size=3), most=st.integers(0, 5))
def test_nothing_is_raised_and_all_is_shown_as_written(texts: list[str], most: int) -> None:
    pages = [Page(number, "", text) for number, text in enumerate(texts)]
    found = entities(pages, most=most)
    assert len(found) <= most
    assert all(entity.shown in texts[entity.page] for entity in found)
    assert len({(entity.kind, entity.value) for entity in found}) == len(found)
