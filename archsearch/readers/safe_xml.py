"""XML → elements, without ever following what the file asks for: entities and network are off."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any, BinaryIO

from lxml import etree

from archsearch.errors import HoldingError
from archsearch.readers.text import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archsearch.readers.reader import Head

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
_ROOT = re.compile(r"<(?![?!])(?:[\w.-]+:)?(?P<name>[\w.-]+)")
_BEFORE_ROOT = re.compile(r"<!--.*?-->|<\?.*?\?>", re.DOTALL)


def root_name(head: Head) -> str:
    """Local name of the root element of a file that begins so, "" if it isn't XML."""
    text = _BEFORE_ROOT.sub("", head.text).lstrip()
    if not text.startswith("<"):
        return ""
    found = _ROOT.search(re.sub(r"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", "", text, flags=re.DOTALL))
    return found["name"] if found else ""


def parse(path: Path, max_bytes: int) -> etree._Element:
    """The root of an XML file.

    Raises:
        HoldingError: it can't be read, isn't well formed, or declares entities.
    """
    return parse_bytes(read_bytes(path, max_bytes), path)


def parse_bytes(data: bytes, path: Path) -> etree._Element:
    """The root of XML that stands in a file.

    Raises:
        HoldingError: it isn't well formed, or declares entities.
    """
    try:
        root = etree.fromstring(data, _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise syntax_error(error, path) from error
    refuse_entities(root.getroottree().docinfo, path)
    return root


def stream(path: Path) -> Iterator[tuple[str, etree._Element]]:
    """(event, element) of starts and ends, in the order of the file; clear what is done with.

    Raises:
        HoldingError: it can't be read, isn't well formed, or declares entities.
    """
    try:
        with path.open("rb") as file:
            yield from _events(file, path)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise syntax_error(error, path) from error
    except OSError as error:
        raise HoldingError(f"can't be read: {error.strerror or error}", path) from error


def _events(file: BinaryIO, path: Path) -> Iterator[tuple[str, etree._Element]]:
    events = etree.iterparse(
        file,
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    first = True
    for event, element in events:
        if first:
            refuse_entities(element.getroottree().docinfo, path)
            first = False
        yield str(event), element


def refuse_entities(info: etree.DocInfo, path: Path) -> None:
    """Refuse a file that declares entities of its own: they read files or fill the memory.

    Raises:
        HoldingError: it declares one.
    """
    # The stubs know neither that there may be no DTD nor what it declares.
    dtd: Any = info.internalDTD
    declared = [each.name for each in dtd.iterentities()] if dtd is not None else []
    if declared:
        raise HoldingError(
            f"declares the entity “{declared[0]}”, and entities aren't expanded",
            path,
            remedy="replace entities by their characters",
        )


def syntax_error(error: Exception, path: Path) -> HoldingError:
    """What is wrong with a file that isn't well formed."""
    line = getattr(error, "lineno", None)
    message = str(error).split(", line", 1)[0] or "it is broken off"
    return HoldingError(
        f"is not well-formed XML: {message}",
        path,
        place=f"line {line}" if line else "",
        remedy="restore the file, or correct it",
    )


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def local(element: etree._Element) -> str:
    """Name of an element without its namespace; "" for what isn't an element."""
    # A comment's tag is a function, whatever the stubs say.
    tag: Any = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def entity_text(element: etree._Element) -> str:
    """The character of an unexpanded entity that HTML knows ("&mdash;"), else ""."""
    if element.tag is not etree.Entity:
        return ""
    found = html.unescape(element.text or "")
    return "" if found == element.text else found


def text_of(element: etree._Element | None) -> str:
    """All the text of an element on one line."""
    return "" if element is None else " ".join("".join(_texts(element)).split())


def _texts(element: etree._Element) -> Iterator[str]:
    tag: Any = element.tag
    if not isinstance(tag, str):
        yield entity_text(element)
        return
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""


def named(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The elements below one that have one of the local names, in document order."""
    return element.iter(*(f"{{*}}{name}" for name in names))


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of a local name."""
    if element is None:
        return None
    return next((each for each in element if local(each) == name), None)
