"""`archsearch analyze` shows every stage."""

from __future__ import annotations

from click.testing import CliRunner

from archsearch.cli.analyze import analyze


def test_a_text_is_shown_stage_by_stage():
    result = CliRunner().invoke(analyze, ["Маршалу С Т А Л И Н У [b]"])
    assert result.exit_code == 0, result.output
    assert "script Cyrl" in result.output
    assert "8-21 С Т А Л И Н У: letter-spaced" in result.output
    row = next(line for line in result.output.splitlines() if line.endswith("letter-spaced  "[:13]))
    assert "сталину" in "".join(result.output.split(row))


def test_a_file_is_read(tmp_path):
    path = tmp_path / "письмо.txt"
    path.write_text("прави-\nтельство", encoding="utf-8")
    result = CliRunner().invoke(analyze, [str(path), "--language", "ru"])
    assert result.exit_code == 0, result.output
    assert "прави-⏎тельство" in result.output
    assert "правительство" in result.output


def test_a_file_that_is_no_text_is_refused_in_one_sentence(tmp_path):
    path = tmp_path / "scan.tif"
    path.write_bytes(b"II*\xff\xfe\x00")
    result = CliRunner().invoke(analyze, [str(path)])
    assert result.exit_code == 1
    assert "can't be read as UTF-8 text" in result.output
