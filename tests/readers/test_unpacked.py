"""Archives of holdings, whole, damaged and hostile."""

import gzip
import shutil
import stat
import zipfile

import pytest

from archsearch.readers import read_holdings
from archsearch.settings import ReadingSettings

RUSSIAN = "Дорога на Кульджу открыта."


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "holdings"
    path.mkdir()
    return path


def read(*paths, **limits):
    reading = read_holdings(paths, ReadingSettings(**limits))
    return {document.id: document for document in reading}, reading.report


def pack(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)


def problems(report):
    return [(each.path.rsplit("/", 1)[-1], each.place, each.message) for each in report.problems]


def test_what_is_in_an_archive_is_as_if_it_lay_beside_it(folder):
    members = {
        "box 1/letter.txt": RUSSIAN,
        "box 1/note.txt": "The road is open.",
        "list.csv": "id,title,file\nn-1,Note,box 1/note.txt\n",
        "__MACOSX/box 1/._letter.txt": "x",
        "box 1/Thumbs.db": "x",
    }
    (folder / "year").mkdir()
    pack(folder / "year" / "1946.zip", members)
    packed, report = read(folder)
    assert set(packed) == {"year-1946-box-1-letter", "n-1"}
    assert packed["n-1"].source == "year/1946.zip/list.csv"
    again = read_holdings([folder], ReadingSettings())
    list(again)
    assert again.files["n-1"] == folder / "year" / "1946.zip" / "list.csv"
    assert (report.problems, report.skipped) == ([], 1)
    with zipfile.ZipFile(folder / "year" / "1946.zip") as package:
        package.extractall(folder / "year" / "1946")
    (folder / "year" / "1946.zip").unlink()
    assert set(read(folder)[0]) == set(packed)


def test_a_packed_file_is_the_file(folder):
    (folder / "letter.txt.gz").write_bytes(gzip.compress(RUSSIAN.encode()))
    documents, report = read(folder)
    assert documents["letter"].version("ru").text == RUSSIAN
    assert documents["letter"].source == "letter.txt.gz"
    assert report.problems == []


def test_an_archive_is_told_by_its_content(folder):
    pack(folder / "box.old", {"a.txt": RUSSIAN})
    assert set(read(folder)[0]) == {"box-a"}


def test_a_problem_in_an_archive_is_named_as_people_know_it(folder):
    pack(folder / "box.zip", {"in/list.csv": "id,title\n,A\n", "in/a.csv": "id,title\nx,A\nx,B\n"})
    _, report = read(folder)
    paths = {each.path for each in report.problems}
    assert paths == {f"{folder}/box.zip/in/list.csv", f"{folder}/box.zip/in/a.csv"}
    assert not any("archsearch-" in str(each) for each in report.problems)


def test_names_from_russian_windows(folder):
    with zipfile.ZipFile(folder / "box.zip", "w") as package:
        package.writestr("XXXXXX.txt", RUSSIAN)
    data = (folder / "box.zip").read_bytes().replace(b"XXXXXX", "письмо".encode("cp866"))
    (folder / "box.zip").write_bytes(data)
    assert set(read(folder)[0]) == {"box-письмо"}


@pytest.mark.parametrize(
    "name", ["../evil.txt", "/etc/evil.txt", "a/../../evil.txt", "..\\evil.txt", "C:/evil.txt"]
)
def test_a_member_that_leads_out_is_refused_and_the_others_are_read(folder, tmp_path, name):
    pack(folder / "box.zip", {name: "evil", "a.txt": RUSSIAN})
    documents, report = read(folder)
    assert set(documents) == {"box-a"}
    assert problems(report) == [("box.zip", name, "leads out of the archive")]
    assert list(tmp_path.rglob("evil*")) == []


def test_a_link_in_an_archive_is_refused(folder):
    with zipfile.ZipFile(folder / "box.zip", "w") as package:
        info = zipfile.ZipInfo("a.txt")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        package.writestr(info, "/etc/passwd")
    documents, report = read(folder)
    assert documents == {}
    assert problems(report) == [("box.zip", "a.txt", "is a link, which isn't followed")]


