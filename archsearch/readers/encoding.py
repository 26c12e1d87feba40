"""Bytes → text in the encoding that they are in, for files of thirty years of Russian computing.

Unicode is told by its marks or by being valid. Among the one-byte encodings the one is taken in
which the letters are most like Russian: by how frequent each is, by small letters following
capitals and not the reverse, by the short words that every page has, by no word mixing scripts. On
texts of a few words this is surer than a general detector, which knows fifty further encodings to
mistake them for.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

#: Frequencies of Russian letters in parts per thousand (О. Н. Ляшевская, С. А. Шаров, Частотный
#: словарь современного русского языка, 2009), with those of the old orthography as rare ones.
_PER_MILLE = {
    **dict(
        zip(
            "оеаинтсрвлкмдпуя",
            (110, 85, 80, 74, 67, 63, 55, 47, 45, 44, 35, 32, 30, 28, 26, 20),
            strict=True,
        )
    ),
    **dict(
        zip(
            "ыьгзбчйхжшюцщэф",
            (19, 17, 17, 16, 16, 14, 12, 10, 9.4, 7.2, 6.4, 4.9, 3.6, 3.2, 2.7),
            strict=True,
        )
    ),
    **dict.fromkeys("ъёіѣ", 0.4),
}
#: Capitals are rarer than small letters, each by so much; a heading has nothing else, which is
#: rarer than running text.
_CAPITAL, _HEADING = math.log(2), math.log(50)
#: Logarithms of what a character above ASCII is worth: no letter at all, or punctuation of print.
_STRANGE, _PRINT = math.log(0.05), math.log(1.0)
_PRINT_MARKS = "«»„“”’–—№…§° \xa0•"
#: A capital after a small letter within a word, and a word of two scripts, count as so much.
_WRONG_CASE, _MIXED = -4.0, -4.0
_CASE_ERROR = re.compile(r"[а-яё][А-ЯЁ]")
#: So does a capital between small words or numbers, which is a dash or a quotation mark elsewhere.
_ALONE = re.compile(r"(?<=[а-яё,] )[А-ЯЁ](?= [а-яё])|(?<=\d)[А-ЯЁ](?=\d)")
#: Short words and abbreviations of archives, and what finding one is worth.
_COMMON = re.compile(
    r"(?<!\w)(?:(?:и|в|с|к|о|у|а|я|не|на|по|из|от|до|за|то|что|как|для|при|или|его|это)(?=[\s,])"
    r"|(?:ф|оп|д|л|лл|г|гг|об|тов|т|им|см)\.)"
)
_COMMON_WORTH = 1.5
#: Runs of one sign (the frames of DOS, rows of dashes) count once, or they outvote the words.
_RUN = re.compile(r"([^\x00-\x7f])\1{2,}")
_MIXED_WORD = re.compile(r"[A-Za-z](?=[^\W\dA-Za-z_])|[^\W\dA-Za-z_](?=[A-Za-z])")
#: Latin letters with accents are as likely as a rare Russian one where the word is Latin.
_ACCENTED = math.log(6.0)
#: What texts consist of, and the share of it that a text has at least.
_COMMON_SIGNS = re.compile(r"[\t\n\r\f -~\xa0-\xffЀ-ѿ‐-‧№€\ufeff]+")
_CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+")
_PLAUSIBLE = 0.9
ONE_BYTE = ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic", "cp1252")
NAMES = {
    "cp1251": "windows-1251",
    "iso8859-5": "iso-8859-5",
    "cp1252": "windows-1252",
    "mac-cyrillic": "x-mac-cyrillic",
}
#: A share of control characters above this isn't text.
_CONTROLS = 0.01
#: Where no more than this share is above ASCII it is text, whatever these characters are.
_FEW = 0.05
#: Characters that suffice to tell an encoding; more only take time.
_SAMPLE = 20_000
#: So many before the first one above ASCII are looked at with it.
_BEFORE = 200


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding that it was in.

    Attributes:
        text: the text, line ends as they were.
        encoding: IANA's name for it, "utf-8" for ASCII.
        sure: whether another encoding would make markedly worse Russian of it.
    """

    text: str
    encoding: str
    sure: bool = True


#: Files in x-mac-cyrillic, which has nearly the small letters of windows-1251, are so much rarer.
_PRIOR = {"mac-cyrillic": -1.5}
#: UTF-8 of which few bytes were damaged has at least so many sound sequences to a damaged one.
_LEAST_SOUND = 5
_SEQUENCE = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
#: Between the best and the second, logarithmic points in all: a hundred and fifty to one.
_SURE_MARGIN = 5.0


