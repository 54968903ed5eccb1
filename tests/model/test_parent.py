from __future__ import annotations

import subprocess
import sys

SCRIPT = "import os, sys; from assay.model.parent import die_with_parent; die_with_parent(int(sys.argv[1])); print(1)"


def test_a_process_whose_parent_is_gone_already_ends_at_once() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT, "1"], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (1, b"")


def test_one_whose_parent_is_there_goes_on() -> None:
    script = f"import os, subprocess, sys; subprocess.run([sys.executable, '-c', {SCRIPT!r}, str(os.getpid())])"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout == b"1\n"
