"""What the search says about a query → the same in the interface language.

The search layer speaks English. A notice that the catalogue doesn't know stays English, and the
page says that it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archsearch.web.languages import current, gettext

if TYPE_CHECKING:
    from collections.abc import Iterable

_QUOTED = re.compile(r"“(?P<word>[^”]*)”")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for the reader, and the language it is in."""

    text: str
    language: str


def translate(notices: Iterable[str]) -> tuple[Notice, ...]:
    """The notices of the search layer in the interface language as far as it is known."""
    return tuple(_translate(notice) for notice in notices)


def _translate(notice: str) -> Notice:
    quoted, number = _QUOTED.search(notice), _NUMBER.search(notice)
    if quoted is not None:
        message = notice[: quoted.start()] + "“%(word)s”" + notice[quoted.end() :]
        translated = gettext(message, word=quoted["word"])
    elif number is None:
        translated = gettext(notice)
    else:
        message = notice[: number.start()] + "%(number)s" + notice[number.end() :]
        translated = gettext(message, number=number.group())
    return Notice(translated, "en" if translated == notice else current())


def _(message: str) -> str:
    """Names a message for the catalogue."""
    return message


#: What the search layer may say; `tests/web` holds them against it.
KNOWN = (
    _("No document contains all the words; these contain some of them."),
    _("The words stand far apart where all of them occur; these contain most of them together."),
    _("Nothing matches as it is typed; these contain words that differ by a letter or two."),
    _("Nothing in these holdings matches."),
    _("%(number)s rarer spellings of the names were left out."),
    _("The search took too long and was cut short; there may be more hits."),
    _("A part of the index does not answer at the moment; there may be more hits."),
    _("The query was longer than %(number)s characters; the rest was left out."),
    _("The index was rebuilt since the page before; hits may repeat or be missing."),
    _("“%(word)s” can't be read as a date; it was left out."),
    _("“%(word)s” joins nothing here; it was taken as a word."),
    _("A quotation mark was open; it was closed at the end."),
    _("The brackets did not match; stray ones were left out."),
)
