import tracemalloc

import pytest

from archsearch.holdings import Scan
from archsearch.readers import read_holdings
from archsearch.settings import ReadingSettings

EAD3 = """<?xml version="1.0" encoding="UTF-8"?>
<ead xmlns="http://ead3.archivists.org/schema/"><control><recordid>f-1</recordid></control>
<archdesc level="fonds"><did><repository><corpname><part>ГАРФ</part></corpname></repository>
<unitid>ф. Р-1</unitid><unittitle>Управление связи</unittitle></did>
<dsc><c01 level="series"><did><unitid>оп. 2</unitid><unittitle>Переписка</unittitle></did>
<c02 level="file"><did><unitid>д. 95</unitid><unittitle>Письма начальника станции</unittitle>
<unitdatestructured><daterange><fromdate standarddate="1944-01">январь 1944</fromdate>
<todate standarddate="1946">1946</todate></daterange></unitdatestructured>
<daoset><dao href="https://example.org/1/manifest.json"/><dao href="https://example.org/1.jpg"/>
</daoset></did>
<scopecontent><head>Content</head><p>О дороге.</p><p>О снеге.</p></scopecontent>
<controlaccess><persname><part>Петровский</part></persname>
<geogname><part>Хоргос</part></geogname></controlaccess></c02></c01></dsc></archdesc></ead>
"""


def read(*paths, **settings):
    reading = read_holdings(paths, ReadingSettings(**settings))
    return {document.id: document for document in reading}, reading.report


def test_every_component_is_a_document_with_its_path(shared_data):
    documents, report = read(shared_data / "formats" / "ead" / "alphaomegaalpha.xml")
    assert report.problems == []
    assert report.formats == {"EAD": 1}
    source = (shared_data / "formats" / "ead" / "alphaomegaalpha.xml").read_text("utf-8")
    assert len(documents) == 1 + source.count("<c ")
    whole = documents["aoa271"]
    assert (whole.level, whole.date.edtf) == ("fonds", "1894/1992")
    assert whole.titles == {"en": "Alpha Omega Alpha Archives"}
    series = documents["aoa271-aspace_563a320bb37d24a9e1e6f7bf95b52671"]
    assert series.level == "series"
    assert series.date.edtf == "1902/1976"
    assert series.reference.written == "1118 Badger Vine Special Collections, MS C 271.I"
    assert series.collection == "Alpha Omega Alpha Archives"
    assert {each.reference.repository for each in documents.values()} == {
        "1118 Badger Vine Special Collections"
    }


def test_deep_components_have_the_titles_of_all_above(shared_data):
    documents, _ = read(shared_data / "formats" / "ead" / "deeply-nested-components.xml")
    deepest = max(dict(each.notes).get("Path", "").count("›") for each in documents.values())
    assert deepest >= 6


def test_components_without_ids_are_called_by_their_place(shared_data):
    documents, report = read(shared_data / "formats" / "ead" / "no-ids-recordgrp-level.xml")
    assert report.problems == []
    assert "ehllHemingwayErnest-sample-1.1" in documents


def test_ead3_in_russian(tmp_path):
    (tmp_path / "a.xml").write_text(EAD3, "utf-8")
    documents, report = read(tmp_path)
    assert report.problems == []
    assert list(documents) == ["f-1-1.1", "f-1-1", "f-1"] or set(documents) == {
        "f-1-1.1",
        "f-1-1",
        "f-1",
    }
    document = documents["f-1-1.1"]
    assert document.titles == {"ru": "Письма начальника станции"}
    assert document.date.edtf == "1944-01/1946"
    reference = document.reference
    assert (reference.repository, reference.fond, reference.opis, reference.delo) == (
        "ГАРФ",
        "Р-1",
        "2",
        "95",
    )
    assert document.people == ("Петровский",)
    assert document.places == ("Хоргос",)
    assert document.summary == "О дороге.\n\nО снеге."
    assert document.iiif_manifest == "https://example.org/1/manifest.json"
    assert document.scans == (Scan("https://example.org/1.jpg"),)
    assert dict(document.notes)["Path"] == "Управление связи › Переписка"


@pytest.mark.parametrize(
    "declaration",
    [
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">',
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY a SYSTEM "http://127.0.0.1:9/x">',
    ],
)
def test_entities_are_refused_and_named(tmp_path, declaration):
    text = EAD3.replace("<ead ", f"<!DOCTYPE ead [{declaration}]><ead ", 1)
    (tmp_path / "a.xml").write_text(text.replace("О снеге", "&a;"), "utf-8")
    documents, report = read(tmp_path)
    assert documents == {}
    assert "entity “a”" in report.problems[0].message


def test_a_broken_finding_aid_keeps_what_came_before(tmp_path):
    (tmp_path / "a.xml").write_text(EAD3[: EAD3.index("</c01>")], "utf-8")
    documents, report = read(tmp_path)
    assert set(documents) == {"f-1-1.1", "f-1-1"}
    assert "not well-formed" in report.problems[0].message


def test_memory_does_not_grow_with_the_finding_aid(tmp_path):
    start, end = EAD3.split("<c01", 1)[0], "</dsc></archdesc></ead>"
    component = (
        '<c01 level="file"><did><unittitle>File</unittitle></did><scopecontent><p>'
        + "Text " * 200
        + "</p></scopecontent></c01>"
    )

    def peak(count):
        path = tmp_path / f"{count}.xml"
        path.write_text(start + component * count + end, "utf-8")
        tracemalloc.start()
        reading = read_holdings([path], ReadingSettings())
        total = sum(1 for _ in reading)
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert total == count + 1
        return used

    peak(10)
    small, large = peak(50), peak(500)
    # What grows is the list of ids, not the texts (a thousand characters each).
    assert large - small < 450 * 700
