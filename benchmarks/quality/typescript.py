"""Are words recovered from how archives type and scan them, and is ordinary text left alone?

The gold sentences of `lemmas/` are damaged by rule with a fixed seed, so that what should come
out is known: letters spaced out, words broken at a line's end, old spelling, look-alike letters.
"""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

from archsearch.analysis import Analyzer, fold
from archsearch.analysis.typo import is_typo_of
from benchmarks.quality.conllu import GoldSentence, GoldWord, sentences
from benchmarks.quality.lemmas import share, terms

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ANALYZER = Analyzer()
_SEED = 1945
_RUN = re.compile(r"[а-яё]+(?: [а-яё]+)*", re.IGNORECASE)
_VOWELS = "аеёиоуыэюя"
_LATIN = str.maketrans("АВЕКМНОРСТХаеорсух", "ABEKMHOPCTXaeopcyx")


def measure(data: Path) -> dict[str, float] | None:
    gold = list(sentences(data))
    if not gold:
        return None
    found = {
        "letterspaced": share(letterspaced(gold)),
        "false_joins": share(false_joins(gold)),
        "hyphens": share(hyphens(gold)),
        "old_spelling": share(old_spelling(gold)),
        "mixed_script": share(mixed_script(gold)),
    }
    pairs = data / "typescript" / "ocr_errors.tsv"
    if pairs.exists():
        found["ocr_pairs"] = share(ocr_pairs(pairs))
    return found


def letterspaced(gold: list[GoldSentence]) -> Iterator[bool]:
    """1 to 4 running words of a sentence spaced out, one or two spaces between them."""
    chance = random.Random(_SEED)
    for sentence in gold:
        runs = [run for run in _RUN.finditer(sentence.text) if len(run.group()) > 3]
        if not runs:
            continue
        run = chance.choice(runs)
        words = list(re.finditer("[а-яё]+", run.group(), re.IGNORECASE))
        count = min(chance.randint(1, 4), len(words))
        first = chance.randrange(len(words) - count + 1)
        chosen = words[first : first + count]
        start, end = run.start() + chosen[0].start(), run.start() + chosen[-1].end()
        if sum(len(word.group()) for word in chosen) < 3 or not clear(sentence.text, start, end):
            continue
        case = chance.choice([str.lower, str.upper])
        gap = chance.choice([" ", "  "])
        spaced = gap.join(" ".join(case(word.group())) for word in chosen)
        text = sentence.text[:start] + spaced + sentence.text[end:]
        yield recovered(text, sentence.text)


def clear(text: str, start: int, end: int) -> bool:
    """Whether what is spaced out doesn't touch a hyphen or another sign of a longer word."""
    return text[start - 1 : start] in {"", " ", "«", '"', "("} and text[end : end + 1] != "-"


def recovered(text: str, original: str) -> bool:
    """Whether every word of `original` is found in `text` at its position, and no more."""
    ours, theirs = by_position(text), by_position(original)
    return len(ours) == len(theirs) and all(
        not one.isdisjoint(two) for one, two in zip(ours, theirs, strict=True)
    )


def by_position(text: str) -> list[set[str]]:
    found: dict[int, set[str]] = {}
    for token in _ANALYZER.tokens(text, "ru"):
        if token.rule != "letter-spaced, undivided":
            found.setdefault(token.position, set()).add(token.exact)
    return [found[position] for position in sorted(found)]


def false_joins(gold: list[GoldSentence]) -> Iterator[bool]:
    """Ordinary sentences in which letters were joined."""
    for sentence in gold:
        if not re.search(r"(?:(?<!\w)[^\W\d_] ){4}", sentence.text):
            tokens = _ANALYZER.tokens(sentence.text, "ru")
            yield any(token.rule.startswith("letter-spaced") for token in tokens)


def hyphens(gold: list[GoldSentence]) -> Iterator[bool]:
    """Words broken at a line's end, true hyphens among them: found as they were written."""
    chance = random.Random(_SEED)
    for sentence in gold:
        for word in sentence.words:
            places = [place for place in range(2, len(word.form) - 1) if splits(word.form, place)]
            if not word.is_word or not places:
                continue
            place = chance.choice(places)
            hyphen = "" if word.form[place - 1] == "-" else "-"
            text = f"это {word.form[:place]}{hyphen}\n{word.form[place:]} было"
            tokens = _ANALYZER.tokens(text, "ru")
            whole = (4, len(text) - 5)
            written = (fold(word.form), fold(word.form).replace("-", ""))
            yield any((token.start, token.end) == whole and token.exact in written
                      for token in tokens)  # fmt: skip


def splits(form: str, place: int) -> bool:
    """Whether a typist breaks a word there: behind its hyphen, or between syllables."""
    if "-" in form:
        return form[place - 1] == "-"
    before, after = form[:place].lower(), form[place:].lower()
    return len(form) > 5 and all(any(v in part for v in _VOWELS) for part in (before, after))


def old_spelling(gold: list[GoldSentence]) -> Iterator[bool]:
    """Words that the old spelling wrote otherwise: each finds the other."""
    for sentence in gold:
        for word in sentence.words:
            old = before_reform(word)
            if word.is_word and old != word.form.lower():
                yield not terms(old).isdisjoint(terms(word.form))


def before_reform(word: GoldWord) -> str:
    """A word as it was written before 1918, as far as rules tell."""
    form = word.form.lower().replace("ё", "е")
    if word.part in {"ADJ", "DET", "PRON"} and len(form) > 4:
        feminine_or_neuter = "Gender=Fem" in word.features or "Gender=Neut" in word.features
        form = re.sub("([жчшщ])его$", r"\1аго", form)
        form = re.sub("его$", "яго", re.sub("ого$", "аго", form))
        if feminine_or_neuter or "Number=Plur" in word.features:
            form = re.sub("ие$", "ия", re.sub("ые$", "ыя", form))
    if word.part in {"NOUN", "PROPN"} and re.search("Case=(Dat|Loc)", word.features):
        form = re.sub("е$", "ѣ", form)
    form = re.sub("^(бе|ра|и|во|ни)с(?=[кпстфхцчшщ])", r"\1з", form)
    form = re.sub("и(?=[аеиоуыэюяй])", "і", form)
    return re.sub("(?<=[бвгджзклмнпрстфхцчшщ])$", "ъ", form)


def mixed_script(gold: list[GoldSentence]) -> Iterator[bool]:
    """One to three letters of a word from the other keyboard, or a nought for О."""
    chance = random.Random(_SEED)
    for sentence in gold:
        for word in sentence.words:
            places = [
                at for at, letter in enumerate(word.form) if letter.translate(_LATIN) != letter
            ]
            if (
                not word.is_word
                or len(word.form) < 4
                or len(places) == len(word.form)
                or not places
            ):
                continue
            letters = list(word.form)
            for place in chance.sample(places, min(len(places), chance.randint(1, 3))):
                latin = letters[place].translate(_LATIN)
                nought = latin in "Oo" and chance.random() < 0.3
                letters[place] = "0" if nought else latin
            exact = {token.exact for token in _ANALYZER.tokens("".join(letters), "ru")}
            yield fold(word.form) in exact


def ocr_pairs(pairs: Path) -> Iterator[bool]:
    """Real misreadings that the typo rule, or a repair, brings together with what was meant."""
    for line in pairs.read_text(encoding="utf-8").splitlines()[1:]:
        correct, misread = line.split("\t")
        near = is_typo_of(fold(misread), fold(correct))
        yield near or not terms(correct).isdisjoint(terms(misread))
