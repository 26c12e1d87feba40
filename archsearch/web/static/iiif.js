// A IIIF manifest (Presentation API 2 and 3) in OpenSeadragon, beside the text of its document.
"use strict";

(async () => {
  const section = document.querySelector(".iiif");
  if (!section) return;
  const place = section.querySelector(".iiif-place");
  const name = section.querySelector(".scan-name");
  const { manifest, language } = section.dataset;

  // Version 3 has labels by language, version 2 has text, values, or a list of either.
  const text = (label) => {
    if (!label) return "";
    if (typeof label === "string") return label;
    if (Array.isArray(label)) return text(label.find((each) => each["@language"] === language) ?? label[0]);
    if ("@value" in label) return label["@value"];
    return (label[language] ?? label.none ?? Object.values(label)[0] ?? []).join(" ");
  };
  const chosen = (body) => {
    if (body?.type === "Choice") return body.items?.[0];
    return body?.["@type"] === "oa:Choice" ? body.default : body;
  };
  const imageOf = (canvas) => {
    const body = chosen(canvas.items?.[0]?.items?.[0]?.body ?? canvas.images?.[0]?.resource);
    const service = [body?.service].flat().find(Boolean);
    const address = service?.id ?? service?.["@id"];
    if (address) return `${address.replace(/\/$/, "")}/info.json`;
    const url = body?.id ?? body?.["@id"];
    return url ? { type: "image", url } : null;
  };
  const failed = () => {
    section.classList.add("iiif-failed");
    place.textContent = section.dataset.failed;
  };

  let images = [];
  try {
    const answer = await fetch(manifest, { credentials: "omit", referrerPolicy: "no-referrer" });
    if (!answer.ok) return failed();
    const read = await answer.json();
    images = (read.items ?? read.sequences?.[0]?.canvases ?? [])
      .map((canvas) => ({ source: imageOf(canvas), label: text(canvas.label) }))
      .filter((image) => image.source);
  } catch {
    return failed();
  }
  if (images.length === 0) return failed();

  // Unless it finds one, the viewer adds a style that hides the focus; the policy of the pages refuses it.
  const style = document.createElementNS(null, "style");
  style.setAttribute("data-openseadragon-mobile-css", "");
  document.head.append(style);
  const viewer = new window.OpenSeadragon.Viewer({
    element: section.querySelector(".iiif-view"),
    drawer: "canvas",
    showNavigationControl: false,
    cooperativeGestures: true,
    visibilityRatio: 0.5,
  });
  viewer.addHandler("canvas-cooperative-gesture", (event) => {
    event.message = event.type === "touch" ? section.dataset.fingers : section.dataset.wheel;
  });
  viewer.addHandler("open-failed", failed);

  let here = 0;
  const show = (number) => {
    here = Math.min(images.length - 1, Math.max(0, number));
    section.classList.remove("iiif-failed");
    viewer.open(images[here].source);
    name.textContent = images[here].label;
    place.textContent = section.dataset.place
      .replace("{here}", String(here + 1))
      .replace("{total}", String(images.length));
    for (const button of section.querySelectorAll("[data-step]")) {
      const next = here + Number(button.dataset.step);
      button.setAttribute("aria-disabled", String(next < 0 || next >= images.length));
    }
  };
  section.addEventListener("click", (event) => {
    const { step, zoom } = event.target.closest("button")?.dataset ?? {};
    if (step) show(here + Number(step));
    if (zoom) viewer.viewport.zoomBy(Number(zoom));
  });
  show(0);
})();
