"""Mail that an editor or an export saved in UTF-16: one file, read as UTF-8 (Unicode Standard 3.10, D97 and D98)."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, BinaryIO

from assay.intake.sniff import UTF16, wide_codec
from assay.intake.spool import BLOCK, Budget, size_of
from assay.intake.yielding import deliver
from assay.model.errors import Unreadable
from assay.model.place import Step

if TYPE_CHECKING:
    from collections.abc import Generator

    from assay.intake.interface import Limits, Member

NOTE = "from UTF-16 to UTF-8: signatures are checked over the UTF-8 form"


class Utf16:
    """The one file behind the encoding: a message or an mbox."""

    name = "utf-16"
    formats = (UTF16,)

    def members(self, file: BinaryIO, name: str, limits: Limits) -> Generator[Member]:
        """Yield the text in UTF-8, without the byte order mark."""
        size = size_of(file)
        file.seek(0)
        encoding = wide_codec(file.read(BLOCK))
        if not encoding:
            raise Unreadable("not UTF-16")
        file.seek(0)
        decoder = codecs.getincrementaldecoder(encoding)()

        def read(_: int) -> bytes:
            while block := file.read(BLOCK):
                if data := decoder.decode(block).encode():
                    return data
            return decoder.decode(b"", final=True).encode()

        step = Step(self.name, name.replace("\\", "/").rsplit("/", 1)[-1])
        yield from deliver(step, read, Budget(limits, size), notes={"transcoded": NOTE})


CONTAINER = Utf16()
