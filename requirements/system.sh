#!/bin/sh
# Programs beside Python that some containers and tests need: sh requirements/system.sh [bench]
#
# Installs what is missing where apt-get exists and we may use it; elsewhere names it and goes on. What needs a
# program that isn't there says so by name: items end as "tool missing", tests are skipped.
set -eu

missing=
need() { # need PACKAGE PROGRAM...: any one of the programs will do
    package=$1
    shift
    for program in "$@"; do
        if command -v "$program" >/dev/null 2>&1; then return 0; fi
    done
    missing="$missing $package"
}

need 7zip 7z 7zz 7za
need libarchive-tools bsdtar
need unar unar
need "tesseract-ocr tesseract-ocr-fra" tesseract
if [ "${1:-}" = bench ]; then
    need notmuch notmuch
else
    need chromium chromium chromium-browser google-chrome
fi
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1 || ! sudo -n true 2>/dev/null; then as_root=no; else as_root="sudo -n"; fi
fi
if [ "$as_root" != no ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing:$missing"
    # shellcheck disable=SC2086 # lists of words
    if $as_root apt-get update -qq && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null; then
        exit 0
    fi
fi
echo "Not installed, some containers can't be opened and some tests are skipped:$missing (names of Debian packages)" >&2
