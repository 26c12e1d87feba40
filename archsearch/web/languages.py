"""The language of the interface, and the names of the languages that documents are in.

The language is in the address (``?lang=ru``) and nowhere else; an address without one follows the
browser's own preference, except in a kiosk, whose browser isn't the reader's. Texts of holdings
are never translated here.
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from flask import g, request
from flask_babel import Domain, force_locale

if TYPE_CHECKING:
    from archsearch.settings import Settings

#: Interface languages, and how each calls itself.
LANGUAGES = {"en": "English", "ru": "Русский"}
#: The parameter of an address that names the interface language.
PARAMETER = "lang"

_DOMAIN = Domain([str(Path(__file__).parent / "translations")], "archsearch")


def gettext(message: str, **variables: object) -> str:
    """A message in the interface language, its ``%(name)s`` filled in."""
    translated: str = _DOMAIN.gettext(message, **variables)
    return translated


def ngettext(singular: str, plural: str, num: int, **variables: object) -> str:
    """A message in the form that its number wants; ``%(num)s`` is the number."""
    translated: str = _DOMAIN.ngettext(singular, plural, num, **variables)
    return translated


def begin(settings: Settings) -> None:
    """Choose the interface language of this request, until `end`; the first call decides."""
    if "archsearch_language_stack" in g:
        return
    asked = request.args.get(PARAMETER, "")
    g.archsearch_asked_language = asked if asked in LANGUAGES else ""
    preferred = None if settings.kiosk.enabled else request.accept_languages.best_match(LANGUAGES)
    g.archsearch_language = g.archsearch_asked_language or preferred or settings.web.language
    stack = ExitStack()
    stack.enter_context(force_locale(g.archsearch_language))
    g.archsearch_language_stack = stack


def end() -> None:
    """Give the request's context back as `begin` found it."""
    stack: ExitStack | None = g.pop("archsearch_language_stack", None)
    if stack is not None:
        stack.close()


def current() -> str:
    """Interface language of this request: a key of `LANGUAGES`."""
    language: str = g.get("archsearch_language", "en")
    return language


def asked_for() -> str:
    """The interface language that the address names, or "": links carry it on."""
    asked: str = g.get("archsearch_asked_language", "")
    return asked


def language_name(tag: str) -> str:
    """The name of a language in the interface language; the tag itself where nobody knows it."""
    try:
        name = Locale.parse(tag, sep="-").get_display_name(current())
    except (UnknownLocaleError, ValueError):
        return tag
    return name[:1].upper() + name[1:] if name else tag


#: A subtag of four letters names a script.
_SCRIPT_LETTERS = 4
#: Scripts that are written from right to left, as subtags of a language have them (ISO 15924).
_RIGHT_TO_LEFT = frozenset({"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm"})
#: Languages usually written in one of them (CLDR's likely scripts; the Ottoman one besides).
_WRITTEN_SO = frozenset({"ar", "ckb", "fa", "he", "ota", "prs", "ps", "sd", "ug", "ur", "yi"})


def direction(tag: str) -> str:
    """The value of ``dir`` for a text: "rtl", "ltr", or "auto" where its language isn't known."""
    language, *subtags = tag.split("-")
    script = next((each.title() for each in subtags if len(each) == _SCRIPT_LETTERS), "")
    if script:
        return "rtl" if script in _RIGHT_TO_LEFT else "ltr"
    if language.casefold() in {"", "und", "mul"}:
        return "auto"
    return "rtl" if language.casefold() in _WRITTEN_SO else "ltr"