def test_a_member_that_needs_a_password_is_refused(folder):
    pack(folder / "box.zip", {"a.txt": RUSSIAN})
    data = bytearray((folder / "box.zip").read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (folder / "box.zip").write_bytes(bytes(data))
    assert problems(read(folder)[1]) == [("box.zip", "a.txt", "needs a password")]


def test_a_bomb_is_refused_by_its_ratio(folder):
    pack(folder / "box.zip", {"a.txt": b" " * 50_000_000})
    _, report = read(folder)
    assert "times its size, more than 200" in report.problems[0].message


def test_a_bomb_is_refused_by_its_size_and_number(folder):
    pack(folder / "box.zip", {"a.txt": "x" * 2000, "b.txt": "y" * 2000})
    assert (
        "4,000 bytes, more than 3,000"
        in read(folder, max_unpacked_bytes=3000)[1].problems[0].message
    )
    assert "2 members, more than 1" in read(folder, max_members=1)[1].problems[0].message


def test_bombs_in_bombs_are_counted_together(folder, tmp_path):
    inner = tmp_path / "inner.zip"
    pack(inner, {"a.txt": "x" * 2000})
    pack(folder / "box.zip", {"1.zip": inner.read_bytes(), "2.zip": inner.read_bytes()})
    documents, report = read(folder, max_unpacked_bytes=3500)
    assert len(documents) == 1
    assert "unpacks to more bytes, more than 3,500" in report.problems[0].message
    assert report.problems[0].path == f"{folder}/box.zip/2.zip"


def test_archives_nested_too_deep_are_refused(folder, tmp_path):
    data = RUSSIAN.encode()
    for name in ("a.txt", "1.zip", "2.zip", "3.zip"):
        pack(tmp_path / "x.zip", {name: data})
        data = (tmp_path / "x.zip").read_bytes()
    (folder / "box.zip").write_bytes(data)
    documents, report = read(folder)
    assert documents == {}
    assert "too deep in others" in report.problems[0].message


def test_a_packed_bomb_is_refused(folder):
    (folder / "a.txt.gz").write_bytes(gzip.compress(b" " * 5000))
    _, report = read(folder, max_unpacked_bytes=3000)
    assert problems(report)[0][0] == "a.txt.gz"
    assert "more than 3,000" in report.problems[0].message


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
@pytest.mark.parametrize("suffix", [".zip", ".gz"])
def test_half_an_archive_is_named(folder, share, suffix):
    path = folder / f"box{suffix}"
    if suffix == ".zip":
        pack(path, {f"{number}.txt": RUSSIAN for number in range(20)})
    else:
        path.write_bytes(gzip.compress(RUSSIAN.encode() * 20))
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    documents, report = read(folder)
    assert documents == {}
    assert [each.path for each in report.problems] == [str(path)]


def test_an_archive_without_files_is_named(folder):
    pack(folder / "box.zip", {"a/": ""})
    assert problems(read(folder)[1]) == [("box.zip", "", "has no files in it")]


def test_nothing_is_left_behind(folder, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    pack(folder / "box.zip", {"a.txt": RUSSIAN})
    reading = read_holdings([folder], ReadingSettings())
    assert [document.id for document in reading] == ["box-a"]
    assert len(list(tmp_path.glob("archsearch-*"))) == 1
    del reading
    assert list(tmp_path.glob("archsearch-*")) == []


def test_ids_do_not_depend_on_where_archives_lie(folder, tmp_path):
    pack(folder / "box.zip", {"a.txt": RUSSIAN})
    (folder / "b.txt.gz").write_bytes(gzip.compress(RUSSIAN.encode()))
    shutil.copytree(folder, tmp_path / "elsewhere")
    assert list(read(folder)[0]) == list(read(tmp_path / "elsewhere")[0]) == ["b", "box-a"]
