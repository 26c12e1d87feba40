from __future__ import annotations

import pytest

from archsearch.analysis import fold
from archsearch.analysis.names import NameTable

NAMES = """
Алихан Алихана Алихану Алиханом Тюря Тюри Тюре Тюрей Alihan Tore Elihan Töre To'ra Кульджа Кульджи
Кульдже Kulja Ghulja Инин Yining Сталин Сталина Сталину Stalin Филиппов Чжоу Эньлай Эньлая Chou
Zhou Enlai Lai Касыми Касимов Касимову Qasim Иванов Иван Ivan Павел Павла Лев Льва Троцкий Троцкого
Trotzki Хрущев Хрущева Chruschtschow Мирджафар Мир Джафар Багиров Багирову Baghirov Али Хан Хану Ali
Khan Шаоци Shaoqi Петр Андреевич Petr Andreyevich ئەلىخان Тбилиси Москва Ленинград Рузвельт
"""


@pytest.fixture(scope="session")
def tokens() -> list[tuple[str, bool]]:
    return [(form, True) for form in dict.fromkeys(fold(NAMES).split())]


@pytest.fixture(scope="session")
def table(tokens: list[tuple[str, bool]]) -> NameTable:
    return NameTable.build([*tokens, ("угнетатель", False), ("oppressor", False)])
