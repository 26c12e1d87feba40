"""What a command loads before it does anything: a search waits for nothing that it doesn't need."""

import json
import subprocess
import sys

#: Packages that a search stands on. Whoever adds one makes every search start later.
OF_A_SEARCH = {
    *("archsearch", "click", "filelock", "msgpack", "numpy", "portalocker", "psutil"),
    *("pymorphy3", "pythonjsonlogger", "rapidfuzz", "rich", "whoosh", "zstandard"),
    # the dictionary's reader and the stemmer, each with its compiled half
    *("dawg", "dawg2_python", "snowballstemmer", "Stemmer"),
}
#: What the pages need beside them.
OF_THE_PAGES = {
    *("babel", "blinker", "flask", "flask_babel", "itsdangerous", "jinja2", "markupsafe"),
    *("pytz", "segno", "waitress", "werkzeug"),
}
#: What the machine or the checkout brings along: no package of ours asked for it.
INCIDENTAL = (
    *("__", "_cython_", "_distutils_hack", "_sysconfigdata", "_virtualenv", "cython_runtime"),
)
#: Modules of the rooms of building of which a search takes values.
READERS, INDEXING, PARALLEL = (
    {"authorities", "report"},
    {
        "access",
        "fields",
        "files",
        "forward_index",
        "generation",
        "generations",
        "metadata",
        "packing",
        "recipe",
        "record",
    }
    | {"scans", "withdrawn"},
    {"lexicon", "model1", "passage"},
)

RUN = """
import json, sys
from archsearch.cli import main
try:
    main({arguments!r}, standalone_mode=False)
finally:
    print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def loaded(*arguments):
    """The modules that a command has loaded when it ends."""
    program = RUN.format(arguments=[str(each) for each in arguments])
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    return set(json.loads(done.stderr.splitlines()[-1]))


def packages(modules):
    tops = {name.partition(".")[0] for name in modules}
    return {name for name in tops - set(sys.stdlib_module_names) if not name.startswith(INCIDENTAL)}


def of_room(room, modules):
    """The modules of one room."""
    begins = f"archsearch.{room}."
    return {name.removeprefix(begins).partition(".")[0] for name in modules if begins in name}


def test_a_search_loads_no_more_than_it_needs(sample_index):
    modules = loaded("search", "Alihan Tore", "--index", sample_index)
    assert packages(modules) - OF_A_SEARCH == set()
    assert of_room("readers", modules) - READERS == set()
    assert of_room("indexing", modules) - INDEXING == set()
    assert of_room("parallel", modules) - PARALLEL == set()
    assert of_room("web", modules) == set()


def test_the_server_loads_no_format_of_holdings():
    modules = loaded("serve", "--help")
    assert "archsearch.web.views.search" in modules
    assert packages(modules) - OF_A_SEARCH - OF_THE_PAGES == set()
    assert of_room("readers", modules) - READERS == set()
    assert of_room("indexing", modules) - INDEXING == set()
