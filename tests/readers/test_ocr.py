"""ALTO, PAGE XML and hOCR. The files in files/ocr are what tesseract made of two drawn pages."""

import shutil
from pathlib import Path

import pytest

from archsearch.holdings.scans import PAGE_PARTS
from archsearch.readers import Severity, read_holdings
from archsearch.settings import ReadingSettings

FILES = Path(__file__).parent / "files" / "ocr"


def read(*paths):
    reading = read_holdings(paths, ReadingSettings())
    return {document.id: document for document in reading}, reading.report


def version_of(folder, name, text):
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    documents, report = read(folder)
    assert report.refused == 0, report.problems
    (document,) = documents.values()
    return document.versions[0]


def alto(blocks, namespace="http://www.loc.gov/standards/alto/ns-v4#", **page):
    given = {"WIDTH": "1000", "HEIGHT": "2000", **page}
    attributes = " ".join(f'{name}="{value}"' for name, value in given.items())
    return (
        f'<alto xmlns="{namespace}"><Description><MeasurementUnit>mm10</MeasurementUnit>'
        f"</Description><Layout><Page {attributes}>{blocks}</Page></Layout></alto>"
    )


def lines(*each):
    return "".join(f"<TextLine>{line}</TextLine>" for line in each)


def block(*each, **attributes):
    given = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    return f"<TextBlock {given}>{lines(*each)}</TextBlock>"


def string(content, place="10 20 30 40", **more):
    left, top, width, height = place.split()
    box = f'HPOS="{left}" VPOS="{top}" WIDTH="{width}" HEIGHT="{height}"'
    rest = " ".join(f'{name}="{value}"' for name, value in more.items())
    return f'<String CONTENT="{content}" {box} {rest}/>'


