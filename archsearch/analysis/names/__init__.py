"""Names in any script, any spelling, any case: which forms of the holdings a name stands for."""

from archsearch.analysis.names.aliases import Authorities
from archsearch.analysis.names.table import NameTable
from archsearch.analysis.names.variant import Expansion, Variant
from archsearch.analysis.names.whole import NameExpansion, NameVariant, expand_name

__all__ = [
    "Authorities",
    "Expansion",
    "NameExpansion",
    "NameTable",
    "NameVariant",
    "Variant",
    "expand_name",
]
