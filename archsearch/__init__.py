"""Full-text search over archival holdings in Russian and English.

The public names; everything else is reached through them or is private to a room.
`docs/architecture.md` follows one delo from its file to a highlighted hit.
"""

from __future__ import annotations

__version__ = "0.1.0"