def boxed(version):
    """Each word that has a box, with its box's upper edge in hundredths of the page."""
    return [(version.text[b.start : b.end], b.top * 100 // PAGE_PARTS) for b in version.boxes]


def test_the_real_page_of_a_dutch_preface(shared_data):
    documents, report = read(shared_data / "formats" / "alto")
    (version,) = documents["Alto"].versions
    assert version.text.startswith("VI VOORBERICHT.\n\nfchatbaar nut dat kinderen doof het\nlcezen")
    assert len(version.boxes) == 19
    assert report.recognised.words == 19
    assert "mean confidence 99%" in report.problems[0].message


@pytest.mark.parametrize("kind", ["xml", "hocr"])
def test_a_folder_of_pages_is_one_document_with_its_images(tmp_path, kind):
    folder = tmp_path / "box"
    folder.mkdir()
    for name in ("report_0001", "report_0002"):
        shutil.copy(FILES / f"{name}.{kind}", folder)
        shutil.copy(FILES / f"{name}.png", folder)
    documents, report = read(tmp_path)
    assert list(documents) == ["box-report"]
    document = documents["box-report"]
    (version,) = document.versions
    assert version.text.startswith("СВОДКА ПОГОДЫ\n\nСтанция Хоргос, 5 мая 1946 г. Снег сошёл,\n")
    assert [(page.label, page.scan) for page in version.pages] == [("1", 0), ("2", 1)]
    assert version.text[version.pages[1].offset :].startswith("Наблюдатель Корнилов")
    assert [scan.source for scan in document.scans] == [
        "box/report_0001.png",
        "box/report_0002.png",
    ]
    assert {(s.media_type, s.width, s.height) for s in document.scans} == {("image/png", 1000, 620)}
    assert all(scan.size == (tmp_path / scan.source).stat().st_size for scan in document.scans)
    assert (report.refused, report.warned) == (0, 0)
    assert report.recognised.words == len(version.boxes) == 35
    assert report.recognised.confidence == pytest.approx(0.95, abs=0.01)
    assert "OCR: 35 words, mean confidence 95%" in report.summary()


def test_the_boxes_of_a_word_lie_on_it(tmp_path):
    for each in FILES.glob("report_0001.*"):
        if each.suffix != ".hocr":
            shutil.copy(each, tmp_path)
    documents, _ = read(tmp_path)
    (version,) = documents["report_0001"].versions
    start = version.text.index("Кульджу")
    (box,) = version.boxes.within(start, start + 7)
    # The word stands at 361, 233 and is 156 wide and 32 high, on a page of 1000 by 620.
    assert box[2:] == (3610, 3758, 1560, 516)


def test_a_page_that_is_missing_is_said(tmp_path):
    for number in (1, 3, 4):
        shutil.copy(FILES / "report_0001.xml", tmp_path / f"report_{number:04}.xml")
    documents, report = read(tmp_path)
    assert [page.label for page in documents["report"].versions[0].pages] == ["1", "3", "4"]
    (warned,) = [each for each in report.problems if each.severity is Severity.WARNED]
    assert "1 of the pages 1 to 4 have no file: 2" in warned.message


def test_a_page_that_is_damaged_loses_no_other(tmp_path):
    shutil.copy(FILES / "report_0001.xml", tmp_path)
    data = (FILES / "report_0002.xml").read_bytes()
    (tmp_path / "report_0002.xml").write_bytes(data[: len(data) // 2])
    documents, report = read(tmp_path)
    assert "Хоргос" in documents["report"].versions[0].text
    (refused,) = [each for each in report.problems if each.severity is Severity.REFUSED]
    assert refused.path.endswith("report_0002.xml")


def test_years_at_the_ends_of_names_are_no_pages(tmp_path):
    for year in (1938, 1945, 1951):
        shutil.copy(FILES / "report_0001.xml", tmp_path / f"letter_{year}.xml")
    documents, _ = read(tmp_path)
    assert set(documents) == {"letter_1938", "letter_1945", "letter_1951"}


def test_leaves_have_two_sides_and_numbers_alone_are_called_by_their_folder(tmp_path):
    (tmp_path / "delo.95").mkdir()
    for name in ("0355", "0355об", "0356"):
        shutil.copy(FILES / "report_0001.xml", tmp_path / "delo.95" / f"{name}.xml")
    documents, _ = read(tmp_path)
    pages = documents["delo.95"].versions[0].pages
    assert [page.label for page in pages] == ["355", "355 об.", "356"]


def test_series_in_two_languages_are_two_versions(tmp_path):
    for number in (1, 2):
        for language in ("ru", "en"):
            shutil.copy(
                FILES / f"report_000{number}.xml", tmp_path / f"report.{language}_{number}.xml"
            )
    shutil.copy(FILES / "report_0001.png", tmp_path / "report.en_1.png")
    documents, _ = read(tmp_path)
    document = documents["report"]
    assert [(v.key, len(v.pages), len(v.boxes)) for v in document.versions] == [
        ("ru", 2, 35),
        ("en", 2, 35),
    ]
    assert [page.scan for page in document.version("en").pages] == [0, None]
    assert document.former_ids == ("report.en", "report.ru")


def test_a_manifest_may_name_recognised_pages(tmp_path):
    for each in FILES.iterdir():
        shutil.copy(each, tmp_path)
    (tmp_path / "list.csv").write_text(
        "id,title,file_ru\nw-1,Сводка,report_0001.xml\nw-2,Сводка,report_0002.hocr\n",
        encoding="utf-8",
    )
    documents, report = read(tmp_path)
    first = documents["w-1"]
    assert [scan.source for scan in first.scans] == ["report_0001.png"]
    assert first.versions[0].pages[0].scan == 0
    assert len(first.versions[0].boxes) == 25
    assert report.recognised.words > 35


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            string("соеди-", SUBS_TYPE="HypPart1", SUBS_CONTENT="соединение"),
            string("нение,", "10 80 30 40", SUBS_TYPE="HypPart2", SUBS_CONTENT="соединение"),
        ),
        (string("соеди") + '<HYP CONTENT="-"/>', string("нение,", "10 80 30 40")),
        (string("соеди\xad"), string("нение,", "10 80 30 40")),
        (string("соеди¬"), string("нение,", "10 80 30 40")),
    ],
    ids=["HypPart", "HYP", "soft hyphen", "not sign"],
)
def test_a_word_that_a_line_breaks_is_put_together_and_has_two_boxes(tmp_path, first, second):
    text = alto(f"<PrintSpace>{block(string('За') + '<SP/>' + first, second)}</PrintSpace>")
    version = version_of(tmp_path, "a.xml", text)
    assert version.text == "За соединение,"
    assert boxed(version) == [("За", 1), ("соеди", 1), ("нение,", 4)]


def test_the_rest_of_the_line_follows_the_word_that_was_put_together(tmp_path):
    broken = string("соеди\xad")
    rest = string("нение") + "<SP/>" + string("войск") + "<SP/>" + string("наших")
    version = version_of(tmp_path, "a.xml", alto(f"<PrintSpace>{block(broken, rest)}</PrintSpace>"))
    assert version.text == "соединение\nвойск наших"


def test_a_plain_hyphen_stays_for_the_analysis(tmp_path):
    page = alto(f"<PrintSpace>{block(string('Алма-'), string('Ата'))}</PrintSpace>")
    assert version_of(tmp_path, "a.xml", page).text == "Алма-\nАта"


def test_spaces_stand_where_they_are_given_or_go_without_saying(tmp_path):
    spaced = string("г.") + string("Кульджа") + "<SP/>" + string("пала")
    page = alto(f"<PrintSpace>{block(spaced)}</PrintSpace>")
    assert version_of(tmp_path / "a", "a.xml", page).text == "г.Кульджа пала"
    page = alto(f"<PrintSpace>{block(string('город') + string('пал'))}</PrintSpace>")
    assert version_of(tmp_path / "b", "a.xml", page).text == "город пал"


@pytest.mark.parametrize(
    "namespace",
    [
        "http://www.loc.gov/standards/alto/ns-v2#",
        "http://www.loc.gov/standards/alto/ns-v3#",
        "http://www.loc.gov/standards/alto/ns-v4#",
    ],
)
def test_blocks_are_read_in_their_order(tmp_path, namespace):
    by_idnext = (
        f"<PrintSpace>{block(string('вторая'), ID='b', IDNEXT='c')}"
        f"{block(string('третья'), ID='c')}"
        f"{block(string('первая'), ID='a', IDNEXT='b')}</PrintSpace>"
    )
    version = version_of(tmp_path / "1", "a.xml", alto(by_idnext, namespace))
    assert version.text == "первая\n\nвторая\n\nтретья"
    margins = (
        f"<BottomMargin>{block(string('низ'))}</BottomMargin>"
        f"<PrintSpace><ComposedBlock>{block(string('текст'))}</ComposedBlock></PrintSpace>"
        f"<TopMargin>{block(string('верх'))}</TopMargin>"
    )
    version = version_of(tmp_path / "2", "a.xml", alto(margins, namespace))
    assert version.text == "верх\n\nтекст\n\nниз"


def test_a_declared_order_goes_before(tmp_path):
    order = (
        "<ReadingOrder><OrderedGroup><ElementRef REF='b'/><ElementRef REF='a'/></OrderedGroup>"
        "</ReadingOrder>"
    )
    blocks = f"{block(string('вторая'), ID='a')}{block(string('первая'), ID='b')}"
    page = alto(f"<PrintSpace>{blocks}</PrintSpace>").replace("<Layout>", f"<Layout>{order}")
    assert version_of(tmp_path, "a.xml", page).text == "первая\n\nвторая"


def test_printed_numbers_are_the_labels_of_pages(tmp_path):
    two = alto(f"<PrintSpace>{block(string('один'))}</PrintSpace>", PRINTED_IMG_NR="vii")
    other = f"<Page WIDTH='9' HEIGHT='9'><PrintSpace>{block(string('два'))}</PrintSpace></Page>"
    version = version_of(tmp_path, "a.xml", two.replace("</Layout>", f"{other}</Layout>"))
    assert [page.label for page in version.pages] == ["vii", "2"]


def test_a_page_without_its_size_has_no_boxes(tmp_path):
    page = alto(f"<PrintSpace>{block(string('текст'))}</PrintSpace>", WIDTH="", HEIGHT="")
    version = version_of(tmp_path, "a.xml", page)
    assert (version.text, len(version.boxes)) == ("текст", 0)


PAGE_XML = """<?xml version="1.0" encoding="UTF-8"?>
<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"><Metadata/>
<Page imageFilename="0001.jpg" imageWidth="1000" imageHeight="2000">{order}
<TextRegion id="r1" {first}><Coords points="0,0 500,0 500,500 0,500"/>
<TextLine id="l2" custom="readingOrder {{index:1;}}">
<Coords points="10,100 300,100 300,140 10,140"/>
<TextEquiv conf="0.8"><Unicode>единение войск</Unicode></TextEquiv></TextLine>
<TextLine id="l1" custom="readingOrder {{index:0;}}"><Coords points="10,20 300,20 300,60 10,60"/>
<TextEquiv conf="0.9"><Unicode>Второе со¬</Unicode></TextEquiv></TextLine></TextRegion>
<TextRegion id="r2" {second}><Coords points="0,0 1,1"/><TextLine id="l3"><Coords points="0,0 1,1"/>
<Word id="w1"><Coords><Point x="100" y="200"/><Point x="300" y="260"/></Coords>
<TextEquiv index="1" conf="0.1"><Unicode>Первос</Unicode></TextEquiv>
<TextEquiv index="0" conf="1"><Unicode>Первое</Unicode></TextEquiv></Word>
<TextEquiv><Unicode>Первое</Unicode></TextEquiv></TextLine></TextRegion>
</Page></PcGts>"""
ORDERED = """<ReadingOrder><OrderedGroup id="g"><RegionRefIndexed index="1" regionRef="r1"/>
<RegionRefIndexed index="0" regionRef="r2"/></OrderedGroup></ReadingOrder>"""


@pytest.mark.parametrize(
    "given",
    [
        {"order": ORDERED, "first": "", "second": ""},
        {
            "order": "",
            "first": 'custom="readingOrder {index:1;} structure {type:paragraph;}"',
            "second": 'custom="readingOrder {index:0;}"',
        },
    ],
    ids=["declared", "by regions"],
)
def test_page_xml_is_read_in_its_order(tmp_path, given):
    version = version_of(tmp_path, "0001.xml", PAGE_XML.format(**given))
    assert version.text == "Первое\n\nВторое соединение войск"


def test_page_xml_in_the_order_of_the_file(tmp_path):
    version = version_of(tmp_path, "0001.xml", PAGE_XML.format(order="", first="", second=""))
    assert version.text == "Второе соединение войск\n\nПервое"


def test_page_xml_boxes_are_those_of_words_else_of_lines(tmp_path):
    version = version_of(tmp_path, "0001.xml", PAGE_XML.format(order="", first="", second=""))
    by_text = {version.text[b.start : b.end]: b for b in version.boxes}
    assert by_text["Первое"][2:] == (1000, 1000, 2000, 300)
    assert "Второе со" in by_text


def test_the_image_of_a_transkribus_page_lies_in_the_folder_above(tmp_path):
    (tmp_path / "page").mkdir()
    shutil.copy(FILES / "report_0001.png", tmp_path / "0001.png")
    text = PAGE_XML.format(order="", first="", second="").replace("0001.jpg", "0001.png")
    (tmp_path / "page" / "0001.xml").write_text(text, encoding="utf-8")
    documents, report = read(tmp_path)
    assert [scan.source for scan in documents["page-0001"].scans] == ["0001.png"]
    assert report.refused == 0


def test_hocr_without_words_and_of_another_program(tmp_path):
    text = (
        "<html><head><meta name='ocr-system' content='x'></head><body>"
        "<div class=ocr_page title='bbox 0 0 100 200; image \"a b.png\"'>"
        "<p class=ocr_par><span class='ocr_line' title='bbox 10 20 60 40'>Снег сошёл,</span><br>"
        "<span class='ocr_line' title='bbox 10 50 60 70'>дорога открыта.</span></p></div>"
        "</body></html>"
    )
    version = version_of(tmp_path, "a.html", text)
    assert version.text == "Снег сошёл,\nдорога открыта."
    assert [box[2:] for box in version.boxes] == [
        (1000, 1000, 5000, 1000),
        (1000, 2500, 5000, 1000),
    ]


def test_a_language_that_its_script_does_not_tell_is_taken_from_the_file(tmp_path):
    page = alto(f"<PrintSpace>{block(string('kinderen'), LANG='nl')}</PrintSpace>")
    assert version_of(tmp_path, "a.xml", page).language == "nl"


@pytest.mark.parametrize(
    "text",
    [alto(""), "<alto/>", PAGE_XML.split("<Page", maxsplit=1)[0] + "</PcGts>"],
    ids=["empty", "no", "PAGE"],
)
def test_pages_without_words_are_no_crash(tmp_path, text):
    (tmp_path / "a.xml").write_text(text, encoding="utf-8")
    documents, report = read(tmp_path)
    assert len(documents) + report.refused == 1


def test_entities_are_refused_here_too(tmp_path):
    text = '<!DOCTYPE alto [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + alto("&e;")
    (tmp_path / "a.xml").write_text(text, encoding="utf-8")
    documents, report = read(tmp_path)
    assert (documents, report.refused) == ({}, 1)


def test_a_manifest_may_name_the_pages_of_a_text_in_order(tmp_path):
    for each in FILES.iterdir():
        shutil.copy(each, tmp_path)
    (tmp_path / "list.csv").write_text(
        "id,title,file_ru\nw-1,Сводка,report_0002.xml | report_0001.hocr\n", encoding="utf-8"
    )
    documents, report = read(tmp_path / "list.csv")
    document = documents["w-1"]
    (version,) = document.versions
    assert version.text.startswith("Наблюдатель")
    assert [(page.label, page.scan) for page in version.pages] == [("2", 0), ("1", 1)]
    assert [scan.source for scan in document.scans] == ["report_0002.png", "report_0001.png"]
    assert len(version.boxes) == report.recognised.words == 35
    start = version.text.index("Кульджу")
    assert version.boxes.within(start, start + 7)[0][2:] == (3610, 3758, 1560, 516)


NO_NUMBERS = {
    "ALTO": alto(f"<PrintSpace>{block(string('текст', WC='nan'))}</PrintSpace>", WIDTH="1e999"),
    "PAGE XML": PAGE_XML.format(order=ORDERED.replace('"0"', '"x"'), first="", second=""),
    "hOCR": (
        "<html><body><p class='ocr_page' title='bbox 0 0 1.2.3 9'><b class=ocr_line "
        "title='bbox . . 1 2; x_wconf 1.2.3'>текст</b></p></body></html>"
    ),
}


@pytest.mark.parametrize("text", NO_NUMBERS.values(), ids=NO_NUMBERS)
def test_numbers_that_are_none_cost_a_box_and_no_text(tmp_path, text):
    assert version_of(tmp_path, "a.xml", text).text


@pytest.mark.parametrize("name", ["report_0001.xml", "report_0001.hocr"])
def test_half_a_file_is_read_or_named(tmp_path, name):
    data = (FILES / name).read_bytes()
    for at in range(0, len(data), len(data) // 40):
        (tmp_path / name).write_bytes(data[:at] + bytes([data[at] ^ 0x11]) + data[at + 1 :])
        documents, report = read(tmp_path)
        assert len(documents) + report.refused == 1, at
        assert not [each for each in report.problems if "fault in archsearch" in each.message], at
