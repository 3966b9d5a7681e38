"""A small Spark cluster of its own processes on this machine: one master and some workers, for tests and measurements.

In the field a cluster is started as Spark's own manual says; the engine only needs its address.
"""

import json
import os
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, Final

from antoan.domains.tracing.engines.java import require_java
from antoan.domains.tracing.errors import SparkUnusable

HOST: Final = "127.0.0.1"
START_SECONDS_MAX: Final = 120.0
STOP_SECONDS_MAX: Final = 10.0
_MASTER: Final = "org.apache.spark.deploy.master.Master"
_WORKER: Final = "org.apache.spark.deploy.worker.Worker"


@contextmanager
def spark_cluster(
    folder: Path, *, port: int, page_port: int, workers: int = 2, memory: str = "1g", cores: int = 1
) -> Iterator[str]:
    """Run a standalone cluster for the length of a with-block; gives its address. Logs go into the folder."""
    address = f"spark://{HOST}:{port}"
    master = [_MASTER, "--host", HOST, "--port", str(port), "--webui-port", str(page_port)]
    worker = [
        _WORKER,
        "--host",
        HOST,
        "--webui-port",
        "0",
        "--memory",
        memory,
        "--cores",
        str(cores),
        address,
    ]
    with ExitStack() as stack:
        processes = [stack.enter_context(_running(master, folder / "master"))]
        for number in range(workers):
            processes.append(stack.enter_context(_running(worker, folder / f"worker-{number}")))
        _wait_for_workers(f"http://{HOST}:{page_port}/json/", workers, processes)
        yield address


@contextmanager
def _running(arguments: list[str], folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    folder.mkdir(parents=True)
    with (folder / "log").open("wb") as log:
        process = _start(arguments, folder, log)
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(STOP_SECONDS_MAX)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _start(arguments: list[str], folder: Path, log: IO[bytes]) -> "subprocess.Popen[bytes]":
    try:
        import pyspark
    except ImportError:
        raise SparkUnusable("Apache Spark is not installed: make peers.") from None
    home = Path(pyspark.__file__).parent
    environment = {
        **os.environ,
        "SPARK_HOME": str(home),
        "JAVA_HOME": str(require_java()),
        "SPARK_LOCAL_IP": HOST,
        "SPARK_NO_DAEMONIZE": "1",
        "SPARK_WORKER_DIR": str(folder / "work"),
        "SPARK_DAEMON_MEMORY": "256m",
    }
    return subprocess.Popen(
        [str(home / "bin" / "spark-class"), *arguments], env=environment, stdout=log, stderr=log, cwd=folder
    )


def _wait_for_workers(page: str, workers: int, processes: "list[subprocess.Popen[bytes]]") -> None:
    deadline = time.monotonic() + START_SECONDS_MAX
    while time.monotonic() < deadline:
        if any(process.poll() is not None for process in processes):
            break
        with suppress(OSError, ValueError), urllib.request.urlopen(page, timeout=2) as answer:  # noqa: S310
            if json.load(answer)["aliveworkers"] >= workers:
                return
        time.sleep(0.2)
    raise SparkUnusable("The Spark cluster did not start; its logs say why.")
