"""The viewer of IIIF manifests, in a real browser, with the images on a second origin."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask, abort, jsonify, request, send_file
from PIL import Image
from web.serving import serving

from archsearch.indexing.build import build_index
from archsearch.settings import IndexSettings, KioskSettings, Settings
from archsearch.web import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Response
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

#: Colour and size of the images that the host keeps.
COLOURS = {"1": (200, 0, 0), "2": (0, 0, 200)}
SIZE = (600, 800)


def presentation_3(host: str) -> dict[str, object]:
    """Presentation API 3: two canvases, the first with a choice of images."""
    bodies = [
        {"id": f"{host}/whole/{name}.png", "type": "Image",
         "service": [{"id": f"{host}/image/{name}", "type": "ImageService3"}]}
        for name in COLOURS
    ]  # fmt: skip
    bodies[0] = {"type": "Choice", "items": [bodies[0]]}
    return {
        "@context": "http://iiif.io/api/presentation/3/context.json",
        "id": f"{host}/3.json",
        "type": "Manifest",
        "items": [
            {"type": "Canvas", "label": {"ru": [f"л. {name}"], "en": [f"f. {name}"]},
             "items": [{"type": "AnnotationPage", "items": [{"type": "Annotation", "body": body}]}]}
            for name, body in zip(COLOURS, bodies, strict=True)
        ],
    }  # fmt: skip


def presentation_2(host: str) -> dict[str, object]:
    """Presentation API 2.1, its images whole files without an image service."""
    return {
        "@context": "http://iiif.io/api/presentation/2/context.json",
        "@id": f"{host}/2.json",
        "@type": "sc:Manifest",
        "sequences": [
            {"canvases": [
                {"@type": "sc:Canvas", "label": f"l. {name}",
                 "images": [{"resource": {"@id": f"{host}/whole/{name}.png"}}]}
                for name in COLOURS
            ]}
        ],
    }  # fmt: skip


def image_host(asked: list[str]) -> Flask:
    """A IIIF image host of level 0; `asked` collects the paths that were asked for."""
    app = Flask("images")

    @app.before_request
    def note() -> None:
        asked.append(request.path)

    @app.after_request
    def share(response: Response) -> Response:
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    @app.get("/<int:version>.json")
    def manifest(version: int) -> Response:
        made = {2: presentation_2, 3: presentation_3}.get(version)
        return jsonify(made(request.host_url.rstrip("/"))) if made else abort(404)

    @app.get("/image/<name>/info.json")
    def info(name: str) -> Response:
        width, height = SIZE
        return jsonify({
            "@context": "http://iiif.io/api/image/3/context.json",
            "id": f"{request.host_url}image/{name}", "type": "ImageService3",
            "protocol": "http://iiif.io/api/image", "profile": "level0",
            "width": width, "height": height, "sizes": [{"width": width, "height": height}],
        })  # fmt: skip

    @app.get("/whole/<name>.png")
    @app.get("/image/<name>/full/<_size>/0/default.<_ending>")
    def image(name: str, _size: str = "", _ending: str = "") -> Response:
        file = io.BytesIO()
        Image.new("RGB", SIZE, COLOURS[name]).save(file, "PNG")
        file.seek(0)
        return send_file(file, mimetype="image/png")

    return app


@pytest.fixture(scope="module")
def asked() -> list[str]:
    return []


@pytest.fixture(scope="module")
def host(asked: list[str]) -> Iterator[str]:
    with serving(image_host(asked)) as address:
        yield address


@pytest.fixture(scope="module")
def viewed(host: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder: Path = tmp_path_factory.mktemp("iiif")
    rows = [
        {"id": f"v{version}", "title_en": "Inventory", "title_ru": "Опись",
         "text_ru": "Термометров два.", "text_en": "Two thermometers.",
         "iiif_manifest": f"{host}/{version}.json"}
        for version in (2, 3, 4)
    ]  # fmt: skip
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "holdings.jsonl").write_text("".join(lines), encoding="utf-8")
    settings = Settings(index=IndexSettings(path=folder / "index"))
    settings = replace(settings, web=replace(settings.web, iiif_hosts=(host,)))
    build_index([folder / "holdings.jsonl"], settings)
    return settings


@pytest.fixture
def opened(chromium: Browser, viewed: Settings) -> Iterator[Page]:
    errors: list[str] = []
    with serving(create_app(viewed)) as address:
        page = chromium.new_page(base_url=address, viewport={"width": 1280, "height": 800})
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on(
            "console",
            lambda message: errors.append(message.text) if message.type == "error" else None,
        )
        yield page
        page.close()
    assert [error for error in errors if "404" not in error] == []


def middle(page: Page) -> tuple[int, ...]:
    """The colour in the middle of the viewer."""
    shot = Image.open(io.BytesIO(page.locator(".iiif-view").screenshot())).convert("RGB")
    return shot.getpixel((shot.width // 2, shot.height // 2))


def wait_for_colour(page: Page, colour: tuple[int, ...]) -> None:
    for _ in range(100):
        if middle(page) == colour:
            return
        page.wait_for_timeout(50)
    assert middle(page) == colour


@pytest.mark.parametrize(("version", "label"), [(3, "f. {}"), (2, "l. {}")])
def test_the_images_of_a_manifest_stand_beside_the_text(opened: Page, version: int, label: str):
    opened.goto(f"/documents/v{version}?q=thermometers&lang=en")
    wait_for_colour(opened, COLOURS["1"])
    assert opened.locator(".scan-name").inner_text() == label.format(1)
    assert opened.locator(".iiif-place").inner_text() == "Image 1 of 2"
    opened.get_by_role("button", name="Next image").click()
    wait_for_colour(opened, COLOURS["2"])
    assert opened.locator(".scan-name").inner_text() == label.format(2)
    assert opened.get_by_role("button", name="Next image").get_attribute("aria-disabled") == "true"
    opened.get_by_role("button", name="Larger").click()
    text = opened.locator(".reading-text").bounding_box()
    image = opened.locator(".iiif-view").bounding_box()
    assert text
    assert image
    assert text["x"] + text["width"] <= image["x"]


def test_the_russian_pages_have_the_russian_names(opened: Page):
    opened.goto("/documents/v3?lang=ru")
    wait_for_colour(opened, COLOURS["1"])
    assert opened.locator(".scan-name").inner_text() == "л. 1"


def test_a_manifest_that_is_gone_leaves_a_sentence_and_the_link(opened: Page, host: str):
    opened.goto("/documents/v4?lang=en")
    opened.get_by_text("The images could not be loaded from where they are kept.").wait_for()
    assert opened.get_by_role("link", name=f"{host}/4.json").is_visible()
    assert not opened.locator(".iiif-view").is_visible()


def test_axe_finds_nothing_in_the_viewer(opened: Page):
    opened.goto("/documents/v3?lang=en")
    wait_for_colour(opened, COLOURS["1"])
    assert [each["id"] for each in Axe().run(opened).response["violations"]] == []


@pytest.mark.parametrize("kiosk", [False, True], ids=["host not named", "kiosk"])
def test_nothing_is_asked_of_a_host_that_may_not_be(
    chromium: Browser, viewed: Settings, asked: list[str], kiosk: bool
):
    web = viewed.web if kiosk else replace(viewed.web, iiif_hosts=())
    settings = replace(viewed, web=web, kiosk=KioskSettings(enabled=kiosk))
    with serving(create_app(settings)) as address:
        page = chromium.new_page(base_url=address)
        asked.clear()
        answer = page.goto("/documents/v3?lang=en", wait_until="networkidle")
        assert answer is not None
        assert "127.0.0.1" not in answer.headers["content-security-policy"]
        assert page.locator(".iiif").count() == 0
        assert page.locator(".elsewhere").get_by_text("/3.json").is_visible()
        page.close()
    assert asked == []
