import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archsearch.holdings.reference import Reference, parse_reference


@pytest.mark.parametrize(
    "written",
    [
        "РГАСПИ, ф. 82, оп. 2, д. 1242, л. 1. Копия.",
        "РГАСПИ. Ф. 82. Оп. 2. Д. 1242. Л. 1. Подлинник. Машинописный текст.",
        "RGASPI, f. 82, op. 2, d. 1242, l. 1. Certified copy",
    ],
)
def test_what_a_document_is_is_no_part_of_its_leaves(written):
    parsed = parse_reference(written)
    assert (parsed.delo, parsed.folios) == ("1242", "1")
    assert parse_reference("ф. 1, оп. 2, д. 3, лл. 1 об. - 2 об.").folios == "1 об. - 2 об."


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        (
            "GARF, Fond R-9401ss, Opis' 2, Delo 95, ll. 352-359",
            ("GARF", "R-9401ss", "2", "95", "352-359", ""),
        ),
        ("RGASPI, f. 558, op. 11, d. 334, ll.0055", ("RGASPI", "558", "11", "334", "0055", "")),
        (
            "ГАРФ, ф. Р-9401сс, оп. 2, д. 95, лл. 352–359, 361 об.",
            ("ГАРФ", "Р-9401сс", "2", "95", "352–359, 361 об.", ""),
        ),
        (
            "АВП РФ, ф. 0100, оп. 43, п. 314, д. 142, л. 20-22",
            ("АВП РФ", "0100", "43", "142", "20-22", "314"),
        ),
        ("РГИА. Ф. 1291. Оп. 82. Д. 14", ("РГИА", "1291", "82", "14", "", "")),
        ("ГАРФ.Ф.1.Оп.2.Д.35.Л.3об.", ("ГАРФ", "1", "2", "35", "3об.", "")),
        ("ГАРФ ф.Р-9401сс оп.2 д.95а лл.3, 5–7", ("ГАРФ", "Р-9401сс", "2", "95а", "3, 5–7", "")),
        ("РГАЛИ, ф. 2853, оп. 1, ед. хр. 12, л. 3", ("РГАЛИ", "2853", "1", "12", "3", "")),
        ("RGASPI, fond 558, inventory 11, file 334", ("RGASPI", "558", "11", "334", "", "")),
        (
            "AVP RF, fond 0100, opis' 43, papka 314, delo 142, listy 20-22",
            ("AVP RF", "0100", "43", "142", "20-22", "314"),
        ),
        ("ЦГА РК, ф. 1109, оп. 2, д. № 15, л.л. 3-5", ("ЦГА РК", "1109", "2", "15", "3-5", "")),
        ("BArch, B 136/59748, 326-334", ("BArch", "B 136", "", "59748", "326-334", "")),
        ("BArch B 136/59748", ("BArch", "B 136", "", "59748", "", "")),
        ("TNA, FO 371/46223, f. 12", ("TNA", "FO 371", "", "46223", "12", "")),
        (
            "National Archives of Ireland, DFA/6/440/8/1",
            ("National Archives of Ireland", "DFA", "6", "440/8/1", "", ""),
        ),
        ("DFA/6/440/8/1", ("", "DFA", "6", "440/8/1", "", "")),
        ("f. 89 op. 28 d. 5 l. 1", ("", "89", "28", "5", "1", "")),
        ("ф.495, оп.18, д.1207, лл.1-2", ("", "495", "18", "1207", "1-2", "")),
        ("Ф. 17. Оп. 162. Д. 18. Л. 45–47 об.", ("", "17", "162", "18", "45–47 об.", "")),
        (
            "RGASPI, fond 558, opis 11, delo 334, listy 12–14ob",
            ("RGASPI", "558", "11", "334", "12–14ob", ""),
        ),
        (
            "AVPRF, f. 0100, op. 43, pap. 314, d. 142",
            ("AVPRF", "0100", "43", "142", "", "314"),
        ),
        ("РГАНИ. Ф. 89. Пер. 28. Док. 5", ("РГАНИ", "89", "28", "5", "", "")),
        ("ЦДАГО Украины, ф. 1, оп. 23, спр. 4", ("ЦДАГО Украины", "1", "23", "4", "", "")),
        ("RGASPI 17/162/18, ll. 45-47", ("RGASPI", "17", "162", "18", "45-47", "")),
        ("GARF, R-9401/2/95/352-359", ("GARF", "R-9401", "2", "95", "352-359", "")),
        ("TNA: FO 371/12345, f. 12", ("TNA", "FO 371", "", "12345", "12", "")),
        ("BArch, DY 30/IV 2/2.035/127", ("BArch", "DY 30", "", "IV 2/2.035/127", "", "")),
        ("RG 59, Box 12, Folder 3", ("", "RG 59", "", "Box 12, Folder 3", "", "")),
        (
            "NARA, RG 59, Central Files, 761.00/5-145",
            ("NARA", "RG 59", "", "Central Files, 761.00/5-145", "", ""),
        ),
    ],
)
def test_a_code_of_the_soviet_tradition_is_taken_apart(written, parts):
    found = parse_reference(written)
    assert (
        found.repository,
        found.fond,
        found.opis,
        found.delo,
        found.folios,
        found.papka,
    ) == parts
    assert found.written == written


