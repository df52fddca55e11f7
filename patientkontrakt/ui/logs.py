"""What may stand in a log line: never a person."""

import logging
import re
import traceback

# What Celery puts into its lines about a task: texts made of the error, the arguments and the answer.
CELERYS_WORDS = {"exc", "traceback", "args", "kwargs", "return_value"}

# Addresses that are keys: whoever reads the log could answer, or take back, for someone else.
KEYS = re.compile(r"/(svara|berattelse)/[^/]+")


class KindAndPlace(logging.Formatter):
    """Tells of an error what kind it is and where it rose, not its own words.

    Those may quote data: PostgreSQL shows the whole row that a constraint refused (invariant 10). Nor the
    key in an address: Django names the path of each request that it refuses.
    """

    def format(self, record):
        quiet = {"args": _without_words(record), "exc_text": None}
        return KEYS.sub(r"/\1/…", super().format(logging.makeLogRecord(record.__dict__ | quiet)))

    def formatException(self, exc_info):
        error, told = exc_info[1], []
        while error:
            place = "".join(traceback.format_tb(error.__traceback__))
            told.append(f"{_kind(error)}\n{place}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "which followed upon ".join(told).rstrip()


def _without_words(record):
    """The line's arguments, where an error stands by its kind and Celery's texts are left out."""
    if isinstance(record.args, dict):
        risen = record.exc_info and record.exc_info[1]
        left_out = dict.fromkeys(CELERYS_WORDS & record.args.keys(), "…")
        return record.args | left_out | ({"exc": _kind(risen)} if risen else {})
    return tuple(_kind(a) if isinstance(a, BaseException) else a for a in record.args or ())


def _kind(error):
    return f"{type(error).__module__}.{type(error).__qualname__}"
