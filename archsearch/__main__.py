"""`python -m archsearch`: the command line."""

from archsearch.cli import main

if __name__ == "__main__":
    main(prog_name="archsearch")
