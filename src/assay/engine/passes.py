"""Which executor runs a pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from assay.engine.local import LocalExecutor
from assay.model.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from assay.case import Case
    from assay.engine.interface import Executor, Progress


class Running(msgspec.Struct, frozen=True):
    """How passes are run.

    Attributes:
        engine: `local` or `ray`.
        jobs: worker processes; 0: one a processor.
    """

    engine: str = "local"
    jobs: int = 0


def available(running: Running) -> None:
    """Makes sure that the engine is there before anything is begun.

    Raises:
        UsageError: it doesn't exist or isn't installed.
    """
    if running.engine not in {"local", "ray"}:
        raise UsageError(f"there is no engine named {running.engine!r}: local or ray")
    if running.engine == "ray":
        from assay.engine.cluster import load_ray  # noqa: PLC0415 - an optional extra, slow to import

        load_ray()


def executor(function: str, running: Running, case: Case, watch: Callable[[Progress], None] | None = None) -> Executor:
    """The executor for a function.

    Args:
        function: its name, `package.module:function`.
        running: how passes are run.
        case: the case.
        watch: told how far it is while outcomes are waited for, by the local engine.

    Raises:
        UsageError: an engine that doesn't exist or isn't installed.
    """
    available(running)
    if running.engine == "ray":
        from assay.engine.cluster import ClusterExecutor  # noqa: PLC0415 - an optional extra, slow to import

        return ClusterExecutor(function, case.scratch, running.jobs or None)
    return LocalExecutor(function, running.jobs or None, watch=watch)
