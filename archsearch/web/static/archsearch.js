// What the pages do better with a script: everything here also works without it.
"use strict";

// The bar of a document: to the next and the previous match, and which one this is.
const matches = (() => {
  const bar = document.querySelector(".bar-marks");
  const marks = [...document.querySelectorAll(".document mark[id]")];
  if (!bar || marks.length === 0) return null;

  const first = Number(bar.dataset.first);
  const total = Number(bar.dataset.total);
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
  place.textContent = bar.textContent.trim();

  // From the keyboard the focus follows the match; from a button it stays on the button.
  const go = (step, from) => {
    here = here < 0 ? (step > 0 ? 0 : marks.length - 1) : here + step;
    here = (here + marks.length) % marks.length;
    marks.forEach((mark, order) => mark.classList.toggle("mark-here", order === here));
    marks[here].scrollIntoView({ block: "center" });
    if (!from) marks[here].focus({ preventScroll: true });
    place.textContent = bar.dataset.place
      .replace("{here}", String(first + here))
      .replace("{total}", String(total));
  };

  bar.replaceChildren(
    button(bar.dataset.previous, "\u2191", -1),
    place,
    button(bar.dataset.next, "\u2193", 1),
  );
  return { go };
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
