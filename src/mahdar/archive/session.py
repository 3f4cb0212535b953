"""Opens a Spark session that is set up for reading and linking: small Arrow batches, one pipeline a Python worker."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

from mahdar.errors import SettingError

LOCAL = "local[*]"
# A row may be a whole report with its reading: Spark's own 10,000 rows a batch would be hundreds of megabytes.
BATCH = 200
SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.maxRecordsPerBatch": str(BATCH),
    "spark.sql.parquet.compression.codec": "zstd",
    # A Python worker keeps the pipeline and its tables; a task that would start another one loads them again.
    "spark.python.worker.reuse": "true",
    "spark.log.level": "ERROR",
    "spark.ui.showConsoleProgress": "false",
}


def open_session(master: str = LOCAL, *, settings: Mapping[str, str] | None = None) -> Any:
    """A Spark session on `master`; `settings` are options of Spark's own, which go before mahdar's.

    Raises `SettingError` where PySpark or Java is missing, or no master answers.
    """
    if find_spec("pyspark") is None or find_spec("pyarrow") is None:
        raise SettingError.of("error.no_spark")
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    # Archives give Arrow to Spark and take Arrow from it: what becomes of pandas in between does not concern them.
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
    if master.startswith("local"):
        # Workers on this machine are this Python; on a cluster, PYSPARK_PYTHON names the Python of its machines.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master).appName("mahdar")
    for name, value in {**SETTINGS, **(settings or {})}.items():
        builder = builder.config(name, value)
    try:
        return builder.getOrCreate()
    except (PySparkException, Py4JError, OSError) as error:
        raise SettingError.of("error.spark_start", master=master, reason=str(error)) from error
