"""The Flask blueprint: every page and the JSON API, for any application and under any prefix.

    app.register_blueprint(blueprint, url_prefix="/catalogue/search")

Settings come from ``app.config["ARCHSEARCH_SETTINGS"]`` (a `Settings`), else from archsearch.toml
and the environment. The index is opened at the first request that needs it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, g, request
from werkzeug.exceptions import (
    NotFound,
    RequestURITooLarge,
    ServiceUnavailable,
    TooManyRequests,
)

from archsearch.holdings.repositories import add_repositories
from archsearch.settings import load_settings
from archsearch.web import counting, error_pages, languages, logs, rendering, security, views
from archsearch.web.site import EXTENSION, Site
from archsearch.web.views import theme

if TYPE_CHECKING:
    from flask.sansio.blueprints import BlueprintSetupState

#: Where an embedding application puts its `Settings`.
CONFIG_KEY = "ARCHSEARCH_SETTINGS"
#: Views that neither search nor read a document; the limits on requests count all others.
CHEAP = frozenset(
    {
        "static",
        "theme",
        "logo",
        "help",
        "about",
        "api",
        "api_site",
        "openapi",
        "opensearch",
        "robots",
    }
    | {"healthz", "readyz", "metrics", "staff", "alive"}
)
#: What the rest of an address may hold besides the query, whose characters may take
#: twelve bytes each (four of UTF-8, each written %XX).
_ROOM, _BYTES_A_CHARACTER = 10 * 1024, 12
#: Views that a kiosk doesn't have: files to download, and what is for other machines.
CLOSED_IN_KIOSK = frozenset(
    {
        "citation",
        "export",
        "feed",
        "opensearch",
        "sitemap",
        "sitemap_part",
        "robots",
        "concordance_csv",
    }
    | {"api", "api_site", "openapi", "api_search", "api_document", "api_alike", "api_authority"}
    | {"api_concordance"}
)


def make_blueprint() -> Blueprint:
    """A blueprint with every view of archsearch."""
    made = Blueprint(
        "archsearch",
        "archsearch.web",
        template_folder="templates",
        static_folder="static",
        static_url_path="/static",
    )
    made.record_once(_attach)
    made.before_request(_begin)
    made.after_request(_protect)
    made.teardown_request(_end)
    error_pages.register(made)
    views.register(made)
    return made


def _attach(state: BlueprintSetupState) -> None:
    settings = state.app.config.get(CONFIG_KEY) or load_settings()
    add_repositories(settings.repositories.names)
    security.check_origins(settings.web)
    theme.check(settings.web)
    prefix = (state.url_prefix or "").rstrip("/")
    state.app.extensions[EXTENSION] = Site(settings, state.name, prefix)
    logs.keep_queries_out(f"{prefix}/")


def _begin() -> None:
    """Choose the language; let in what the limits allow.

    Raises:
        NotFound: a kiosk has no such page.
        RequestURITooLarge: the address is longer than any question.
        TooManyRequests: the reader's address asks too often.
        ServiceUnavailable: too many searches are under way.
    """
    site = rendering.site()
    counting.begin()
    languages.begin(site.settings)
    view = _view()
    if site.settings.kiosk.enabled and view in CLOSED_IN_KIOSK:
        raise NotFound
    longest = _ROOM + _BYTES_A_CHARACTER * site.settings.search.max_query_length
    if len(request.query_string) > longest:
        raise RequestURITooLarge
    if view in CHEAP:
        return
    if not site.rate.allows(request.remote_addr or ""):
        raise TooManyRequests
    if not site.turns.take():
        raise ServiceUnavailable
    g.archsearch_turn = True


def _view() -> str:
    """Name of the view that answers, without the blueprint's."""
    return (request.endpoint or "").rpartition(".")[2]


def _protect(response: Response) -> Response:
    counting.count(_view(), response)
    response.vary.add("Accept-Language")
    if error_pages.is_api_request():
        security.allow_origin(
            response, rendering.site().settings.web, request.headers.get("Origin", "")
        )
    settings = rendering.site().settings
    if settings.kiosk.enabled and _view() != "static":
        response.headers["Cache-Control"] = "no-store"
    return security.protect(response, settings)


def _end(_error: BaseException | None) -> None:
    languages.end()
    if g.pop("archsearch_turn", False):
        rendering.site().turns.give_back()


#: For `Flask.register_blueprint`.
blueprint = make_blueprint()
