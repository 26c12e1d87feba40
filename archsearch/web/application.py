"""Settings → a WSGI application that serves the pages alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask, Response
from werkzeug.middleware.proxy_fix import ProxyFix

from archsearch.settings import load_settings
from archsearch.web import error_pages, languages, rendering, security
from archsearch.web.blueprint import CONFIG_KEY, blueprint

if TYPE_CHECKING:
    from archsearch.settings import Settings

#: Nothing that a reader sends is longer: there is no upload.
MAX_CONTENT_BYTES = 64 * 1024
#: Browsers keep styles, fonts and scripts for a day (seconds); their addresses carry the version.
STATIC_MAX_AGE = 86_400


def create_app(settings: Settings | None = None) -> Flask:
    """The application for any WSGI server.

    Args:
        settings: what to serve and how; None reads archsearch.toml and the environment.

    Raises:
        SettingsError: the settings that were read say something impossible.
    """
    app = Flask("archsearch.web", static_folder=None, template_folder="templates")
    app.config[CONFIG_KEY] = settings or load_settings()
    app.config["MAX_CONTENT_LENGTH"] = MAX_CONTENT_BYTES
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = STATIC_MAX_AGE
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.register_blueprint(blueprint)
    _cover_unknown_addresses(app)
    proxies = app.config[CONFIG_KEY].web.trusted_proxies
    if proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # Flask's documented way
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies, x_prefix=proxies
        )
    return app


def _cover_unknown_addresses(app: Flask) -> None:
    """Addresses that no view answers get the same error page and headers."""

    @app.before_request
    def begin() -> None:
        languages.begin(rendering.site().settings)

    @app.after_request
    def protect(response: Response) -> Response:
        return security.protect(response, rendering.site().settings)

    @app.teardown_request
    def end(_error: BaseException | None) -> None:
        languages.end()

    error_pages.register(app)
