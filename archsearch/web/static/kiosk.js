// A kiosk's page: leaves no history, forgets its reader, brings its own keyboard.
"use strict";

(() => {
  const settings = document.querySelector(".kiosk-data").dataset;
  const start = new URL(settings.start, location.href).href;
  const seconds = (value) => Number(value) * 1000;

  // One place in the history, always: every way on replaces it, so no "back" leads to a reader.
  const go = (address) => location.replace(address);
  const startAgain = () => {
    for (const form of document.forms) form.reset();
    document.querySelectorAll("input").forEach((box) => { box.value = ""; });
    go(start);
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link) return;
    event.preventDefault();
    const address = new URL(link.href, location.href);
    if (address.origin === location.origin && link.getAttribute("aria-disabled") !== "true") go(address);
  });
  document.addEventListener("auxclick", (event) => event.preventDefault());
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "get") return;
    event.preventDefault();
    const address = new URL(form.action);
    address.search = new URLSearchParams(new FormData(form));
    go(address);
  });
  for (const name of ["contextmenu", "dragstart", "drop"]) {
    document.addEventListener(name, (event) => event.preventDefault());
  }
  // A page that comes back from the browser's cache isn't shown as a reader left it.
  window.addEventListener("pageshow", (event) => { if (event.persisted) startAgain(); });

  // Nobody there: a warning that counts down, then the start page.
  const warning = document.querySelector(".kiosk-warning");
  const countdown = warning.querySelector(".kiosk-countdown");
  const box = document.querySelector("input[type=search]");
  let idle = 0;
  let counting = 0;

  const untouched = () => location.href === start && (!box || box.value === "");
  const wait = () => {
    clearTimeout(idle);
    clearInterval(counting);
    if (warning.open) warning.close();
    if (settings.shown) idle = setTimeout(() => go(settings.next), seconds(settings.attract));
    else if (!untouched()) idle = setTimeout(warn, seconds(settings.idle));
    else if (settings.next) idle = setTimeout(() => go(settings.next), seconds(settings.attract));
  };
  const warn = () => {
    let left = Number(settings.warning);
    countdown.textContent = String(left);
    warning.showModal();
    counting = setInterval(() => {
      left -= 1;
      countdown.textContent = String(left);
      if (left <= 0) startAgain();
    }, 1000);
  };
  for (const name of ["pointerdown", "keydown", "wheel", "touchmove", "input"]) {
    document.addEventListener(name, () => (settings.shown ? go(start) : wait()), { passive: true });
  }
  wait();

  // The server went away: as soon as it is back, so is the start page.
  let lost = false;
  setInterval(async () => {
    try {
      const answer = await fetch(settings.health, { cache: "no-store" });
      if (lost && answer.ok) startAgain();
      lost = !answer.ok;
    } catch {
      lost = true;
    }
  }, 10_000);

  document.querySelector(".kiosk-print")?.addEventListener("click", () => window.print());

  // The keyboard comes with a touch on the box; a real keyboard needs none.
  const holder = document.querySelector(".kiosk-keyboard");
  const rows = {
    ru: ["1 2 3 4 5 6 7 8 9 0 - {bksp}", "й ц у к е н г ш щ з х ъ", "ф ы в а п р о л д ж э ё", "{switch} я ч с м и т ь б ю . \"", "* {space} {enter}"],
    en: ["1 2 3 4 5 6 7 8 9 0 - {bksp}", "q w e r t y u i o p", "a s d f g h j k l '", "{switch} z x c v b n m , . \"", "* {space} {enter}"],
  };
  const words = {
    ru: { "{bksp}": "⌫", "{space}": " ", "{enter}": "Найти", "{switch}": "ENG" },
    en: { "{bksp}": "⌫", "{space}": " ", "{enter}": "Search", "{switch}": "РУС" },
  };
  let keyboard = null;
  let layout = settings.language;

  const press = (button) => {
    if (button === "{enter}") box.form.requestSubmit();
    if (button === "{switch}") {
      layout = layout === "ru" ? "en" : "ru";
      keyboard.setOptions({ layoutName: layout, display: words[layout] });
    }
  };
  const show = () => {
    if (!holder.hidden) return;
    holder.hidden = false;
    document.body.classList.add("typing");
    if (!keyboard) {
      keyboard = new window.SimpleKeyboard.default(holder.querySelector(".simple-keyboard"), {
        layout: rows,
        layoutName: layout,
        display: words[layout],
        onChange: (text) => { box.value = text; wait(); },
        onKeyPress: press,
        maxLength: box.maxLength > 0 ? box.maxLength : undefined,
        preventMouseDownDefault: true,
        disableButtonHold: false,
      });
    }
    keyboard.setInput(box.value);
    box.scrollIntoView({ block: "nearest" });
  };
  if (box) {
    box.addEventListener("pointerdown", (event) => { if (event.pointerType !== "mouse") show(); });
    box.addEventListener("input", () => keyboard && keyboard.setInput(box.value));
    document.addEventListener("pointerdown", (event) => {
      // A key that redraws the keyboard is no longer in it when the event arrives here.
      const path = event.composedPath();
      if (path.includes(holder) || path.includes(box.form) || !event.target.isConnected) return;
      holder.hidden = true;
      document.body.classList.remove("typing");
    });
  }
})();
