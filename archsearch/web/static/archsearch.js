// What the pages do better with a script: everything here also works without it.
"use strict";

// The bar of a document: to the next and the previous match, and which one this is.
const matches = (() => {
  const bar = document.querySelector(".bar-marks");
  const marks = [...document.querySelectorAll(".document mark[id]")];
  if (!bar || marks.length === 0) return null;

  const first = Number(bar.dataset.first);
  const total = Number(bar.dataset.total);
  const before = bar.querySelector(".bar-before");
  const after = bar.querySelector(".bar-after");
  let here = -1;

  const button = (label, sign, step) => {
    const made = document.createElement("button");
    made.type = "button";
    made.setAttribute("aria-label", label);
    made.textContent = sign;
    made.addEventListener("click", () => go(step, made));
    return made;
  };
  const place = document.createElement("span");
  place.className = "bar-place";
  place.setAttribute("role", "status");
  place.textContent = bar.querySelector(".bar-first").textContent.trim();

  const show = (order) => {
    here = order;
    marks.forEach((mark, each) => mark.classList.toggle("mark-here", each === here));
    place.textContent = bar.dataset.place
      .replace("{here}", String(first + here))
      .replace("{total}", String(total));
  };

  // From the keyboard the focus follows the match; from a button it stays on the button.
  // Beyond the ends of a part the matches go on in another one.
  const go = (step, from) => {
    let next = here < 0 ? (step > 0 ? 0 : marks.length - 1) : here + step;
    if (next < 0 && before) return before.click();
    if (next >= marks.length && after) return after.click();
    next = (next + marks.length) % marks.length;
    show(next);
    marks[here].scrollIntoView({ block: "center" });
    if (!from) marks[here].focus({ preventScroll: true });
  };

  for (const link of [before, after]) if (link) link.hidden = true;
  bar.querySelector(".bar-first").remove();
  bar.prepend(
    button(bar.dataset.previous, "\u2191", -1),
    place,
    button(bar.dataset.next, "\u2193", 1),
  );
  // A link to a match, as from a part to the next, has come to it.
  const arrived = marks.findIndex((mark) => `#${mark.id}` === location.hash);
  if (arrived >= 0) show(arrived);
  return { go };
})();

// Page images: another one without another page; larger and smaller; moved by dragging.
(() => {
  const scans = document.querySelector(".scans:not(.iiif)");
  if (!scans) return;
  const image = scans.querySelector(".scan-image");
  const sheet = scans.querySelector(".scan-sheet");
  const frame = scans.querySelector(".scan-frame");
  const tools = scans.querySelector(".scan-tools");
  const links = [...scans.querySelectorAll(".scan-list a")];

  const show = (link) => {
    if (!link || link.getAttribute("aria-current")) return;
    links.forEach((each) => each.removeAttribute("aria-current"));
    link.setAttribute("aria-current", "true");
    image.src = link.dataset.image;
    image.alt = link.dataset.alt;
    image.removeAttribute("width");
    image.removeAttribute("height");
    scans.querySelector(".scan-name").textContent = link.textContent;
    scans.querySelector(".scan-whole").href = link.dataset.image;
    const boxes = link.dataset.boxes.split(";").filter(Boolean).map((box) => {
      const made = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      ["x", "y", "width", "height"].forEach((name, at) => made.setAttribute(name, box.split(" ")[at]));
      return made;
    });
    scans.querySelector(".scan-marks").replaceChildren(...boxes);
    frame.scrollTo(0, 0);
  };
  const step = (by) => links[links.findIndex((each) => each.getAttribute("aria-current")) + by];
  scans.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    const next = links.includes(link) ? link
      : link.classList.contains("scan-step") ? step(link.rel.startsWith("prev") ? -1 : 1) : null;
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    show(next);
  });

  let size = 1;
  const resize = (by) => {
    size = Math.min(6, Math.max(1, size * by));
    sheet.style.width = `${size * 100}%`;
  };
  for (const [label, sign, by] of [[tools.dataset.larger, "+", 1.4], [tools.dataset.smaller, "\u2212", 1 / 1.4]]) {
    const made = document.createElement("button");
    made.type = "button";
    made.setAttribute("aria-label", label);
    made.textContent = sign;
    made.addEventListener("click", () => resize(by));
    tools.append(made);
  }

  let held = null;
  frame.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button) return;
    event.preventDefault();
    held = { x: event.clientX + frame.scrollLeft, y: event.clientY + frame.scrollTop };
    frame.classList.add("dragging");
  });
  window.addEventListener("pointermove", (event) => {
    if (held) frame.scrollTo(held.x - event.clientX, held.y - event.clientY);
  });
  window.addEventListener("pointerup", () => {
    held = null;
    frame.classList.remove("dragging");
  });

  // The image follows the page of the text that comes to the upper part of the window.
  const watch = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) show(links.find((each) => each.dataset.scan === entry.target.dataset.scan));
    }
  }, { rootMargin: "-10% 0px -70% 0px" });
  document.querySelectorAll(".page-break[data-scan]").forEach((each) => watch.observe(each));
})();

// Hits: j and k go from one to the next.
const goToHit = (step) => {
  const links = [...document.querySelectorAll(".hit-title a")];
  const here = links.findIndex((link) => link.closest(".hit").contains(document.activeElement));
  const next = links[here < 0 ? (step > 0 ? 0 : links.length - 1) : here + step];
  if (next) next.focus();
};

// Single letters as keys: never while typing, never with a modifier, not at all if switched off.
const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;
const keys = {
  "/": () => {
    const box = document.querySelector("input[type=search]");
    box.focus();
    box.select();
  },
  j: () => goToHit(1),
  k: () => goToHit(-1),
  n: () => matches && matches.go(1),
  p: () => matches && matches.go(-1),
  "?": () => document.querySelector(".keys-dialog").showModal(),
};
// The same keys where the keyboard is set to Russian.
const russian = { "о": "j", "л": "k", "т": "n", "з": "p" };

if (document.body.dataset.keys === "on") {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    const name = event.key in keys ? event.key : russian[event.key.toLowerCase()];
    if (!name) return;
    event.preventDefault();
    keys[name]();
  });
}
