"""What readers ask, kept out of the logs that others write about requests.

archsearch writes no query itself. But servers log each request with its query string, an error's
text may quote a query, and the OpenSearch client logs whole requests when it is told to debug.
"""

from __future__ import annotations

import logging
import re
import traceback

#: Who logs requests: the development server, gunicorn, and servers behind an ASGI wrapper.
_ACCESS_LOGS = ("werkzeug", "gunicorn.access", "uvicorn.access")
#: Who logs an error that got past our own pages, text and all.
_ERROR_LOGS = ("waitress", "gunicorn.error", "archsearch.web")
#: Who logs the body of a request, where the query stands.
_BODY_LOGS = ("opensearch",)
#: A path or an address, up to its query string.
_QUERY_STRING = re.compile(r"""((?:https?:/)?/[^\s?"']*)\?[^\s"']*""")


class _WithoutQueryStrings(logging.Filter):
    """Takes the query string out of addresses that begin with `prefix`."""

    def __init__(self, prefix: str) -> None:
        super().__init__()
        self.prefix = prefix

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, changed."""
        message = record.getMessage()
        if self.prefix in message:
            record.msg, record.args = _QUERY_STRING.sub(r"\1", message), ()
        return True


class _WithoutErrorTexts(logging.Filter):
    """Says where an error happened, and of which kind it was, without its text."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, changed."""
        if record.exc_info and record.exc_info[0]:
            kind, _, where = record.exc_info
            record.exc_text = "".join(traceback.format_tb(where)) + kind.__name__
            record.exc_info = None
        return True


class _WithoutBodies(logging.Filter):
    """Lets nothing through that is for debugging."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record may pass."""
        return record.levelno > logging.DEBUG


def keep_queries_out(prefix: str) -> None:
    """From now on, for the whole process.

    Args:
        prefix: path below which the pages are; the addresses of others are logged as before.
    """
    for name in _ACCESS_LOGS:
        _add(name, _WithoutQueryStrings(prefix))
    for name in _ERROR_LOGS:
        _add(name, _WithoutErrorTexts())
    for name in _BODY_LOGS:
        _add(name, _WithoutBodies())


def _add(name: str, wanted: logging.Filter) -> None:
    """Add a filter unless one that does the same is there."""
    logger = logging.getLogger(name)
    if all(vars(each) != vars(wanted) for each in logger.filters if type(each) is type(wanted)):
        logger.addFilter(wanted)
