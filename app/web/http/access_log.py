"""One line of JSON for each request on standard error: its route, status and duration.

Never who asked, what was sent, or the address: a route is logged as its template. The log never
delays a response: a thread writes it, and lines that it cannot write in time are dropped and
counted.
"""

import json
import logging
import os
import sys
import threading
import time
import traceback
from collections import deque
from contextlib import suppress

from flask import Flask, Response, g, got_request_exception, request

METHODS = ("GET", "HEAD", "POST", "OPTIONS")

MAX_WAITING = 1_000
"""Lines that wait to be written; a reader of the log that stalls costs no more memory than that."""

WRITE_INTERVAL = 0.1
"""Seconds between writes: to wake a thread for each line costs more than the line."""

FLUSH_TIMEOUT = 1.0
"""Seconds that the end of the process waits for the last lines."""

logger = logging.getLogger("kratom_safety_check.access")


class JsonFormatter(logging.Formatter):
    """Formats a record as one line: when, and the fields given as `extra={"fields": …}`."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without its end."""
        fields: dict[str, object] = record.__dict__["fields"]
        return json.dumps({"time": int(record.created), "event": record.msg, **fields})


class BackgroundHandler(logging.Handler):
    """Writes lines to standard error in a thread; drops and counts what has to wait too long.

    A full disk or a closed pipe is ignored: nobody could be told.
    """

    def __init__(self) -> None:
        super().__init__()
        self.waiting: deque[str] = deque()
        self.dropped = 0
        self._writing = False
        self._pid = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Queue a line, and start the thread if this process has none yet."""
        if self._pid != os.getpid():  # threads do not survive a fork
            with suppress(RuntimeError):  # the system has no thread left: the next line tries again
                threading.Thread(target=self._write_forever, daemon=True).start()
                self._pid = os.getpid()
        if len(self.waiting) < MAX_WAITING:
            self.waiting.append(self.format(record))
        else:
            self.dropped += 1

    def _write_forever(self) -> None:
        while True:
            time.sleep(WRITE_INTERVAL)
            if self.waiting:
                self._write()

    def _write(self) -> None:
        self._writing = True
        lines = [self.waiting.popleft() for _ in range(len(self.waiting))]
        if self.dropped:
            fields, self.dropped = {"lines": self.dropped}, 0
            lines.append(self.format(logging.makeLogRecord({"msg": "dropped", "fields": fields})))
        with suppress(OSError, ValueError):
            for line in lines:  # one by one: processes that share a pipe do not cut short writes
                sys.stderr.write(f"{line}\n")
        self._writing = False

    def flush(self) -> None:
        """Wait until all lines are written, at most `FLUSH_TIMEOUT` seconds."""
        deadline = time.monotonic() + FLUSH_TIMEOUT
        while (self.waiting or self._writing) and time.monotonic() < deadline:
            time.sleep(WRITE_INTERVAL / 10)


def init_app(app: Flask) -> None:
    """Log every request and every exception; silence Flask's own log, which names URLs."""
    app.logger.disabled = True
    if not logger.handlers:
        _set_up_logger()
    app.before_request(_start_timer)
    app.after_request(log_request)
    got_request_exception.connect(log_exception, app)


def _set_up_logger() -> None:
    handler = BackgroundHandler()
    handler.setFormatter(JsonFormatter())
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False


def _start_timer() -> None:
    g.started_at = time.perf_counter()


def log_request(response: Response) -> Response:
    """Log how a request ended, and how many milliseconds its view took with all around it.

    Opening and saving the session is not counted.
    """
    now = time.perf_counter()
    ms = round((now - g.get("started_at", now)) * 1000, 1)
    fields = {**request_fields(), "status": response.status_code, "ms": ms}
    logger.info("request", extra={"fields": fields})
    return response


def log_exception(_: Flask, exception: BaseException) -> None:
    """Log the type of an exception and where it was raised, without its message."""
    frames = traceback.extract_tb(exception.__traceback__)
    where = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    fields = {**request_fields(), "kind": type(exception).__name__, "where": where}
    logger.error("fault", extra={"fields": fields})


def request_fields() -> dict[str, object]:
    """Return the route and the method, if we know it: a visitor may send anything as a method."""
    rule, method = request.url_rule, request.method
    return {
        "route": rule.rule if rule else "none",
        "method": method if method in METHODS else "other",
    }
