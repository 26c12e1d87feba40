"""The look that the settings give: ``/theme.css`` and ``/logo``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Response, send_file
from werkzeug.exceptions import NotFound

from archsearch.errors import SettingsError
from archsearch.web.languages import LANGUAGES
from archsearch.web.rendering import site

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Blueprint

    from archsearch.settings import WebSettings

#: Names of colours that can be set, and the variable of the style sheet that each stands for.
COLOURS = {name: f"--{name}" for name in ("accent", "paper", "ink", "mark")}
#: Texts of ``<archsearch-box>`` that can be set, by name and language.
BOX_TEXTS = tuple(
    f"{name}_{code}"
    for name in ("label", "search", "nothing", "failed", "all")
    for code in LANGUAGES
)
#: CSS colours as a number, a name or a function; nothing that could end the declaration.
_COLOUR = re.compile(r"#[0-9A-Fa-f]{3,8}|[A-Za-z]+|(?:rgb|hsl|oklch|lab)a?\([0-9.,%/ -]+\)")
_PICTURES = {".png", ".svg", ".jpg", ".jpeg", ".webp"}


def register(blueprint: Blueprint) -> None:
    """Add both addresses to `blueprint`."""
    blueprint.add_url_rule("/theme.css", "theme", show_theme)
    blueprint.add_url_rule("/logo", "logo", show_logo)


def check(settings: WebSettings) -> None:
    """What is wrong with the look is told at the start, not on a page.

    Raises:
        SettingsError: as `theme`; or a text is named that the search box doesn't have.
    """
    theme(settings.colours)
    for name in settings.box_texts:
        if name not in BOX_TEXTS:
            raise SettingsError(f"web.box_texts: “{name}” isn't one of {', '.join(BOX_TEXTS)}.")


def show_theme() -> Response:
    """The colours of the settings, for the light theme."""
    return Response(theme(site().settings.web.colours), content_type="text/css; charset=utf-8")


def theme(colours: Mapping[str, str]) -> str:
    """A style sheet that sets the colours.

    Raises:
        SettingsError: a name is unknown, or a value isn't a CSS colour.
    """
    for name, value in colours.items():
        if name not in COLOURS:
            raise SettingsError(f"web.colours: “{name}” isn't one of {', '.join(COLOURS)}.")
        if not _COLOUR.fullmatch(value):
            raise SettingsError(f"web.colours.{name}: “{value}” isn't a CSS colour.")
    declared = "".join(f"  {COLOURS[name]}: {value};\n" for name, value in colours.items())
    rule = f":root {{\n{declared}}}\n"
    return f"@media not (prefers-color-scheme: dark) {{\n{rule}}}\n" if declared else ""


def show_logo() -> Response:
    """The picture beside the title.

    Raises:
        NotFound: the settings name none, or it isn't a picture.
    """
    logo = site().settings.web.logo
    path = Path(logo).absolute()
    if not logo or path.suffix.lower() not in _PICTURES or not path.is_file():
        raise NotFound
    return send_file(path)
