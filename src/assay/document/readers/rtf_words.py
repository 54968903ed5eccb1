"""The control words of Rich Text Format 1.9.1 that are text, and those that begin something else."""

from __future__ import annotations

CHARSETS: dict[int, str] = dict(
    # Appendix A of the specification, \\fcharsetN
    pair
    for row in (
        ((0, "cp1252"), (77, "mac-roman"), (128, "cp932"), (129, "cp949"), (134, "gb18030"), (136, "big5")),
        ((161, "cp1253"), (162, "cp1254"), (163, "cp1258"), (177, "cp1255"), (178, "cp1256"), (186, "cp1257")),
        ((204, "cp1251"), (222, "cp874"), (238, "cp1250"), (255, "cp850")),
    )
    for pair in row
)
WORDS: dict[bytes, str] = (
    dict.fromkeys((b"par", b"line", b"sect", b"page", b"row", b"nestrow"), "\n")
    | dict.fromkeys((b"tab", b"cell", b"nestcell"), "\t")
    | {b"emdash": "\u2014", b"endash": "\u2013", b"lquote": "\u2018", b"rquote": "\u2019", b"bullet": "\u2022"}
    | {b"ldblquote": "\u201c", b"rdblquote": "\u201d", b"emspace": "\u2003", b"enspace": "\u2002"}
)
SKIPPED = frozenset(
    [
        *(b"fonttbl", b"colortbl", b"stylesheet", b"info", b"filetbl", b"revtbl", b"listtable", b"private"),
        *(b"listoverridetable", b"rsidtbl", b"xmlnstbl", b"themedata", b"datastore", b"latentstyles", b"fldinst"),
    ]
)
READ_THOUGH_STARRED = frozenset([b"shpinst", b"shptxt", b"annotation", b"shppict", b"objdata", b"fldinst"])
APART = {b"annotation": "comments", b"header": "header", b"footer": "footer", b"footnote": "footnotes"}
APART |= {b"headerl": "header", b"headerr": "header", b"headerf": "header"}
APART |= {b"footerl": "footer", b"footerr": "footer", b"footerf": "footer"}
PICTURES = {b"pngblip": ("png", "image/png"), b"jpegblip": ("jpg", "image/jpeg"), b"emfblip": ("emf", "image/emf")}
