"""Documents → files to take away: tables of results, and both versions side by side."""

from archsearch.web.exporting.formats import EXPORTS, Export, Taken

__all__ = ["EXPORTS", "Export", "Taken"]
