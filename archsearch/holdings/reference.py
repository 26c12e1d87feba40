"""Reference codes: where a repository keeps a document, in the notation of its tradition.

A code as a source writes it arrives, its levels leave, and `str` of them is a code again. Three
notations are known: fond, opis, delo and leaves of Soviet and Russian archives, in either
language; the group and number of German and British ones (B 136/59748), with the record groups of
American ones (RG 59, Central Files); the path of Irish ones (DFA/6/440/8/1). What is in none of
them is kept whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from archsearch.holdings.repositories import repository_named


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference code, taken apart as far as its notation allows.

    Attributes:
        repository: the institution that holds it, as written ("GARF", "ГАРФ").
        fond, opis, delo: the levels of Soviet and Russian archives, without their labels; of
            other notations the group, what is between, and the number.
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

    def __str__(self) -> str:
        """The code in its own notation, labels in the script of the repository and the fond."""
        if not self.fond:
            return self.written
        return ", ".join(filter(None, (self.repository, self.levels)))

    @property
    def levels(self) -> str:
        """The code without its repository; "" where its levels aren't known."""
        if not self.fond:
            return ""
        if _RECORD_GROUP.fullmatch(self.fond):
            return ", ".join(filter(None, (self.fond, self.delo)))
        if has_group_and_number(self.fond):
            code = f"{self.fond}/{self.delo}" if self.delo else self.fond
            return ", ".join(filter(None, (code, self.folios)))
        if _PATH_HEAD.fullmatch(self.fond):
            return "/".join(filter(None, (self.fond, self.opis, self.delo)))
        named = self.repository + self.fond
        said = named if any(letter.isalpha() for letter in named) else self.written
        labels = _RUSSIAN if _CYRILLIC.search(said) else _ENGLISH
        several = re.search(r"\d\D*\d", re.sub(r"\d+", "1", self.folios)) is not None
        given = {
            **dict(zip(labels, (self.fond, self.opis, self.papka, self.delo), strict=False)),
            labels[-1 if several else -2]: self.folios,
        }
        return ", ".join(f"{label} {number}" for label, number in given.items() if number)


_RUSSIAN = ("ф.", "оп.", "п.", "д.", "л.", "лл.")
_ENGLISH = ("f.", "op.", "p.", "d.", "l.", "ll.")
_CYRILLIC = re.compile("[А-яЁё]")
#: Labels of the levels, in Russian, in the transliteration of English citations, in English.
_LABELS = {
    "fond": r"фонда?|ф\.|fonds?|f\.",
    # In place of an opis, fond 89 has a перечень, of documents; Ukrainian archives have a справа.
    "opis": r"описи|опись|оп\.|перечень|пер\.|opis['’ʹʼ]?|op\.|perechen['’ʹʼ]?|per\."
    r"|inventory|inv\.",
    "papka": r"папка|пап\.|п\.|papka|pap\.|por\.|p\.",
    "delo": r"дела|дело|д\.|ед\.\s?хр\.|документ|док\.|справа|спр\.|delo|d\.|(?:y?ed|ed)\.\s?khr\."
    r"|file|document|doc\.|dok\.|sprava|spr\.",
    "folios": r"листы|листа|лист|л\.\s?л\.|лл\.?|л\.|аркуш[иі]?|арк\.|listy?|folios?|sheets?"
    r"|leaf|leaves|pages?|pp\.|l\.\s?l\.|ll\.?|l\.|ark\.",
}
_ANY_LABEL = "|".join(_LABELS.values())
_LEVEL = re.compile(
    r"(?:^|(?<=[\s,;]))(?:"
    + "|".join(rf"(?P<{level}>{labels})" for level, labels in _LABELS.items())
    + rf")\s*(?:№\s*)?(?P<number>[^,;\s][^,;]*?)(?=\s*[,;]|\.?\s+(?:{_ANY_LABEL})|$)",
    re.IGNORECASE,
)
#: «Ф.1.Оп.2.Д.35» has nothing else than full stops between its levels.
_STUCK = re.compile(rf"(?<=\w)\.(?=(?:{_ANY_LABEL})\s*(?:[^\W\d_]-?)?[\d№])", re.IGNORECASE)
#: A code needs a fond to be one of this tradition.
_REQUIRED_LEVEL = "fond"
_VERSO = r"(?:\s*(?:об\.?|ob\.?|v\.?))?"
_LEAVES = rf"\d+\w?{_VERSO}(?:\s*[-–—]\s*\d+\w?{_VERSO})?"
_GROUP = re.compile(r"[A-Z]{1,4} \d+[A-Z]?")
#: B 136/59748, 326-334; DY 30/IV 2/2.035/127 (Bundesarchiv); FO 371/46223 (The National Archives).
_GROUP_AND_NUMBER = re.compile(
    rf"(?:(?P<repository>[^,\d/]+?)(?P<comma>[,:])?\s+)?(?P<fond>{_GROUP.pattern})"
    r"/(?P<delo>[IVX]+ \d+(?:/[\d.]*\d)*|\d+\w?)"
    rf"(?:,\s*(?:Bl\.|ff?\.|fols?\.)?\s*(?P<folios>{_LEAVES}(?:,\s*{_LEAVES})*))?"
)
#: «л. 1. Копия.»: what the document is, after where it lies.
_WHAT_IT_IS = re.compile(r"(?<=[\dа-яa-z])\.\s+[^\W\d_]{4,}.*$")
_PATH_HEAD = re.compile(r"[A-Z]{2,8}")
#: DFA/6/440/8/1 (National Archives of Ireland).
_PATH = re.compile(
    rf"(?:(?P<repository>[^,\d/]+?),\s+)?(?P<fond>{_PATH_HEAD.pattern})/(?P<opis>[A-Z]?\d+\w*)"
    r"/(?P<delo>\w+(?:/\w+)*)"
)
#: RG 59, Central Files, 761.00/5-145 (National Archives and Records Administration).
_RECORD_GROUP = re.compile(r"RG \d+[A-Z]?")
_IN_RECORD_GROUP = re.compile(
    r"(?:(?P<repository>[^,:\d/]+?)(?P<comma>[,:])?\s+)?(?:RG|Record Group) (?P<number>\d+[A-Z]?)"
    r"(?:,\s*(?P<delo>\S.*))?"
)
#: RGASPI, 17/162/18, ll. 45-47: the levels of a fond without their labels.
_UNLABELLED = re.compile(
    rf"(?P<repository>[^,\d/]+?),?\s+(?P<fond>(?:[^\W\d_]{{1,2}}-)?\d+\w{{0,2}})/(?P<opis>\d+\w?)"
    rf"/(?P<delo>\d+\w?)(?:(?:/|,?\s*(?:лл?\.|ll?\.)\s*)(?P<folios>{_LEAVES}(?:,\s*{_LEAVES})*))?"
)