@pytest.mark.parametrize(
    ("written", "repository"),
    [
        ("PRC Foreign Ministry Archive, 106-00123-01", "PRC Foreign Ministry Archive"),
        ("Personal papers of N. Petrov", ""),
        ("GARF 9401/2", ""),
        ("13/5-50", ""),
        ("", ""),
    ],
)
def test_another_notation_is_kept_whole(written, repository):
    assert parse_reference(written) == Reference(repository=repository, written=written)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        (
            "GARF, Fond R-9401ss, Opis' 2, Delo 95, ll. 352-359",
            "GARF, f. R-9401ss, op. 2, d. 95, ll. 352-359",
        ),
        ("RGASPI, f. 558, op. 11, d. 334, ll.0055", "RGASPI, f. 558, op. 11, d. 334, l. 0055"),
        (
            "ГАРФ.Ф.Р-9401сс.Оп.2.Д.95.Лл.352–359, 361 об.",
            "ГАРФ, ф. Р-9401сс, оп. 2, д. 95, лл. 352–359, 361 об.",
        ),
        (
            "АВП РФ, ф. 0100, оп. 43, п. 314, д. 142, л. 20-22",
            "АВП РФ, ф. 0100, оп. 43, п. 314, д. 142, лл. 20-22",
        ),
        ("BArch, B 136/59748, 326-334", "BArch, B 136/59748, 326-334"),
        (
            "National Archives of Ireland, DFA/6/440/8/1",
            "National Archives of Ireland, DFA/6/440/8/1",
        ),
        ("Personal papers of N. Petrov", "Personal papers of N. Petrov"),
        ("Ф.17.Оп.162.Д.18.Л.45", "ф. 17, оп. 162, д. 18, л. 45"),
        ("RGASPI 17/162/18", "RGASPI, f. 17, op. 162, d. 18"),
        ("NARA: RG 59, Box 12", "NARA, RG 59, Box 12"),
    ],
)
def test_a_code_is_printed_in_its_notation(written, printed):
    assert str(parse_reference(written)) == printed


def levels(reference):
    return dataclasses.replace(reference, written="")


NUMBERS = st.from_regex(r"[1-9][0-9]{0,4}[аб]?", fullmatch=True)
FONDS = st.from_regex(r"(Р-|R-)?[0-9]{1,5}(сс)?", fullmatch=True)
LEAVES = st.from_regex(r"[0-9]{1,4}( об\.)?([-–][0-9]{1,4})?(, [0-9]{1,4})?", fullmatch=True)
CODES = st.one_of(
    st.builds(
        "{}{}{} {}{}{} {}{}{}".format,
        st.sampled_from(["ГАРФ, ", "GARF, ", "АВП РФ. ", "", "Архив г. Кульджи, "]),
        st.sampled_from(["ф. ", "Fond ", "Ф."]),
        st.builds("{},".format, FONDS),
        st.sampled_from(["оп. ", "Opis' ", "Оп."]),
        st.builds("{},".format, NUMBERS),
        st.sampled_from(["", " п. 314,"]),
        st.sampled_from(["д. ", "Delo ", "Д. № "]),
        st.builds("{}, л. ".format, NUMBERS),
        LEAVES,
    ),
    st.builds("BArch, {} {}/{}, {}".format, st.sampled_from("BRN"), *[st.integers(1, 999)] * 3),
    st.builds(
        "{}RG {}{}".format,
        st.sampled_from(["", "NARA, ", "U.S. National Archives: "]),
        st.integers(1, 600),
        st.sampled_from(["", ", Entry 108, Box 12", ", Central Files, 761.00/5-145"]),
    ),
    st.builds("RGASPI {}/{}/{}".format, FONDS, NUMBERS, NUMBERS),
    st.builds("{}DFA/{}/{}".format, st.sampled_from(["", "NAI, "]), *[st.integers(1, 99)] * 2),
    st.text(max_size=80),
    st.text(alphabet="ГАРФ фопдл.,/ 12-BDFA", max_size=50),
)


@given(CODES)
def test_what_is_printed_is_read_as_the_same(written):
    found = parse_reference(written)
    assert levels(parse_reference(str(found))) == levels(found)


@given(st.text(max_size=80))
def test_whatever_is_written_stays(written):
    found = parse_reference(written)
    assert " ".join(written.split()).startswith(found.written)
