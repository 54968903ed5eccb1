from __future__ import annotations

import pytest

from assay.document import metadata
from document.document_builders import compound, filetime, property_set


@pytest.mark.parametrize(("codepage", "charset"), [(1251, "cp1251"), (65001, "utf-8"), (10000, "mac-roman")])
def test_property_sets(codepage: int, charset: str) -> None:
    name = "Zoé" if charset == "mac-roman" else "Имя"
    summary = {
        4: b"Anna",
        8: name.encode(charset),
        18: b"Microsoft Excel",
        12: filetime(1_241_164_800),
        13: filetime(1_490_608_800),
    }
    document = {12: ["Листы".encode("cp1251")], 15: b"Phare"}
    found = metadata(
        compound(
            {
                "\x05SummaryInformation": property_set(summary, codepage),
                "\x05DocumentSummaryInformation": property_set(document, 1251),
            }
        )
    )
    assert found.kind == "ole"
    assert found.facts == {
        "author": "Anna",
        "modified_by": name,
        "application": "Microsoft Excel",
        "codepage": str(codepage),
        "company": "Phare",
        "interface": "Листы",
    }
    assert found.times == {"created": 1_241_164_800.0, "modified": 1_490_608_800.0}


def test_an_unknown_code_page_and_an_encrypted_package() -> None:
    streams = {"\x05SummaryInformation": property_set({4: b"Anna"}, 4), "EncryptedPackage": b"x" * 90}
    assert metadata(compound(streams)).facts == {"author": "Anna", "codepage": "4", "encrypted": "yes"}
