"""Settings → a client, and what OpenSearch says when something fails → an error for people."""

from __future__ import annotations

import base64
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from archsearch.errors import IndexUnavailableError, SettingsError

try:
    import opensearchpy
except ImportError as missing:
    raise SettingsError(
        "The engine “opensearch” needs its client: pip install 'archsearch[opensearch]'"
    ) from missing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archsearch.settings import OpenSearchSettings

_UNAUTHORISED = frozenset({401, 403})


def connect(settings: OpenSearchSettings) -> Any:  # noqa: ANN401 - the client's calls are untyped
    """A client of the cluster; safe for use by several threads."""
    secure = any(host.startswith("https:") for host in settings.hosts)
    return opensearchpy.OpenSearch(
        hosts=list(settings.hosts),
        headers=_authorisation(settings),
        verify_certs=settings.verify if secure else False,
        ssl_show_warn=False,
        ca_certs=settings.ca_file or None,
        timeout=settings.timeout,
        # A node that died is left out, and the next one asked.
        max_retries=len(settings.hosts),
        retry_on_status=(502, 503, 504),
        http_compress=False,
        pool_maxsize=settings.connections,
    )


def _authorisation(settings: OpenSearchSettings) -> dict[str, str]:
    """Basic authentication in UTF-8 (RFC 7617); the client's own takes Latin-1 alone."""
    if not settings.user:
        return {}
    pair = f"{settings.user}:{settings.password}".encode()
    return {"authorization": f"Basic {base64.b64encode(pair).decode('ascii')}"}


@contextmanager
def asking(settings: OpenSearchSettings, index: str = "") -> Iterator[None]:
    """Whatever fails inside is raised as an `IndexUnavailableError` that says what to do."""
    where = ", ".join(settings.hosts)
    try:
        yield
    except opensearchpy.ConnectionTimeout as error:
        raise IndexUnavailableError(
            f"OpenSearch at {where} did not answer within {settings.timeout:g} s."
        ) from error
    except opensearchpy.SSLError as error:
        raise IndexUnavailableError(
            f"OpenSearch at {where}: its certificate isn't trusted; set [opensearch] ca_file."
        ) from error
    except opensearchpy.ConnectionError as error:
        raise IndexUnavailableError(f"OpenSearch at {where} can't be reached.") from error
    except opensearchpy.NotFoundError as error:
        raise IndexUnavailableError(
            f"OpenSearch at {where} no longer has the index {index}. "
            "Rebuild it with: archsearch index build"
        ) from error
    except opensearchpy.TransportError as error:
        if error.status_code in _UNAUTHORISED:
            raise IndexUnavailableError(
                f"OpenSearch at {where} refuses the user “{settings.user}”; "
                "set [opensearch] user and password."
            ) from error
        raise IndexUnavailableError(
            f"OpenSearch at {where} can't answer: {error.error} ({error.status_code})."
        ) from error
