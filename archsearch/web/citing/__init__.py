"""A document → ways to cite it: a Chicago note, plain text, RIS, BibTeX, CSL-JSON, metadata."""

from archsearch.web.citing.cited import Cited, cite
from archsearch.web.citing.formats import FORMATS, Format

__all__ = ["FORMATS", "Cited", "Format", "cite"]
