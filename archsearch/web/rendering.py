"""A page's value and a template → the HTML of a response.

The one place where templates meet the request: they get the page's own dataclass, the site, the
translations and a function that makes links, and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import current_app, render_template, request, url_for

from archsearch import __version__
from archsearch.web import languages
from archsearch.web.describing import level_name, reference_text
from archsearch.web.explaining import via_name
from archsearch.web.site import EXTENSION, Site

if TYPE_CHECKING:
    from archsearch.holdings import Document
    from archsearch.settings import KioskSettings


#: The parameter of a page that a kiosk opened by itself: which of its documents it is, from 0.
ATTRACT = "attract"


def site() -> Site:
    """The site of the application that answers this request."""
    found: Site = current_app.extensions[EXTENSION]
    return found


def link(endpoint: str, **values: Any) -> str:  # noqa: ANN401 - whatever fits in a query string
    """Address of a view of this site, in the interface language that the reader chose.

    Args:
        endpoint: name of the view, without the blueprint's.
        values: parts of its path and its query string; None leaves one out. A value for
            ``lang`` overrides the chosen language.
    """
    if endpoint != "static":
        for name, value in carried().items():
            values.setdefault(name, value or None)
    else:
        values["v"] = __version__
    return url_for(f"{request.blueprint or site().blueprint_name}.{endpoint}", **values)


def bare_link(endpoint: str, **values: Any) -> str:  # noqa: ANN401 - as `link`
    """Address of a view without the reader's choices."""
    return link(endpoint, **{**dict.fromkeys(carried()), **values})


def public_link(endpoint: str, **values: Any) -> str:  # noqa: ANN401 - as `link`
    """The whole address of a view, as permalinks, citations and feeds name it."""
    path = bare_link(endpoint, **values)
    base = site().settings.web.public_url.rstrip("/")
    if base:
        return base + path.removeprefix(request.script_root).removeprefix(site().prefix)
    return request.host_url.rstrip("/") + path


def cited_address(document_id: str) -> str:
    """The address that a citation names: the public one, or none where the settings have none.

    An address like http://127.0.0.1:8000 leads nobody anywhere, so it is never cited.
    """
    known = site().settings.web.public_url
    return public_link("document", document_id=document_id) if known else ""


def carried() -> dict[str, str]:
    """What a reader chose and links carry on, by parameter; "" where nothing was chosen.

    The interface language, whether single-letter keys are off, and in a kiosk the size of the
    type and the contrast. The address is the only place where a choice is kept.
    """
    chosen: dict[str, tuple[str, ...]] = {"keys": ("0",)}
    if site().settings.kiosk.enabled:
        chosen |= {"size": ("1", "2"), "contrast": ("1",)}
    asked = ((name, request.args.get(name, ""), allowed) for name, allowed in chosen.items())
    return {
        languages.PARAMETER: languages.asked_for(),
        **{name: value if value in allowed else "" for name, value, allowed in asked},
    }


def here(**changes: Any) -> str:  # noqa: ANN401 - as `link`
    """This page's own address with some of its query string changed; None takes one out."""
    endpoint = (request.endpoint or "").rpartition(".")[2]
    if not request.blueprint or endpoint == "static":
        return link("search", **changes)
    # Long values are cut where they are read, too; a page has the address in many links.
    longest = site().settings.search.max_query_length + 1
    asked: dict[str, Any] = {
        name: [value[:longest] for value in values] for name, values in request.args.lists()
    }
    return link(endpoint, **{**asked, **(request.view_args or {}), **changes})


def language_links() -> dict[str, str]:
    """This page's address in each interface language, by language."""
    return {code: here(lang=code) for code in languages.LANGUAGES}


def fonts() -> tuple[str, ...]:
    """Addresses of the fonts that nearly every page needs, as the style sheet names them."""
    names = (f"{subset}-{weight}" for subset in ("latin", "cyrillic") for weight in (400, 700))
    return tuple(
        link("static", filename=f"fonts/pt-serif-{name}-normal.woff2").partition("?")[0]
        for name in names
    )


def kiosk() -> KioskSettings | None:
    """The settings of the kiosk, or None where the pages aren't one."""
    settings = site().settings.kiosk
    return settings if settings.enabled else None


def following_document() -> str:
    """Address of the document that a kiosk shows next while nobody is there, or ""."""
    settings = kiosk()
    if settings is None or not settings.attract:
        return ""
    here_now = request.args.get(ATTRACT, "")
    number = len(settings.attract)
    first = int(here_now) + 1 if here_now in map(str, range(number)) else 0
    for place in (each % number for each in range(first, first + number)):
        if site().holds(settings.attract[place]):
            return bare_link("document", document_id=settings.attract[place], **{ATTRACT: place})
    return ""


def outside(document: Document) -> tuple[str, ...]:
    """The web addresses that a record names: where it is from, its IIIF manifest, its rights."""
    named = (*document.addresses, document.iiif_manifest, document.rights.uri)
    return tuple(dict.fromkeys(address for address in named if is_web_address(address)))


def is_web_address(text: str) -> bool:
    """Whether a holding's address may become a link; "javascript:…" may not."""
    return text.lower().startswith(("https://", "http://"))


def render(template: str, **values: Any) -> str:  # noqa: ANN401 - a page's dataclass, mostly
    """The HTML of one page."""
    return render_template(
        f"archsearch/{template}",
        site=site(),
        link=link,
        bare_link=bare_link,
        here=here,
        public_link=public_link,
        language=languages.current(),
        languages=languages.LANGUAGES,
        language_links=language_links(),
        language_name=languages.language_name,
        via_name=via_name,
        level_name=level_name,
        reference_text=reference_text,
        direction=languages.direction,
        is_web_address=is_web_address,
        outside=outside,
        fonts=fonts(),
        kiosk=kiosk(),
        attract_next=following_document(),
        attracting=ATTRACT in request.args,
        carried=carried(),
        _=languages.gettext,
        ngettext=languages.ngettext,
        **values,
    )
