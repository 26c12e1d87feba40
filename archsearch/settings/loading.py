"""archsearch.toml and the environment → `Settings`, read once into one frozen value.

Unknown names are errors: a misspelt setting must not be silently without effect.
``ARCHSEARCH_WEB_PORT=8001`` in the environment overrides the file. Nothing else in archsearch
reads the environment.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from archsearch.errors import SettingsError
from archsearch.settings.tables import Settings

#: Where settings are looked for when nobody names a file.
DEFAULT_FILE = Path("archsearch.toml")
ENVIRONMENT_PREFIX = "ARCHSEARCH_"

_Table = TypeVar("_Table")


def load_settings(path: Path | None = None, environment: dict[str, str] | None = None) -> Settings:
    """Read the settings.

    Args:
        path: the file to read; None means `DEFAULT_FILE` if it exists, else the defaults.
        environment: variables to read instead of the process's own.

    Raises:
        SettingsError: the file is missing, isn't TOML, names an unknown setting or gives one a
            value of the wrong type.
    """
    tables = _read_file(path)
    if isinstance(tables.get("kiosk"), bool):
        # A kiosk with nothing else set is a line, not a table.
        tables["kiosk"] = {"enabled": tables["kiosk"]}
    _add_environment(tables, os.environ if environment is None else environment)
    return _build(Settings, tables, "")


def _read_file(path: Path | None) -> dict[str, Any]:
    chosen = path or DEFAULT_FILE
    if path is None and not chosen.exists():
        return {}
    try:
        return tomllib.loads(chosen.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{chosen}: can't be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{chosen}: not valid TOML: {error}") from error


def _add_environment(tables: dict[str, Any], environment: Any) -> None:  # noqa: ANN401 - os.environ or dict
    for table in fields(Settings):
        for setting in fields(get_type_hints(Settings)[table.name]):
            value = environment.get(f"{ENVIRONMENT_PREFIX}{table.name}_{setting.name}".upper())
            if value is not None:
                tables.setdefault(table.name, {})[setting.name] = value


def _build(kind: type[_Table], values: Any, where: str) -> _Table:  # noqa: ANN401 - TOML values
    if not isinstance(values, dict):
        raise SettingsError(f"[{where}] must be a table of settings.")
    hints = get_type_hints(kind)
    unknown = sorted(set(values) - set(hints))
    if unknown:
        raise SettingsError(f"Unknown setting “{_join(where, unknown[0])}”.")
    made = {
        name: _build(hints[name], value, _join(where, name))
        if is_dataclass(hints[name])
        else _convert(hints[name], value, _join(where, name))
        for name, value in values.items()
    }
    return replace(kind(), **made)  # type: ignore[type-var]  # every kind is one of our dataclasses


def _convert(hint: Any, value: Any, where: str) -> Any:  # noqa: ANN401 - a type and a TOML value
    if get_origin(hint) is tuple:
        item = get_args(hint)[0]
        given = value.split(os.pathsep) if isinstance(value, str) else value
        if isinstance(given, list):
            return tuple(_convert(item, each, where) for each in given)
    elif get_origin(hint) is dict:
        if isinstance(value, dict) and all(isinstance(each, str) for each in value.values()):
            return value
    else:
        return _convert_scalar(hint, value, where)
    raise SettingsError(f"“{where}” has a value of the wrong kind: {value!r}.")


def _convert_scalar(hint: Any, value: Any, where: str) -> Any:  # noqa: ANN401 - as above
    if hint is bool and isinstance(value, str) and value.lower() in {"1", "true", "0", "false"}:
        return value.lower() in {"1", "true"}
    if isinstance(value, hint) and (hint is bool or not isinstance(value, bool)):
        return value
    if hint is not bool and isinstance(value, str | int) and not isinstance(value, bool):
        try:
            return hint(value)
        except (TypeError, ValueError):
            pass
    raise SettingsError(f"“{where}” must be {_ARTICLES.get(hint, hint.__name__)}, not {value!r}.")


_ARTICLES = {int: "a whole number", float: "a number", bool: "true or false", str: "a text"}


def _join(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name
