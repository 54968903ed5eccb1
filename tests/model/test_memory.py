from __future__ import annotations

import subprocess
import sys

import pytest

ASKED = """
import ctypes, resource
from assay.model.memory import give_back

def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize()

kept, freed = [], []
for _ in range(4000):
    freed.append(bytes(60_000))
    kept.append(bytes(600))
freed.append(None)
before = resident()
del freed
give_back()
print(before - resident())
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only glibc has malloc_trim")
def test_memory_between_pieces_that_stay_goes_back_to_the_system() -> None:
    done = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, check=True)
    assert int(done.stdout) > 4000 * 30_000
