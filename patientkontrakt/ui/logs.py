"""What may stand in a log line: never a person."""

import logging
import traceback


class KindAndPlace(logging.Formatter):
    """Tells of an error what kind it is and where it rose, not its own words.

    Those may quote data: PostgreSQL shows the whole row that a constraint refused (invariant 10).
    """

    def formatException(self, exc_info):
        error, told = exc_info[1], []
        while error:
            place = "".join(traceback.format_tb(error.__traceback__))
            told.append(f"{type(error).__module__}.{type(error).__qualname__}\n{place}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "which followed upon ".join(told).rstrip()
