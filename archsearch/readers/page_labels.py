"""The text of a page → its head and its labelled sections, in whatever order they stand.

A section is what follows a label at the beginning of a line, up to the next one. The head (date
and title) stands above the first label, or below the summary where a page begins with that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from archsearch.holdings.dates import parse_date

#: The sections, each with its labels.
_LABELS = {
    "citation": "Citation|Cite as|Ссылка",
    "summary": "Summary|Abstract|Description|Аннотация",
    "credits": "Credits|Acknowledge?ments?|Donors?|Благодарности",
    "rights": "Rights|Copyright|Права",
    "original language": r"(?:Original )?Languages?(?:\(s\))?|Язык оригинала|Языки оригинала",
    "contents": "Contents|Full Text|Document Text|Text|Transcript|Текст документа|Текст",
    "places": "Places|Geographic Subjects|Места",
    "people": r"People|Persons|Authors?|Author\(s\)|Creators?|Лица|Автор",
    "subjects": "Subjects|Keywords|Topics|Темы",
    "collection": "Collections?|Коллекция",
    "title": "Title|Название|Заголовок",
    "date": "Document Date|Date|Дата документа|Дата",
    "reference": "Reference Code|Reference|Original Archive|Archive|Source|Шифр|Источник",
    "address": "Addresse?s?|URLs?|Permalink|Links?|Адрес",
    "translator": "Translators?|Translated by|Переводчик",
    "Original Uploaded Date": "Original Uploaded Date",
    "Original Classification": "Original Classification",
}
_LABEL = re.compile(
    rf"^(?P<mark>\**)(?P<label>{'|'.join(_LABELS.values())})[ \t]*(?::\**|\**:)[ \t]*(?P<rest>.*)$",
    re.MULTILINE | re.IGNORECASE,
)
_SECTIONS = {name: re.compile(labels, re.IGNORECASE) for name, labels in _LABELS.items()}
#: Labels by one of which a page is told from a letter that has a date and a title too.
_TELLING = {"citation", "summary", "original language", "credits"}
#: A page has at least so many labels beside that of its contents.
_OTHERS = 1


@dataclass(frozen=True, slots=True)
class Sections:
    """A page taken apart.

    Attributes:
        head: lines of the date and the title, as cleaned.
        named: sections by name, on one line each but for "contents".
    """

    head: tuple[str, ...]
    named: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Label:
    """A label on a page: its section, whether it is set off, and where it stands."""

    name: str
    is_set_off: bool
    start: int
    end: int


def is_page_text(text: str) -> bool:
    """Whether a text has the labels of a page: its contents, and what describes it."""
    found = {label.name for label in _labels(text)}
    return "contents" in found and bool(found & _TELLING) and len(found) > _OTHERS


def sections_of(text: str) -> Sections:
    """Take a page apart; it has the labels of one."""
    labels = _labels(text)
    ends = [*(label.start for label in labels[1:]), len(text)]
    head = [text[: labels[0].start]]
    named: dict[str, str] = {}
    for label, end in zip(labels, ends, strict=True):
        body = text[label.end : end]
        if label.name == "contents":
            named.setdefault(label.name, body)
            continue
        if not _has_words("".join(head)) and (at := _head_begins(body)) is not None:
            head.append(body[at:])
            body = body[:at]
        given = " ".join(clean(body).split())
        named[label.name] = "; ".join(filter(None, (named.get(label.name, ""), given)))
    lines = [" ".join(line.split()) for line in clean("\n".join(head)).splitlines()]
    return Sections(tuple(line for line in lines if line), named)


def clean(text: str) -> str:
    """Without the page's Markdown: emphasis, hard line breaks, escapes."""
    text = re.sub(r"[ \t]+$|\\$", "", text, flags=re.MULTILINE)
    text = re.sub(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", r"\1", text, flags=re.DOTALL)
    text = re.sub(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])", r"\1", text)
    return re.sub(r"\\([\\`*_{}\[\]()#+.!>-])", r"\1", text)


def _labels(text: str) -> list[_Label]:
    """The labels of a page; below its contents only those that are set off as such."""
    found: list[_Label] = []
    for match in _LABEL.finditer(text):
        name = next(name for name, form in _SECTIONS.items() if form.fullmatch(match["label"]))
        is_set_off = bool(match["mark"]) or not match["rest"].strip("* \t")
        label = _Label(name, is_set_off, match.start(), match.start("rest"))
        given = {each.name for each in found}
        # What looks like a label below the contents is part of the letter.
        if "contents" not in given or (
            is_set_off and name not in given and name in _TELLING | {"rights", "contents"}
        ):
            found.append(label)
    return found


def _has_words(text: str) -> bool:
    return bool(text.strip("* \t\n"))


def _head_begins(body: str) -> int | None:
    """Where a head stands below a section: a paragraph that is a date, or begins with one."""
    for paragraph in re.finditer(r"(?:[^\n]|\n(?![ \t]*\n))+", body):
        first = clean(paragraph[0].strip().split("\n", 1)[0]).strip("* \t")
        if paragraph.start() and parse_date(first).edtf:
            return paragraph.start()
    return None
