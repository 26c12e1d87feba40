"""Reference codes: where a repository keeps a document, in the notation of its tradition."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference code, taken apart as far as its notation allows.

    Attributes:
        repository: the institution that holds it, as written ("GARF", "ГАРФ").
        fond, opis, delo: the levels of Soviet and Russian archives, without their labels.
        folios: leaf or range of leaves ("352-359"), without its label.
        written: the whole code as the source gives it; the only part always present.
        papka: the folder between opis and delo that the Foreign Policy Archive uses («п. 314»).
    """

    repository: str = ""
    fond: str = ""
    opis: str = ""
    delo: str = ""
    folios: str = ""
    written: str = ""
    papka: str = ""


#: Labels of the levels, in Russian and in the transliteration of English citations.
_LABELS = {
    "fond": r"фонд|ф\.|fond|f\.",
    "opis": r"опись|оп\.|opis['’ʹ]?|op\.",
    "papka": r"папка|п\.|papka|p\.",
    "delo": r"дело|д\.|delo|d\.",
    "folios": r"листы|лист|лл\.?|л\.|folios?|ll\.?|l\.",
}
_ANY_LABEL = "|".join(_LABELS.values())
_LEVEL = re.compile(
    r"(?:^|(?<=[\s,;]))(?:"
    + "|".join(rf"(?P<{level}>{labels})" for level, labels in _LABELS.items())
    + rf")\s*(?P<number>[^,;\s][^,;]*?)(?=\s*[,;]|\.?\s+(?:{_ANY_LABEL})|$)",
    re.IGNORECASE,
)
#: A code needs a fond to be one of this tradition.
_REQUIRED_LEVEL = "fond"


def parse_reference(written: str) -> Reference:
    """Take a reference code apart.

    Args:
        written: "GARF, Fond R-9401ss, Opis' 2, Delo 95, ll. 352-359" or
            «ГАРФ, ф. Р-9401сс, оп. 2, д. 95, лл. 352–359, 361 об.».

    Returns:
        the reference; what is of another notation has `written` alone, or its repository too.
    """
    text = " ".join(written.split())
    if not text.endswith("об."):
        text = text.rstrip(". ")
    levels = {
        next(level for level in _LABELS if match[level]): match for match in _LEVEL.finditer(text)
    }
    if _REQUIRED_LEVEL not in levels:
        return Reference(repository=_leading_name(text), written=text)
    repository = text[: min(match.start() for match in levels.values())].strip(" ,;.")
    numbers = {level: match["number"].strip() for level, match in levels.items()}
    if "folios" in levels:
        numbers["folios"] += _further_leaves(text[levels["folios"].end() :])
    return replace(Reference(repository=repository, written=text), **numbers)


def _leading_name(text: str) -> str:
    """The repository of a code in another notation: what stands before the first comma."""
    head, comma, _ = text.partition(",")
    return head.strip() if comma and not any(character.isdigit() for character in head) else ""


def _further_leaves(rest: str) -> str:
    """Further leaves after the first range: «, 361 об.»."""
    found = re.match(r"(?:\s*,\s*\d+(?:\s*[-–]\s*\d+)?(?:\s*об\.?)?)+", rest)
    return found[0].rstrip() if found else ""
