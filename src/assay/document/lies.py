"""Where a file's name says something else than its content."""

from __future__ import annotations

import re

_SUFFIXES: dict[str, frozenset[str]] = {
    suffix: frozenset(kinds.split())
    for suffixes, kinds in (
        ("pdf", "pdf"),
        ("docx docm dotx dotm", "docx"),
        ("xlsx xlsm xltx xltm xlsb", "xlsx"),
        ("pptx pptm potx ppsx ppsm", "pptx"),
        ("doc dot", "doc"),
        ("xls xlt", "xls"),
        ("ppt pps pot", "ppt"),
        ("odt ott", "odt"),
        ("ods ots", "ods"),
        ("odp otp", "odp"),
        ("rtf", "rtf"),
        ("html htm xhtml", "html text"),
        ("txt md log csv tsv xml json svg", "text csv html vcard icalendar message"),
        ("jpg jpeg jpe jfif", "jpeg"),
        ("png", "png"),
        ("gif", "gif"),
        ("bmp dib", "bmp"),
        ("tif tiff", "tiff"),
        ("webp", "webp"),
        ("heic heif", "heic"),
        ("zip", "zip"),
        ("eml msg", "message text"),
        ("vcf", "vcard"),
        ("ics", "icalendar"),
        ("mp3 wav flac ogg m4a aac wma aif aiff amr", "audio video"),
        ("mp4 mov avi mkv wmv m4v webm 3gp", "video audio"),
    )
    for suffix in suffixes.split()
}
_PROGRAMS = frozenset(
    [
        *(
            "exe",
            "scr",
            "com",
            "pif",
            "bat",
            "cmd",
            "js",
            "jse",
            "vbs",
            "vbe",
            "wsf",
            "hta",
            "lnk",
            "ps1",
            "jar",
            "msi",
        ),
        *("cpl", "dll", "reg", "iso", "img", "vhd", "url", "chm", "sh", "app", "apk"),
    ]
)
_MEANT_TO_BE_READ = frozenset(_SUFFIXES) - {"zip", "eml", "msg"}
_RUN = {
    "application/vnd.microsoft.portable-executable": "a Windows program",
    "application/x-executable": "a program",
    "application/java-vm": "a Java program",
    "application/java-archive": "a Java program",
    "application/x-ms-shortcut": "a shortcut that starts something",
}
_ARTICLES = {"text": "plain text", "html": "HTML", "audio": "sound", "video": "a film", "message": "a mail"}
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def lie(name: str, kind: str, media: str) -> str:
    """What the name says that the content isn't; empty where they agree, or where either says nothing.

    Args:
        name: untrusted.
        kind: by content, as in `Extracted.kind`.
        media: by content.

    Returns:
        A sentence without untrusted text but a suffix.
    """
    bare = _TURNING.sub("", name).strip().rstrip(". ")
    before, _, suffix = bare.lower().rpartition(".")
    suffix = suffix.strip()
    found: list[str] = []
    if _TURNING.search(name):
        found.append("its name holds signs that turn the direction of writing")
    second = before.rstrip().rpartition(".")[2]
    if suffix in _PROGRAMS and second in _MEANT_TO_BE_READ and "." in before:
        found.append(f"its name ends in .{second} and then in .{suffix}")
    what = _RUN.get(media) or _ARTICLES.get(kind) or (f"a {kind} file" if kind else "")
    expected = _SUFFIXES.get(suffix)
    if before and expected is not None and kind not in expected and _certain(kind, media):
        found.append(f"its name ends in .{suffix}, its content is {what or media}")
    return "; ".join(found)


def _certain(kind: str, media: str) -> bool:
    """Whether the content was recognised at all: unknown bytes may be anything."""
    return bool(kind) or media not in {"", "application/octet-stream", "application/x-ole-storage"}
