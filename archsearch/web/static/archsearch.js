// What the pages do better with a script: everything here also works without it.
"use strict";

(() => {
  const bar = document.querySelector(".bar-marks");
  const marks = [...document.querySelectorAll(".document mark[id]")];
  if (!bar || marks.length === 0) return;

  const first = Number(bar.dataset.first);
  const total = Number(bar.dataset.total);
  let here = -1;

  const button = (name, sign) => {
    const made = document.createElement("button");
    made.type = "button";
    made.setAttribute("aria-label", bar.dataset[name]);
    made.textContent = sign;
    return made;
  };
  const previous = button("previous", "↑");
  const next = button("next", "↓");
  const place = document.createElement("span");
  place.className = "bar-place";
  place.setAttribute("role", "status");

  const say = () => {
    place.textContent = bar.dataset.place
      .replace("{here}", String(first + here))
      .replace("{total}", String(total));
  };
  const go = (step) => {
    here = (here + step + marks.length) % marks.length;
    marks[here].scrollIntoView({ block: "center" });
    marks[here].focus({ preventScroll: true });
    say();
  };

  previous.addEventListener("click", () => go(here < 0 ? 0 : -1));
  next.addEventListener("click", () => go(1));
  place.textContent = bar.textContent.trim();
  bar.replaceChildren(previous, place, next);
})();