def decode(data: bytes) -> Decoded | None:
    """The text of some bytes, None if they aren't text."""
    encoding, sure = encoding_of(data)
    if not encoding:
        return None
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
        sure = False
    return Decoded(text.removeprefix("\ufeff"), NAMES.get(encoding, encoding), sure)


def encoding_of(data: bytes) -> tuple[str, bool]:
    """Python's name of the encoding of some bytes, and whether it is sure; ("", False) for none."""
    unmarked = _utf16(data)
    if unmarked:
        is_marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        return "utf-16" if is_marked else unmarked, True
    if _is_binary(data):
        return "", False
    sure = _is_utf8(data)
    if sure is not None:
        return "utf-8", sure
    first = next(at for at, byte in enumerate(data) if byte > 127)
    return _one_byte(data[max(0, first - _BEFORE) :][:_SAMPLE])


def _is_utf8(data: bytes) -> bool | None:
    """Whether it is surely UTF-8; False if it is, with damage; None if it is something else."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        sound = len(_SEQUENCE.findall(data))
        # The last character of a beginning may be cut.
        cut = error.start >= len(data) - 3 and error.reason == "unexpected end of data"
        if cut and sound:
            return True
        damaged = data.decode("utf-8", errors="replace").count("\ufffd")
        return False if sound >= _LEAST_SOUND * damaged else None
    return True


def text_of_head(data: bytes) -> str:
    """The text of a file's beginning for telling its format, "" where it isn't text."""
    encoding, _ = encoding_of(data)
    text = data.decode(encoding, errors="replace") if encoding else ""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _utf16(data: bytes) -> str:
    """UTF-16, marked or not, by what it says: nearly all Latin, Cyrillic or Chinese text.

    The mark alone doesn't tell: in windows-1251 it is «яю».
    """
    sample = data[: _SAMPLE // 2 * 2]
    if len(sample) < 4 or (len(data) % 2 and len(data) < _SAMPLE):
        return ""
    shares = []
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, errors="replace")
        common = sum(map(len, _COMMON_SIGNS.findall(text)))
        known = common + sum(map(len, _CHINESE.findall(text)))
        shares.append((known > _PLAUSIBLE * len(text), common, encoding))
    plausible, common, encoding = max(shares)
    # What is Chinese without any line end or space might as well be something else.
    is_text = plausible and common and (2 * common > len(sample) // 2 or b"\0" in sample)
    return encoding if is_text else ""


def _is_binary(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    if b"\0" in sample:
        return True
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1a\x1b" for byte in sample)
    return controls > _CONTROLS * len(sample)


def _one_byte(data: bytes) -> tuple[str, bool]:
    above = sum(byte > 127 for byte in data)
    scored = sorted(
        (
            (_score(data.decode(name, errors="replace")) + _PRIOR.get(name, 0), name)
            for name in ONE_BYTE
        ),
        reverse=True,
    )
    (best, name), (second, _) = scored[:2]
    if best < above * _STRANGE / 2 and above > _FEW * len(data):
        return "", False
    return name, best - second > _SURE_MARGIN


def _score(text: str) -> float:
    """How much like Russian (or a Latin text with accents) the characters above ASCII are."""
    text = _RUN.sub(r"\1", text)
    above = [character for character in text if character > "\x7f"]
    capitals = sum(character.isupper() for character in above)
    has_small = any(character.islower() for character in above)
    score = sum(map(_worth, above))
    score -= _CAPITAL * capitals if has_small else _HEADING * bool(capitals)
    score += _WRONG_CASE * (len(_CASE_ERROR.findall(text)) + len(_ALONE.findall(text)))
    score += _COMMON_WORTH * len(_COMMON.findall(text))
    accented = {match.start() for match in re.finditer(r"[À-ɏ]", text)}
    return score + _MIXED * sum(
        match.start() not in accented and match.end() not in accented
        for match in _MIXED_WORD.finditer(text)
    )


def _worth(character: str) -> float:
    share = _PER_MILLE.get(character.lower())
    if share is not None:
        return math.log(share)
    if character in _PRINT_MARKS:
        return _PRINT
    if "À" <= character <= "ɏ" and character.isalpha():
        return _ACCENTED
    return _STRANGE
