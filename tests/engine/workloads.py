"""What a parser of hostile bytes may do to its worker."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assay.engine.interface import Beat

HOURS = 10_000


def hang(_: str) -> None:
    time.sleep(HOURS)


def spin(_: str) -> None:
    while True:
        pass


def eat(_: str) -> None:
    eaten = []
    while True:
        eaten.append(bytearray(b"x") * (4 << 20))
        time.sleep(0.015)


def gulp(_: str) -> None:
    bytearray(64 << 30)


def leave(status: str) -> None:
    os._exit(int(status))


def quit_politely(status: str) -> None:
    sys.exit(int(status))


def segfault(_: str) -> None:
    ctypes.string_at(1)


def complain(text: str) -> None:
    raise ValueError(f"\ud800 {text}")


def interrupt(_: str) -> None:
    raise KeyboardInterrupt


def shout(_: str) -> None:
    print("x" * 3_000_000, flush=True)  # noqa: T201
    os.write(2, b"last words\n")


def shout_and_leave(status: str) -> None:
    shout("")
    leave(status)


def bear(path: str) -> None:
    child = subprocess.Popen(["sleep", str(HOURS)])
    with open(path, "w") as file:  # noqa: PTH123
        file.write(str(child.pid))
    time.sleep(HOURS)


def kill_the_watcher(_: str) -> None:
    time.sleep(1.0)
    os.kill(os.getppid(), 9)
    time.sleep(HOURS)


def write_to_a_full_disk(path: str) -> None:
    with open(path, "wb", buffering=0) as file:  # noqa: PTH123
        try:
            file.write(b"x" * 100)
        except OSError as error:
            raise OSError(error.errno, error.strerror, path) from error


ACTIONS = (
    write_to_a_full_disk,
    kill_the_watcher,
    hang,
    spin,
    eat,
    gulp,
    leave,
    quit_politely,
    segfault,
    complain,
    interrupt,
    shout,
    shout_and_leave,
    bear,
)
ACTS = {action.__name__: action for action in ACTIONS}


def behave(payload: bytes, beat: Beat) -> bytes:
    """Do what the payload says, after two beats."""
    name, _, rest = payload.decode().partition(" ")
    beat("before", 0, 0)
    beat(f"entry {name}", 1, len(payload))
    if name in ACTS:
        ACTS[name](rest)
    return payload[::-1]


def slowly(payload: bytes, beat: Beat) -> bytes:
    """Beat every tenth of a second, as often as the payload says."""
    for number in range(int(payload)):
        beat(f"step {number}", number, 10 * number)
        time.sleep(0.1)
    return str(os.getpid()).encode()


def large(payload: bytes, beat: Beat) -> bytes:
    """Answer with what was asked, doubled, after very many beats."""
    for number in range(100_000):
        beat("\udcff" * 10_000 if number == 0 else "many", number, number)
    return payload * 2


def strange(payload: bytes, beat: Beat) -> bytes:
    """Answer with something that isn't bytes."""
    return {"no": "bytes"}  # type: ignore[return-value]
