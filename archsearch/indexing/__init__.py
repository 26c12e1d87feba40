"""Generations of an index: built beside the one that is served, verified, then swapped in."""
