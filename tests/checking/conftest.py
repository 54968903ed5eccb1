from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assay.case import Case
from assay.engine.examine import Options, examine
from assay.engine.watch import Silent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LETTER = (
    "The council met on Tuesday and agreed to pay the sum of 48,400 euros to the builders before the end of June.\n"
    "The mayor asked that nobody speaks to the press until the contract has been signed by both sides.\n"
)
NOTE = "Minutes of the board: the treasurer reports 7,300 euros on the account and asks for two more signatures.\n"
MAIL = (
    "From: Ann Roe <ann@x.example>\r\nTo: Bob <bob@y.example>\r\nDate: Fri, 5 May 2017 18:35:20 +0200\r\n"
    "Subject: The contract\r\nMessage-ID: <1@x.example>\r\nMIME-Version: 1.0\r\n"
    "Content-Type: multipart/mixed; boundary=b1\r\n\r\n--b1\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    + LETTER.replace("\n", "\r\n")
    + "--b1\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=minutes.txt\r\n\r\n"
    + NOTE.replace("\n", "\r\n")
    + "--b1--\r\n"
)


@pytest.fixture(scope="session")
def checked_case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """A case of one mail with a file and of one loose document."""
    folder: Path = tmp_path_factory.mktemp("checking")
    (folder / "dump").mkdir()
    (folder / "dump" / "mail.eml").write_bytes(MAIL.encode())
    (folder / "dump" / "plan.html").write_text(
        f"<html><body><p>{' '.join(LETTER.split()[:19])} or later</p></body></html>"
    )
    examine(Options((folder / "dump",), folder / "case", recover_minutes=0.0, jobs=1), Silent())
    with Case.open(folder / "case") as case:
        yield case
