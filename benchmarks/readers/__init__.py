"""How fast each format is read, and in how much memory."""
