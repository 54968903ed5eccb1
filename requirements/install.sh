#!/bin/sh
# Installs into an environment: sh requirements/install.sh ENVIRONMENT ARGUMENTS...
#
# uv is the faster of the two. pip takes over where uv isn't there, fails, or wouldn't look where pip was told to:
# uv doesn't read pip's configuration, so an index that is set for pip alone is one that only pip goes by.
set -eu

environment=$1
shift
python=$environment/bin/python
uv=$environment/bin/uv

told_pip_alone() {
    [ -z "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}${UV_INDEX:-}${UV_CONFIG_FILE:-}" ] || return 1
    "$python" -m pip config list 2>/dev/null | grep -Eq '(^|[.])(index-url|no-index)='
}

if [ -x "$uv" ] && ! told_pip_alone; then
    "$uv" pip install --quiet --python "$python" "$@" && exit 0
    echo "uv couldn't install it; trying pip" >&2
fi
exec "$python" -m pip install --quiet --disable-pip-version-check "$@"
