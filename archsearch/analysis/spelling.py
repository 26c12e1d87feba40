"""Old and careless Russian spelling → the spellings of today that may be meant.

A folded word arrives; candidates leave, likeliest first. Which of them is a word is for the
dictionary to say, and that is asked elsewhere.

Sources: the decree on the new orthography of 10 October 1918 (letters, final ъ, -аго, -ыя, ея,
prefixes in з); the apostrophe for ъ is the habit of typewriters of the 1920s to 1940s, whose
keyboards had lost the letter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_OLD_LETTERS: Final = str.maketrans(
    {"ѣ": "е", "і": "и", "ѳ": "ф", "ѵ": "и", "ї": "и", "ѡ": "о", "ѧ": "я", "ѯ": "кс", "ѱ": "пс"}
)
_OLD_LETTER: Final = re.compile(r"[ѣіѳѵѡѧѯѱ]|ъ$")
_OLD_SIGN: Final = re.compile(
    r"[ѣіѳѵїѡѧѯѱ']|ъ$|[ая]го$|[ыі]я$|ия$|[аиоуыеяю]ся$"
    r"|(?:без|раз|роз|из|воз|низ|чрез|через)[кпстфхцчшщ]|тти|^(?:ея|нея|оне|одне)$"
)
#: Words whose old form no rule explains.
_WORDS: Final = {
    "ея": ("ее",), "нея": ("нее",), "оне": ("они",), "одне": ("одни",), "однех": ("одних",),
    "однем": ("одним",), "итти": ("идти",), "притти": ("прийти",), "пойтить": ("пойти",),
    "мужеский": ("мужской",), "осьмой": ("восьмой",), "генварь": ("январь",),
    "щастие": ("счастие",), "щастье": ("счастье",), "естьли": ("если",),
}  # fmt: skip
#: Old ending → endings of today.
_ENDINGS: Final = (
    ("аго", ("ого", "его")), ("яго", ("его",)), ("ыя", ("ые", "ой")), ("ия", ("ие", "ей")),
    ("ыяся", ("ыеся",)), ("ияся", ("иеся",)), ("агося", ("егося",)),
)  # fmt: skip
_PREFIX: Final = re.compile(
    r"^((?:не|по|пре|о|об|со)?(?:бе|ра|ро|и|во|ни|чре|чере))з(?=[кпстфхцчшщ])"
)
_VOWEL_SYA: Final = re.compile(r"(?<=[аиоуыэюяе])ся$")
_DRAWL: Final = re.compile(r"(.)\1{2,}")
#: Confusions of careless writers: unstressed vowels, doubled consonants, hushing sounds, signs.
_CONFUSIONS: Final = {
    "а": ("о",), "о": ("а", "е"), "е": ("и", "э"), "и": ("е",), "э": ("е",), "ь": ("ъ",),
    "н": ("нн",), "с": ("сс",), "л": ("лл",), "к": ("кк",), "м": ("мм",), "ы": ("и",), "з": ("с",),
    "й": ("и",), "щ": ("ш", "сч"), "я": ("е",),
}  # fmt: skip
_DOUBLED: Final = re.compile(r"([нслкмптрбзж])\1")


#: Shorter words have too many neighbours.
_SHORTEST_CORRECTED: Final = 6


def looks_old(word: str, *, known: bool) -> bool:
    """Whether a folded word has a sign of an old spelling.

    Args:
        word: the word.
        known: whether today's dictionary has it; then only letters that are no more, and words
            that the old spelling wrote otherwise, count as signs.
    """
    if known:
        return word in _WORDS
    return _OLD_SIGN.search(word) is not None


def has_old_letter(word: str) -> bool:
    """Whether a folded word has a letter that the reform abolished."""
    return _OLD_LETTER.search(word) is not None


def modern_spellings(word: str) -> Iterator[str]:
    """Today's spellings that a folded word may stand for, without itself."""
    plain = _letters(word)
    seen = {word}
    for candidate in (*_WORDS.get(plain, ()), plain, *_endings(plain)):
        for form in (_PREFIX.sub(r"\1с", candidate), candidate):
            if form not in seen:
                seen.add(form)
                yield form


def _letters(word: str) -> str:
    plain = word.translate(_OLD_LETTERS).rstrip("ъ")
    return re.sub(r"(?<=[бвгдзклмнпрстфхцчшщ])'(?=[еюяи])", "ъ", plain)


def _endings(word: str) -> Iterator[str]:
    for old, new in _ENDINGS:
        if word.endswith(old):
            yield from (word[: -len(old)] + ending for ending in new)
    if word.endswith("ся"):
        yield _VOWEL_SYA.sub("сь", word)


def corrections(word: str, is_known: Callable[[str], bool]) -> list[str]:
    """Known words that a careless writer may have meant by an unknown one.

    A letter held («спасииибо»), one vowel or consonant written as it sounds («обоятельный»). At
    most one letter is changed, and nothing is returned if the changes give several words.
    """
    drawn = _DRAWL.search(word)
    if drawn:
        shorter = (_DRAWL.sub(r"\1", word), _DRAWL.sub(r"\1\1", word))
        return [form for form in shorter if is_known(form)][:1]
    if len(word) < _SHORTEST_CORRECTED:
        return []
    found = {form for form in _one_change(word) if is_known(form)}
    return list(found) if len(found) == 1 else []


def _one_change(word: str) -> Iterator[str]:
    for place, letter in enumerate(word):
        for other in _CONFUSIONS.get(letter, ()):
            yield word[:place] + other + word[place + 1 :]
    for double in _DOUBLED.finditer(word):
        yield word[: double.start()] + word[double.start() + 1 :]
