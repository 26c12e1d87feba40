"""Which script a text is written in, and which language that makes likely.

A ratio of letters decides: on headings, lists and names it is right where statistical language
guessers, made for running text, aren't.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

#: ISO 15924 codes of the scripts that are told apart, with the ranges of their letters.
_SCRIPTS: Final = {
    "Cyrl": r"\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f",
    "Latn": r"A-Za-z\u00c0-\u024f\u1e00-\u1eff",
    "Arab": r"\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    "Kana": r"\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9d",
    "Hang": r"\u1100-\u11ff\u3130-\u318f\uac00-\ud7af",
    "Hani": r"\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af",
}
#: Script of a text that has no letters of any of these.
UNKNOWN_SCRIPT: Final = "Zyyy"
_LANGUAGES: Final = {
    "Cyrl": "ru", "Latn": "en", "Arab": "ug", "Kana": "ja", "Hang": "ko", "Hani": "zh",
}  # fmt: skip
UNDETERMINED: Final = "und"
#: A tenth of kana among Han is Japanese: Chinese has none at all.
_KANA_SHARE: Final = 0.1


@cache
def _letters(script: str) -> re.Pattern[str]:
    """A letter of a script; compiled when it is first asked for, which takes milliseconds."""
    return re.compile(f"[{_SCRIPTS[script]}]")


def script_of(text: str) -> str:
    """The ISO 15924 code of the script that most letters of `text` belong to, or "Zyyy"."""
    if text.isascii():
        return "Latn" if _letters("Latn").search(text) else UNKNOWN_SCRIPT
    cyrillic = len(_letters("Cyrl").findall(text))
    if 2 * cyrillic > len(text):
        # No other can have more, and most of what comes here is Russian.
        return "Cyrl"
    counts = {script: len(_letters(script).findall(text)) for script in _SCRIPTS}
    if counts["Kana"] > _KANA_SHARE * (counts["Hani"] + counts["Kana"]):
        counts["Kana"] += counts["Hani"]
    script, most = max(counts.items(), key=lambda item: item[1])
    return script if most else UNKNOWN_SCRIPT


def language_of(text: str) -> str:
    """The BCP 47 tag of the language that the script makes likely; "und" without letters."""
    return _LANGUAGES.get(script_of(text), UNDETERMINED)
