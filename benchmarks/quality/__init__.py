"""Quality on gold data: `python -m benchmarks.quality --data DIR --json FILE`.

Each module of `SETS` measures one set with `measure(data: Path) -> dict[str, float] | None`:
figures by name, shares from 0 to 1, or None where the folder lacks what it needs.
"""

#: The sets in the order in which they are shown; a module that doesn't exist yet is passed over.
SETS = ("lemmas", "typescript", "names", "retrieval", "alignment", "counterparts", "speed")
