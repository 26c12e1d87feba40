"""The pages and the JSON API: a Flask blueprint, and an application made of it."""

from archsearch.web.application import create_app
from archsearch.web.blueprint import blueprint

__all__ = ["blueprint", "create_app"]
