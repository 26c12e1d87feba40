"""Inflected Russian names → the nominatives that they may be forms of, by their endings alone.

Rules, not a dictionary: most names of the holdings are foreign to any dictionary. A form gives
several nominatives («Алихана»: Алихан, Алихана), all of which are kept; which one was meant is
decided by the name that is looked for.
"""

from __future__ import annotations

#: Ending of a form → endings that its nominative may have instead.
_ENDINGS: dict[str, tuple[str, ...]] = {
    "а": ("", "о"), "у": ("", "а", "о"), "ом": ("", "о"), "е": ("", "а", "я", "й", "ь", "о"),
    "ы": ("", "а"), "и": ("", "а", "я", "й", "ь"), "ой": ("а", "ая"), "ою": ("а",),
    "я": ("й", "ь"), "ю": ("й", "ь", "я"), "ем": ("", "й", "ь"), "ей": ("я", "а", "ь"),
    "ею": ("я", "а"), "ью": ("ь",), "ым": ("", "ый", "ы"), "им": ("", "ий", "и"),
    "ого": ("ий", "ый", "ой"), "ому": ("ий", "ый", "ой"), "его": ("ий",), "ему": ("ий",),
    "ую": ("ая",), "юю": ("яя",), "ов": ("", "ы"), "ев": ("", "й", "и"), "ам": ("", "ы", "и", "а"),
    "ям": ("", "и", "я"), "ами": ("", "ы", "и", "а"), "ями": ("", "и", "я"), "ах": ("", "ы", "и", "а"),
    "ях": ("", "и", "я"), "ых": ("", "ый"), "их": ("ий", "ой"), "ыми": ("", "ый"), "ими": ("ий",),
    "ия": ("ий",), "ию": ("ий", "ия"), "ии": ("ий", "ия"), "ием": ("ий",), "ией": ("ия",),
}  # fmt: skip
_SHORTEST_STEM = 2
_CYRILLIC_LETTERS = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюя")


def nominatives(form: str) -> list[str]:
    """The nominatives that a folded Cyrillic form may belong to, without the form itself."""
    if not form or form[-1] not in _CYRILLIC_LETTERS:
        return []
    found: list[str] = []
    for length in (1, 2, 3):
        stem = form[:-length]
        if len(stem) >= _SHORTEST_STEM:
            found += [stem + ending for ending in _ENDINGS.get(form[-length:], ())]
    return found
