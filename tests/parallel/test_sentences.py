from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archsearch.parallel import split_sentences

# A bar is where one sentence ends and the next begins.
CUT = [
    ("ru", "Копия. | Перевод."),
    ("ru", "ГАРФ, ф. 17, оп. 162, лл. 110. | Подлинник."),
    ("ru", "Передано т. И. В. Сталину, т.е. лично. | Ответа нет."),
    ("ru", "Это было в 1945 г. | Он уехал."),
    ("ru", "В 1945 г. Сталин ответил."),
    ("ru", "Оружие, патроны и т.д. | Прошу решения."),
    ("ru", "Что делать? | Ждать… | «Хорошо!» | — Идём."),
    ("ru", "Он сказал: «Нет!» и ушёл."),
    ("ru", "22 апреля 1945г. г.Кульджа."),
    ("en", "He came at 5 p.m. | The troops left."),
    ("en", "Mr. Smith met J.V. Stalin. | Nothing came of it."),
    ("en", "See vol. 3, p. 15. | Signed (Molotov)."),
    ("en", "The U.S. Army stayed. | In the U.S. | They agreed."),
    ("en", 'She asked, "Why?" | No answer.'),
    ("en", "A heading\n\n|A paragraph. | Its end"),
    ("en", "A line\nbroken by hand. | Another."),
    ("zh", "No rules here. | Still a sentence."),
]


@pytest.mark.parametrize(("language", "cut"), CUT)
def test_sentences_end_where_a_reader_ends_them(language: str, cut: str) -> None:
    text = cut.replace(" | ", " ").replace("|", "")
    found = [text[start:end] for start, end in split_sentences(text, language)]
    assert " | ".join(found) == cut.replace("\n\n|", " | ")


@given(st.text(alphabet='абВ aB.!? \n\t«»"1г', max_size=80), st.sampled_from(["ru", "en", "und"]))
def test_sentences_cover_everything_but_white_space(text: str, language: str) -> None:
    spans = split_sentences(text, language)
    done = 0
    for start, end in spans:
        assert not text[done:start].strip()
        assert text[start:end] == text[start:end].strip() != ""
        done = end
    assert not text[done:].strip()
