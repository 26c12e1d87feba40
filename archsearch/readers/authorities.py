"""Authority files → `Authority` values."""


def read_starter():
    return ()
