"""METS as digital archives hand it out, with its recognised pages beside it."""

from pathlib import Path

import pytest

from archsearch.readers import Severity, read_holdings
from archsearch.settings import ReadingSettings

ALTO = """<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Layout><Page ID="P" WIDTH="1000"
HEIGHT="2000"><PrintSpace><TextBlock><TextLine><String CONTENT="{}" HPOS="1" VPOS="2" WIDTH="3"
HEIGHT="4" WC="0.9"/></TextLine></TextBlock></PrintSpace></Page></Layout></alto>"""
NAMES = (
    'xmlns:{0}="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:mods="http://www.loc.gov/mods/v3"'
)
#: As German libraries write it: files on the web, copies of which lie beside it, pages by ORDER.
WEB = f"""<?xml version="1.0" encoding="UTF-8"?>
<mets:mets {NAMES.format("mets")}><mets:dmdSec ID="DMDLOG_0001"><mets:mdWrap MDTYPE="MODS">
<mets:xmlData><mods:mods><mods:titleInfo><mods:title>Сводка погоды</mods:title>
<mods:subTitle>Хоргос</mods:subTitle></mods:titleInfo><mods:name type="personal"><mods:namePart
type="family">Петровский</mods:namePart><mods:namePart type="date">1900-1950</mods:namePart>
</mods:name><mods:originInfo><mods:dateIssued encoding="iso8601">1946-05-05</mods:dateIssued>
</mods:originInfo><mods:language><mods:languageTerm type="code">rus</mods:languageTerm>
</mods:language><mods:relatedItem type="host"><mods:titleInfo><mods:title>Архив</mods:title>
</mods:titleInfo><mods:originInfo><mods:dateIssued>1990</mods:dateIssued></mods:originInfo>
</mods:relatedItem><mods:location><mods:physicalLocation>ГАРФ</mods:physicalLocation>
<mods:shelfLocator>ф. Р-1, оп. 2, д. 3</mods:shelfLocator></mods:location>
<mods:identifier type="purl">https://archive.example/7</mods:identifier></mods:mods>
</mets:xmlData></mets:mdWrap></mets:dmdSec><mets:fileSec><mets:fileGrp USE="DEFAULT">
<mets:file ID="I1" MIMETYPE="image/jpeg"><mets:FLocat LOCTYPE="URL"
xlink:href="https://archive.example/1.jpg"/></mets:file><mets:file ID="I2" MIMETYPE="image/jpeg">
<mets:FLocat LOCTYPE="URL" xlink:href="https://archive.example/2.jpg"/></mets:file></mets:fileGrp>
<mets:fileGrp USE="FULLTEXT"><mets:file ID="T1" MIMETYPE="text/xml"><mets:FLocat LOCTYPE="URL"
xlink:href="https://archive.example/fulltext/b.xml"/></mets:file><mets:file ID="T2"
MIMETYPE="text/xml"><mets:FLocat LOCTYPE="URL" xlink:href="https://archive.example/fulltext/a.xml"/>
</mets:file></mets:fileGrp></mets:fileSec><mets:structMap TYPE="LOGICAL"><mets:div TYPE="letter"
DMDID="DMDLOG_0001"/></mets:structMap><mets:structMap TYPE="PHYSICAL"><mets:div
TYPE="physSequence"><mets:div ORDER="2" ORDERLABEL="8" TYPE="page"><mets:fptr FILEID="I2"/>
<mets:fptr FILEID="T2"/></mets:div><mets:div ORDER="1" ORDERLABEL="7" TYPE="page"><mets:fptr
FILEID="I1"/><mets:fptr FILEID="T1"/></mets:div></mets:div></mets:structMap></mets:mets>"""
#: As programs of mass digitisation write it: paths with a scheme, areas, an id of its own.
LOCAL = f"""<METS:mets {NAMES.format("METS")} OBJID="w-7" LABEL="Сводка погоды">
<METS:fileSec><METS:fileGrp ID="ALTOGRP"><METS:file ID="T1" MIMETYPE="text/xml"><METS:FLocat
LOCTYPE="URL" xlink:href="file://./alto/b.xml"/></METS:file><METS:file ID="T2"
MIMETYPE="text/xml"><METS:FLocat LOCTYPE="OTHER" xlink:href="alto\\a.xml"/></METS:file>
</METS:fileGrp></METS:fileSec><METS:structMap><METS:div><METS:div ORDER="1"><METS:fptr><METS:par>
<METS:area FILEID="T1"/></METS:par></METS:fptr></METS:div><METS:div ORDER="2"><METS:fptr
FILEID="T2"/></METS:div></METS:div></METS:structMap></METS:mets>"""
#: The plainest: Dublin Core, no map.
PLAIN = """<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink"
xmlns:dc="http://purl.org/dc/elements/1.1/"><dmdSec ID="d"><mdWrap MDTYPE="DC"><xmlData>
<dc:title>Сводка погоды</dc:title><dc:date>5 мая 1946 г.</dc:date><dc:creator>А</dc:creator>
<dc:creator>Б</dc:creator><dc:identifier>https://archive.example/7</dc:identifier></xmlData>
</mdWrap></dmdSec><fileSec><fileGrp><file ID="x"><FLocat LOCTYPE="URL"
xlink:href="alto/b.xml"/></file><file ID="y"><FLocat LOCTYPE="URL" xlink:href="alto/a.xml"/></file>
</fileGrp></fileSec></mets>"""


