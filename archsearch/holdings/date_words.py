"""The words and marks of dates in Russian and English: the patterns that the forms are made of."""

from __future__ import annotations

#: Years that are taken for years; other numbers are something else.
FIRST_YEAR, LAST_YEAR = 1000, 2100
#: Two figures for a year mean this century: typescript with «13/5-50» is of the 20th.
CENTURY_OF_SHORT_YEARS = 1900

#: Stems of month names in Russian (also before the reform of 1918) and English.
MONTH_STEMS = (
    r"янв\w*|jan\w*",
    r"фев\w*|feb\w*",
    r"март\w*|mar(?:ch)?",
    r"апр\w*|apr\w*",
    r"ма[йяеѣю]|may",
    r"июн\w*|іюн\w*|june?",
    r"июл\w*|іюл\w*|july?",
    r"авг\w*|aug\w*",
    r"сент\w*|sept?\w*",
    r"окт\w*|oct\w*",
    r"ноя\w*|nov\w*",
    r"дек\w*|dec\w*",
)
#: A pattern of all of them.
MONTH_NAMES = "|".join(MONTH_STEMS)
#: Days in words, in the genitive, by their numbers from one; those above twenty have tens before.
SPOKEN_DAYS = (
    *("первого", "второго", "третьего", "четв[её]ртого", "пятого", "шестого", "седьмого"),
    *("восьмого", "девятого", "десятого", "одиннадцатого", "двенадцатого", "тринадцатого"),
    *("четырнадцатого", "пятнадцатого", "шестнадцатого", "семнадцатого", "восемнадцатого"),
    *("девятнадцатого", "двадцатого"),
)
TENS_OF_DAYS = {"двадцать": 20, "тридцать": 30}
#: EDTF numbers of the seasons (ISO 8601-2, 4.8).
SEASON_STEMS = {
    21: r"весн\w*|spring",
    22: r"лет(?:о|ом|а)|лѣт(?:о|омъ|а)|summer",
    23: r"осен\w*|autumn|fall",
    24: r"зим\w*|winter",
}
ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

MONTH = rf"(?P<month>{MONTH_NAMES})\.?"
SEASON = rf"(?P<season>{'|'.join(SEASON_STEMS.values())})"
DAY = r"(?:the\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th|[-–]?го)?(?:\s+of)?"
YEAR = r"(?P<year>\d{4})"
YEAR_WORD = r"(?:год(?:а|у|ы|ом|ах|ов)?|гг?)"
YEAR_MARK = rf"(?:[-–]?го|[-–]?й)?\s*{YEAR_WORD}?\.?"
#: A year of two figures is one where something says so: 4 мая 45 г.; 22 April '45.
SHORT_YEAR = rf"(?:['’](?P<apostrophe>\d\d)|(?P<year>\d\d)\s*{YEAR_WORD}\.?)"
OLD_STYLE = r"\(?(?:ст\.\s*ст\.?|(?:по\s+)?старо(?:го|му) стил[яю]|o\.?\s?s\.?|old style)\)?"
NEW_STYLE = r"(?:\s*\(?(?:н(?:ов)?\.\s*ст\.|нового стиля|n\.?\s?s\.?|new style)\)?)?"
IN = r"(?:в[о]?\s+|in\s+)?"
DASH = r"\s*[-–—]\s*"
#: Parts of a year or a month: EDTF has no word for them, so they mean the whole.
PART = (
    r"(?:(?:в\s+)?(?:начал[оаеу]|нач\.|середин[аеуы]|сер\.|кон(?:ец|це|ца)|кон\.|перв\w+ числ\w+)"
    r"|(?:the\s+)?(?:early|mid|middle of|late|beginning of|end of)(?:\s+the)?)[\s-]*"
)
#: What says that a date is the first one possible.
NOT_BEFORE = (
    r"не ранее|не раньше|не ранѣе|not before|not earlier than|no earlier than|after|после|позднее"
    r"|since|начиная с|from|с"
)
#: What says that a date is the last one possible.
NOT_AFTER = (
    r"не позднее|не позже|не позднѣе|not after|not later than|no later than|before|prior to|until"
    r"|till|ранее|до|по"
)