def parse_reference(written: str) -> Reference:
    """Take a reference code apart.

    Args:
        written: "GARF, Fond R-9401ss, Opis' 2, Delo 95, ll. 352-359",
            «ГАРФ, ф. Р-9401сс, оп. 2, д. 95, лл. 352–359, 361 об.», "BArch, B 136/59748, 326-334"
            or "National Archives of Ireland, DFA/6/440/8/1".

    Returns:
        the reference; what is of another notation has `written` alone, or its repository too.
    """
    text = " ".join(written.split())
    if not text.endswith(("об.", "v.")):
        text = text.rstrip(". ")
    other = _of_other_notation(text)
    if other is not None:
        return other
    spaced = _STUCK.sub(", ", text)
    levels = {
        next(level for level in _LABELS if match[level]): match
        for match in reversed(list(_LEVEL.finditer(spaced)))
    }
    if _REQUIRED_LEVEL not in levels:
        return Reference(_leading_name(text), written=text)
    repository = spaced[: min(match.start() for match in levels.values())].strip(" ,;.")
    numbers = {level: match["number"].strip() for level, match in levels.items()}
    if "folios" in levels:
        numbers["folios"] = _WHAT_IT_IS.sub("", numbers["folios"])
        numbers["folios"] += _further_leaves(spaced[levels["folios"].end() :])
    return replace(Reference(repository=repository, written=text), **numbers)


def has_group_and_number(fond: str) -> bool:
    """Whether a fond is a group whose numbers stand below it directly: "B 136"."""
    return _GROUP.fullmatch(fond) is not None


def _of_other_notation(text: str) -> Reference | None:
    """A code of a group and a number, or of a path; none if it is neither, or a fond's."""
    for read in (_in_record_group, _unlabelled):
        reference = read(text)
        if reference is not None:
            return reference
    for pattern in (_GROUP_AND_NUMBER, _PATH):
        found = pattern.fullmatch(text)
        if not found:
            continue
        parts = {name: part or "" for name, part in found.groupdict().items()}
        comma = parts.pop("comma", ",")
        known = repository_named(parts["repository"]) is not None
        head = parts["fond"].split()[0]
        if (parts["repository"] and not comma and not known) or repository_named(head):
            continue
        return Reference(written=text, **parts)
    return None


def _in_record_group(text: str) -> Reference | None:
    found = _IN_RECORD_GROUP.fullmatch(text)
    if not found:
        return None
    repository = found["repository"] or ""
    if repository and not found["comma"] and repository_named(repository) is None:
        return None
    group, rest = f"RG {found['number']}", found["delo"] or ""
    return Reference(repository, group, delo=rest, written=text)


def _unlabelled(text: str) -> Reference | None:
    """Levels between strokes, of a repository that the table has: of others nobody knows."""
    found = _UNLABELLED.fullmatch(text)
    if not found or repository_named(found["repository"]) is None:
        return None
    return Reference(written=text, **{name: part or "" for name, part in found.groupdict().items()})


def _leading_name(text: str) -> str:
    """The repository of a code in another notation: what stands before the first comma."""
    head, comma, _ = text.partition(",")
    return head.strip() if comma and not any(character.isdigit() for character in head) else ""


def _further_leaves(rest: str) -> str:
    """Further leaves after the first range: «, 361 об.»."""
    found = re.match(rf"(?:\s*,\s*{_LEAVES})+(?![\w/])", rest)
    return found[0].rstrip() if found else ""
