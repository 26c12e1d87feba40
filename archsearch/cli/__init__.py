"""The command line, thin: parse options, call, print."""

from archsearch.cli.main import main

__all__ = ["main"]
