"""A folder that nobody has described → a manifest to correct and to build from."""
