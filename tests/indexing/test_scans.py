import pytest

from archsearch.holdings import Scan
from archsearch.indexing.scans import scan_file


@pytest.fixture
def holdings(tmp_path):
    for name in ("first", "second"):
        (tmp_path / name / "scans").mkdir(parents=True)
    (tmp_path / "second" / "scans" / "1.jpg").write_bytes(b"12345")
    (tmp_path / "secret.jpg").write_bytes(b"12345")
    return [str(tmp_path / "first"), str(tmp_path / "second")]


def test_the_file_is_found_below_the_folder_that_has_it(holdings, tmp_path):
    scan = Scan("scans/1.jpg", size=5)
    assert scan_file(scan, holdings) == tmp_path / "second" / "scans" / "1.jpg"


def test_a_folder_may_be_known_by_a_file_in_it(holdings, tmp_path):
    manifest = tmp_path / "second" / "manifest.csv"
    manifest.write_text("id,title\n", encoding="utf-8")
    found = scan_file(Scan("scans/1.jpg", size=5), [str(manifest)])
    assert found == tmp_path / "second" / "scans" / "1.jpg"


@pytest.mark.parametrize(
    "scan",
    [
        Scan("scans/2.jpg", size=5),
        Scan("scans/1.jpg", size=6),
        Scan("scans", size=5),
        Scan("../secret.jpg", size=5),
        Scan("https://example.org/1.jpg"),
        Scan("scans/1.jpg/x", size=5),
    ],
    ids=["absent", "another file", "folder", "outside", "address", "below a file"],
)
def test_anything_else_is_not_given(holdings, scan):
    assert scan_file(scan, holdings) is None


def test_neither_an_absolute_path_nor_a_link_leads_out_of_the_folder(holdings, tmp_path):
    (tmp_path / "second" / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    for source in (str(tmp_path / "secret.jpg"), "link.jpg"):
        assert scan_file(Scan(source, size=5), holdings) is None
