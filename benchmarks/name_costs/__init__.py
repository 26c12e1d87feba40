"""Learning what letters of one spelling become in another, from pairs of spellings."""