def make(folder, written, where="alto"):
    (folder / where).mkdir(parents=True, exist_ok=True)
    for name, word in (("b", "Дорога"), ("a", "открыта.")):
        (folder / where / f"{name}.xml").write_text(ALTO.format(word), encoding="utf-8")
    (folder / "mets.xml").write_text(written, encoding="utf-8")


def read(folder):
    reading = read_holdings([folder], ReadingSettings())
    return {document.id: document for document in reading}, reading.report


@pytest.mark.parametrize(
    ("written", "where", "number"),
    [(WEB, ".", "box-7"), (LOCAL, "alto", "w-7"), (PLAIN, "alto", "box-7")],
)
def test_the_pages_of_a_mets_file_are_one_document(tmp_path, written, where, number):
    make(tmp_path / "box" / "7", written, where)
    documents, report = read(tmp_path)
    assert (report.refused, list(documents), report.formats) == (0, [number], {"METS": 1})
    (version,) = documents[number].versions
    assert version.text == "Дорога\nоткрыта."
    assert len(version.boxes) == 2
    assert documents[number].title().startswith("Сводка погоды")


def test_its_description_and_its_images_are_taken(tmp_path):
    make(tmp_path / "7", WEB, ".")
    document = read(tmp_path)[0]["7"]
    assert document.titles == {"ru": "Сводка погоды: Хоргос"}
    assert (document.date.edtf, document.people) == ("1946-05-05", ("Петровский",))
    assert (document.reference.fond, document.reference.repository) == ("Р-1", "ГАРФ")
    assert document.addresses == ("https://archive.example/7",)
    assert document.original_language == "ru"
    assert [scan.source for scan in document.scans] == [
        "https://archive.example/1.jpg",
        "https://archive.example/2.jpg",
    ]
    assert [(page.label, page.scan) for page in document.versions[0].pages] == [("7", 0), ("8", 1)]


def test_dublin_core_within_is_taken(tmp_path):
    make(tmp_path / "7", PLAIN)
    document = read(tmp_path)[0]["7"]
    assert (document.date.edtf, document.people) == ("1946-05-05", ("А", "Б"))
    assert document.addresses == ("https://archive.example/7",)


def test_pages_that_are_not_there_are_reported_and_the_others_read(tmp_path):
    make(tmp_path / "7", LOCAL)
    (tmp_path / "7" / "alto" / "b.xml").unlink()
    documents, report = read(tmp_path)
    assert documents["w-7"].versions[0].text == "открыта."
    missing = next(each for each in report.problems if "1 aren't there" in each.message)
    assert missing.severity is Severity.WARNED


def test_a_path_out_of_the_folder_is_not_followed(tmp_path):
    make(tmp_path / "inside" / "7", LOCAL.replace("alto\\a.xml", "../../../secret.xml"))
    (tmp_path / "secret.xml").write_text(ALTO.format("Тайна"), encoding="utf-8")
    documents, _ = read(tmp_path / "inside")
    assert "Тайна" not in documents["w-7"].versions[0].text


def test_a_record_without_any_text_is_known_by_its_description(tmp_path: Path):
    make(tmp_path / "7", PLAIN)
    for each in (tmp_path / "7" / "alto").iterdir():
        each.unlink()
    documents, report = read(tmp_path)
    assert (documents["7"].versions, documents["7"].title()) == ((), "Сводка погоды")
    assert report.no_text == 1
