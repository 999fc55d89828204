"""The scheduler of dask.distributed that a run works with: one that is running, or one of this machine with workers.

In: an address, or a number of workers. Out: a connection; the address of a cluster that lasts as long as it is wanted.
"""

import logging
from contextlib import ExitStack
from typing import TYPE_CHECKING

from karabakh_extract.errors import UsageError

if TYPE_CHECKING:
    from distributed import Client

DEATHS = 1
"""Workers that a task may cost before a local cluster gives it back; other schedulers have their own setting (3)."""
_LOCAL = {
    "distributed.scheduler.allowed-failures": DEATHS,
    "logging": {"distributed": "critical"},
    # workers are forks of a process that has loaded the engine once
    "distributed.worker.multiprocessing-method": "forkserver",
    # what the engine does many times a second to watch itself takes a twentieth of two cores
    "distributed.worker.profile.enabled": False,
    "distributed.worker.memory.monitor-interval": "10s",
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "10s",
    # few tasks are given out ahead, so there are none to steal
    "distributed.scheduler.work-stealing": False,
}
"""Settings of the engine where the cluster is on this machine; others have their own."""


def connected(address: str) -> "Client":
    """Return a connection to a scheduler.

    Raises:
        UsageError: there is none at that address.
    """
    from distributed import Client

    try:
        return Client(address, timeout=10, set_as_default=False)
    except (OSError, ValueError) as trouble:
        what = f"no scheduler can be reached at {address}"
        help = "start one with: dask scheduler; or use --cluster local:N"
        raise UsageError("--cluster", what, help) from trouble


def local(number: str, opened: ExitStack) -> str:
    """Start a cluster of so many workers on this machine, which ends with `opened`, and return its address.

    Raises:
        UsageError: that is no number of workers.
    """
    from multiprocessing import forkserver

    import dask
    from distributed import LocalCluster

    if not (number.isascii() and number.isdigit() and len(number) < 10 and int(number)):
        raise UsageError("--cluster", f"local:{number} names no number of workers", "for example local:4")
    opened.enter_context(dask.config.set(_LOCAL))
    forkserver.set_forkserver_preload(["distributed", "karabakh_extract.batch.bench"])
    forkserver.ensure_running()
    cluster = LocalCluster(
        n_workers=int(number),
        threads_per_worker=1,
        # articles have limits of their own; the engine's would end a worker with all it has in hand
        memory_limit=0,
        dashboard_address=None,
        # it listens even without; at its usual port a second run would be met by a warning
        scheduler_kwargs={"dashboard": False, "dashboard_address": "127.0.0.1:0"},
        silence_logs=logging.CRITICAL,
    )
    opened.enter_context(cluster)
    return str(cluster.scheduler_address)
