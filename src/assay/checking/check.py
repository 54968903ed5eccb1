"""Checks what circulates against a case."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import msgspec

from assay.checking.changes import changes
from assay.checking.decide import Beside, Decision, decide
from assay.checking.enclosed import file_changes
from assay.checking.fields import field_changes
from assay.checking.library import Library
from assay.checking.offered import read
from assay.checking.result import Candidate, Change, Outcome, Result
from assay.checking.said import said
from assay.document.prints import cleaned, every_print, words
from assay.model.extracted import State
from assay.model.verdict import Verdict

if TYPE_CHECKING:
    from assay.case import Case
    from assay.checking.library import Text
    from assay.checking.offered import Offered
    from assay.document.prints import Word

SAME_LOOKS, LIKE_LOOKS = 4, 10
"""Bits of 64 by which a picture that was saved again differs, and by which one may be another version."""
SHOWN = 5
"""Items that are named."""
_ORDER = tuple(verdict.value for verdict in Verdict)


class Checker:
    """Checks documents against one case."""

    def __init__(self, case: Case) -> None:
        """Of an open case."""
        self._library = Library(case)

    def check(self, name: str, data: bytes, *, ocr: bool = True) -> Result:
        """Says whether a document is in the dump, and unchanged.

        Args:
            name: how it's called; untrusted.
            data: its bytes.
            ocr: whether pictures are read, where the tesseract program is installed.
        """
        start = time.monotonic()
        found = self._check(read(name, data, ocr=ocr))
        return msgspec.structs.replace(found, file=name, seconds=round(time.monotonic() - start, 3))

    def _check(self, offered: Offered) -> Result:
        same = self._library.with_bytes(offered.sha256)
        if same is not None:
            item, name = same
            file = "" if item == offered.sha256 else offered.sha256
            candidate = self._candidate(item, file, name, share=1.0, whole=True)
            return Result(file="", outcome=Outcome.IDENTICAL, how=said("bytes", candidate), found=(candidate,))
        if offered.message_id:
            mail = self._mail(offered)
            if mail is not None:
                return mail
        text = cleaned(offered.text)
        here = words(text)
        if here:
            return self._text(offered, text, here)
        if offered.picture is not None:
            return self._picture(offered.picture)
        how = said("nothing read", reason=offered.reason if offered.state != State.READ else "")
        return Result(file="", outcome=Outcome.UNREADABLE, how=how)

    def _mail(self, offered: Offered) -> Result | None:
        """A mail whose Message-ID the dump has: compared with that one, its header fields and its files as well."""
        items = self._library.with_message_id(offered.message_id)
        text = cleaned(offered.text)
        here = words(text)
        if not items:
            return None
        decision = decide(here, self._library.texts(items), ocr=False)
        best = decision.besides[0]
        fields = field_changes(offered.fields, self._library.fields(best.text.item))
        gaps = changes(best.missing, (text, here), (best.text.text, best.text.found))
        files, resaved = file_changes(offered.files, self._library.files(best.text.item), self._file_text)
        different = (*fields, *gaps, *files)
        outcome = Outcome.ALTERED if different else Outcome.IDENTICAL
        candidate = self._named(best)
        how = said("same mail" if outcome is Outcome.IDENTICAL else "altered mail", candidate)
        unsure = tuple(said("resaved", name=name) for name in resaved)
        return Result(
            file="", outcome=outcome, how=how, found=(candidate,), changes=different, unsure=unsure, words=len(here)
        )

    def _file_text(self, sha256: str) -> Text | None:
        return next(iter(self._library.texts([sha256])), None)

    def _text(self, offered: Offered, text: str, here: list[Word]) -> Result:
        texts = self._library.alike(every_print(text))
        decision = decide(here, texts, ocr=offered.ocr, standing=self._standing)
        named = tuple(self._named(one) for one in decision.besides[:SHOWN] if one.lies.matched)
        outcome = decision.outcome
        different: tuple[Change, ...] = ()
        if outcome in {Outcome.ALTERED, Outcome.COMPOSED}:
            best = decision.besides[0]
            different = changes(best.lies.gaps, (text, here), (best.text.text, best.text.found))
        return Result(
            file="",
            outcome=outcome,
            how=said(self._how(decision), named[0] if named else None, count=len(named)),
            found=named,
            changes=different,
            unsure=self._unsure(offered, decision, len(here)),
            words=len(here),
            ocr=offered.ocr,
        )

    @staticmethod
    def _how(decision: Decision) -> str:
        if decision.outcome is Outcome.IDENTICAL:
            return "same text" if decision.besides[0].whole else "excerpt"
        return decision.outcome.value

    def _unsure(self, offered: Offered, decision: Decision, size: int) -> tuple[str, ...]:
        unsure = [said("few words", count=size)] if size < 2 * 7 and decision.outcome is not Outcome.ALTERED else []
        if offered.ocr:
            unsure.append(said("ocr"))
        if decision.besides and decision.besides[0].text.ocr and decision.outcome is not Outcome.ABSENT:
            unsure.append(said("ocr there"))
        if decision.outcome is Outcome.ABSENT:
            unsure += self._library.unread()
        return tuple(unsure)

    def _picture(self, picture: int) -> Result:
        near = self._library.looks(picture, LIKE_LOOKS)
        named = tuple(
            self._candidate(item, "", name, share=1 - distance / 64, whole=True)
            for distance, item, name in near[:SHOWN]
        )
        same = bool(near) and near[0][0] <= SAME_LOOKS
        how = said("same picture" if same else "picture", named[0] if named else None)
        unsure = (said("looks"),) if named else self._library.unread()
        return Result(
            file="", outcome=Outcome.IDENTICAL if same else Outcome.ABSENT, how=how, found=named, unsure=unsure
        )

    def _standing(self, item: str) -> int:
        row = self._library.row(item)
        return _ORDER.index(row.verdict) if row and row.verdict in _ORDER else len(_ORDER)

    def _named(self, one: Beside) -> Candidate:
        text: Text = one.text
        file = "" if text.sha256 == text.item else text.sha256
        page = text.page(one.lies.span[0])
        return self._candidate(
            text.item, file, text.name, share=one.lies.share, whole=one.whole, page=page, ocr=text.ocr
        )

    def _candidate(
        self, item: str, file: str, name: str, *, share: float, whole: bool, page: int = 0, ocr: bool = False
    ) -> Candidate:
        row = self._library.row(item)
        return Candidate(
            item=item,
            file=file,
            source=row.path if row else "",
            name=name or (row.subject if row else ""),
            page=page,
            verdict=row.verdict or "" if row else "",
            in_part=bool(row.in_part) if row else False,
            share=round(share, 4),
            whole=whole,
            ocr=ocr,
        )
