"""Languages by the names that catalogues give them, as BCP 47 tags (RFC 5646)."""

from __future__ import annotations

_NAMES = {
    "ar": ("arabic", "арабский"),
    "de": ("german", "deutsch", "немецкий"),
    "en": ("english", "английский"),
    "es": ("spanish", "испанский"),
    "fa": ("persian", "farsi", "персидский"),
    "fr": ("french", "французский"),
    "ja": ("japanese", "японский"),
    "kk": ("kazakh", "казахский"),
    "ko": ("korean", "корейский"),
    "ky": ("kyrgyz", "kirghiz", "киргизский"),
    "mn": ("mongolian", "монгольский"),
    "pl": ("polish", "польский"),
    "ru": ("russian", "русский"),
    "tr": ("turkish", "турецкий"),
    "ug": ("uyghur", "uighur", "уйгурский"),
    "uk": ("ukrainian", "украинский"),
    "uz": ("uzbek", "узбекский"),
    "zh": ("chinese", "mandarin", "китайский"),
}
_TAGS = {name: tag for tag, names in _NAMES.items() for name in (tag, *names)}


def language_tag(name: str) -> str:
    """The tag of a language by its English or Russian name; a tag stays as it is; else ""."""
    plain = name.strip().casefold()
    return known_language(plain) or (
        plain if 2 <= len(plain.split("-")[0]) <= 3 and plain.isascii() else ""
    )


def known_language(name: str) -> str:
    """The tag of a language that is known here, by its tag or its name; else ""."""
    return _TAGS.get(name.strip().casefold(), "")
