"""The formats that hold one text each, in the order in which they are asked."""

from __future__ import annotations

from archsearch.readers.alto import ALTO
from archsearch.readers.converted import DJVU, DOC, RTF
from archsearch.readers.docx_text import DOCX
from archsearch.readers.hocr import HOCR
from archsearch.readers.html_text import HTML
from archsearch.readers.odt import ODT
from archsearch.readers.page_xml import PAGE_XML
from archsearch.readers.pdf import PDF
from archsearch.readers.plain_text import PLAIN_TEXT

#: What a manifest's `file` may be; alone, each is a record of its own.
TEXT_FORMATS = (ALTO, PAGE_XML, HOCR, PDF, DOCX, ODT, DOC, RTF, DJVU, HTML, PLAIN_TEXT)
