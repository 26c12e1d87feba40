"""A report → a page for a librarian: what was read, and what is wrong, grouped by its kind.

The page stands by itself: no file, font or script beside it, nothing from another host, and a
policy in it that allows nothing else. Whatever a file or a record is called is escaped.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment
from markupsafe import Markup

from archsearch.readers.report import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archsearch.readers.report import Problem, Report

#: Problems shown of each kind, and kinds of each severity: a page that opens at once.
MOST_PROBLEMS, MOST_KINDS = 50, 100
#: Kinds that are unfolded from the beginning.
_OPENED = 3
_HEADINGS = {
    Severity.REFUSED: ("Refused", "Nothing of these is in the index."),
    Severity.WARNED: ("Warned", "These are indexed all the same; look at them."),
    Severity.NOTED: ("Noted", "These are indexed, and nothing needs to be done."),
}
#: What differs between problems of one kind: names, numbers, quotations, details.
_VARIABLE = re.compile(
    r"“[^”]*”|(?<=names the file ).+(?=, which)|(?<=has the id )\S+(?=,)|(?<=as of ).+?(?=, but )"
    r"|(?<=text is dated ).+|\([^()]*\)|[^\s,]*[\d/\\][^\s,]*"
)
_DETAIL = re.compile(r": .+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Group:
    """Problems of one kind.

    Attributes:
        kind: what is wrong, without what differs.
        count: how many there are.
        remedy: how to mend them, where that is the same for all.
        problems: the first of them.
    """

    kind: str
    count: int
    remedy: str
    problems: Sequence[Problem]

    @property
    def left(self) -> int:
        """How many aren't shown."""
        return self.count - len(self.problems)


@dataclass(frozen=True, slots=True)
class Section:
    """Problems of one severity.

    Attributes:
        severity: it.
        count: how many there are.
        groups: by kind, the largest first.
        groups_left: kinds that aren't shown.
    """

    severity: Severity
    count: int
    groups: Sequence[Group]
    groups_left: int

    @property
    def heading(self) -> str:
        """What it is called."""
        return _HEADINGS[self.severity][0]

    @property
    def meaning(self) -> str:
        """What was done."""
        return _HEADINGS[self.severity][1]


def kind_of(problem: Problem) -> str:
    """What is wrong, without names, numbers and details that differ from problem to problem."""
    plain = _VARIABLE.sub("…", _DETAIL.sub("", problem.message))
    return re.sub(r"…(?:[\s,]*…)+", "…", plain)


def sections_of(problems: Sequence[Problem]) -> list[Section]:
    """The problems by severity, the worst first, and by kind."""
    found = []
    for severity in Severity:
        of_kind: dict[str, list[Problem]] = {}
        for each in problems:
            if each.severity is severity:
                of_kind.setdefault(kind_of(each), []).append(each)
        groups = sorted(map(_group, of_kind, of_kind.values()), key=lambda group: -group.count)
        if groups:
            count, shown = sum(each.count for each in groups), groups[:MOST_KINDS]
            found.append(Section(severity, count, shown, len(groups) - len(shown)))
    return found


def _group(kind: str, problems: Sequence[Problem]) -> Group:
    remedies = {each.remedy for each in problems}
    remedy = remedies.pop() if len(remedies) == 1 else ""
    return Group(kind, len(problems), remedy, problems[:MOST_PROBLEMS])


def page_of(report: Report, paths: Sequence[str], when: str, done: Mapping[str, int]) -> str:
    """The page of a report.

    Args:
        report: what the readers had to say.
        paths: what they read.
        when: the time.
        done: how many documents were indexed, unchanged, removed, where that is known.
    """
    style = _resource("report.css")
    severities = Counter(each.severity for each in report.problems)
    counts = {
        "read": report.records,
        **done,
        "warned": severities[Severity.WARNED],
        "refused": severities[Severity.REFUSED],
        "noted": severities[Severity.NOTED],
        "without text": report.no_text,
        "skipped": report.skipped,
    }
    template = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
        _resource("report.html")
    )
    return template.render(
        style=Markup(style),  # noqa: S704 - our own file
        style_digest=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        when=when,
        paths=paths,
        counts=counts,
        formats=report.by_format(),
        sections=sections_of(report.problems),
        opened=_OPENED,
    )


@cache
def _resource(name: str) -> str:
    return (files("archsearch.readers") / "templates" / name).read_text("utf-8")
