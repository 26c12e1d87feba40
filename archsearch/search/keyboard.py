"""A query typed on the wrong keyboard: «Fkb[fy» is «Алихан», «ыефдшт» is "stalin".

Letters arrive as the wrong layout gives them, the same keys on the other layout leave. Whether the
other reading means anything is for the holdings to say.
"""

from __future__ import annotations

#: The same keys on the English (US) and on the Russian layout (ЙЦУКЕН, as Windows has it).
_ENGLISH = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>"
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбюЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ"
_TO_RUSSIAN = str.maketrans(_ENGLISH, _RUSSIAN)
_TO_ENGLISH = str.maketrans(_RUSSIAN, _ENGLISH)


def other_layout(typed: str) -> str:
    """What the same keys give on the other layout; "" where letters of both are typed, or none."""
    cyrillic = sum("а" <= letter <= "я" or letter == "ё" for letter in typed.casefold())
    latin = sum(letter.isascii() and letter.isalpha() for letter in typed)
    if bool(cyrillic) == bool(latin):
        return ""
    return typed.translate(_TO_ENGLISH if cyrillic else _TO_RUSSIAN)
