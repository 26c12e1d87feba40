// A kiosk's page: leaves no history, forgets its reader, brings its own keyboard, lets nobody out.
"use strict";

(() => {
  const settings = document.querySelector(".kiosk-data").dataset;
  const start = new URL(settings.start, location.href).href;
  const seconds = (value) => Number(value) * 1000;
  const warning = document.querySelector(".kiosk-warning");
  const away = document.querySelector(".kiosk-away");
  const box = document.querySelector("input[type=search]");

  // One place in the history, always: every way on replaces it, so no "back" leads to a reader.
  // A way is taken while the server answers; else the browser's own error page would come,
  // where none of this runs.
  const asked = () => ({ cache: "no-store", signal: AbortSignal.timeout(4000) });
  const answers = async () => {
    try {
      return (await fetch(settings.health, asked())).ok;
    } catch {
      return false;
    }
  };
  const isHere = (address) => address.split("#")[0] === location.href.split("#")[0];
  const clear = () => {
    for (const form of document.forms) form.reset();
    document.querySelectorAll("input, textarea").forEach((each) => { each.value = ""; });
  };
  let going = false;
  let waiting = 0;
  const go = async (address) => {
    if (isHere(address) && address.includes("#")) {
      location.replace(address);
      return;
    }
    if (going) return;
    going = true;
    if (await answers()) location.replace(address);
    else waitForServer();
  };
  const startAgain = () => {
    clear();
    warning.close();
    go(start);
  };
  const waitForServer = () => {
    clear();
    warning.close();
    if (!away.open) away.showModal();
    clearInterval(waiting);
    waiting = setInterval(async () => { if (await answers()) location.replace(start); }, 1000);
  };
  away.addEventListener("cancel", (event) => event.preventDefault());

  // A sign of life, for the watchdog that starts a dead browser again. No answer: wait for one.
  const beat = async () => {
    try {
      await fetch(settings.alive, { method: "POST", ...asked() });
    } catch {
      waitForServer();
    }
  };
  beat();
  setInterval(beat, 10_000);

  // Ways on: links and forms, always in this place.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (settings.shown) {
      // Whoever touches a document that is shown to nobody wants to begin.
      event.preventDefault();
      event.stopPropagation();
      go(start);
      return;
    }
    if (!link) return;
    event.preventDefault();
    const address = new URL(link.href, location.href);
    if (address.origin === location.origin && link.getAttribute("aria-disabled") !== "true") go(address.href);
  }, true);
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (form.method === "dialog") return;
    event.preventDefault();
    const given = new URLSearchParams(new FormData(form, event.submitter));
    if (form.method === "get") {
      const address = new URL(form.action);
      address.search = given;
      go(address.href);
      return;
    }
    // What was sent is no place in the history either: its answer stands on this page.
    hideKeyboard();
    const answer = await (await fetch(form.action, { method: "POST", body: given, cache: "no-store" })).text();
    const page = new DOMParser().parseFromString(answer, "text/html");
    document.querySelector("main").replaceChildren(...page.querySelector("main").childNodes);
  });

  // Nothing leads out, nothing is taken along, nothing of the browser shows.
  for (const name of ["contextmenu", "auxclick", "dragstart", "drop", "copy", "cut", "paste"]) {
    document.addEventListener(name, (event) => event.preventDefault());
  }
  document.addEventListener("wheel", (event) => { if (event.ctrlKey) event.preventDefault(); }, { passive: false });
  document.addEventListener("keydown", (event) => {
    const command = (event.ctrlKey || event.altKey || event.metaKey) && !event.getModifierState("AltGraph");
    if (command || /^F\d+$/.test(event.key)) event.preventDefault();
  }, true);
  // A page that comes back from the browser's cache isn't shown as a reader left it.
  window.addEventListener("pageshow", (event) => { if (event.persisted) startAgain(); });

  // Nobody there: a warning that counts down, then the start page.
  const countdown = warning.querySelector(".kiosk-countdown");
  let idle = 0;
  let counting = 0;
  const untouched = () => location.href === start && (!box || box.value === "");
  const wait = () => {
    clearTimeout(idle);
    clearInterval(counting);
    if (warning.open) warning.close();
    if (settings.shown) idle = setTimeout(() => go(settings.next || start), seconds(settings.attract));
    else if (!untouched()) idle = setTimeout(warn, seconds(settings.idle));
    else if (settings.next) idle = setTimeout(() => go(settings.next), seconds(settings.attract));
  };
  const warn = () => {
    hideKeyboard();
    let left = Number(settings.warning);
    countdown.textContent = String(left);
    warning.showModal();
    counting = setInterval(() => {
      left -= 1;
      countdown.textContent = String(left);
      if (left <= 0) {
        clearInterval(counting);
        startAgain();
      }
    }, 1000);
  };
  for (const name of ["pointerdown", "keydown", "wheel", "touchmove", "input", "scroll"]) {
    document.addEventListener(name, () => (settings.shown && name !== "scroll" ? go(start) : wait()), { passive: true });
  }

  document.body.classList.toggle("printing", Boolean(settings.printing));
  document.querySelector(".kiosk-print")?.addEventListener("click", () => window.print());

  // The keyboard comes with a touch on a box; a real keyboard needs none.
  const holder = document.querySelector(".kiosk-keyboard");
  const rows = {
    ru: ["1 2 3 4 5 6 7 8 9 0 - {bksp}", "й ц у к е н г ш щ з х ъ", "ф ы в а п р о л д ж э ё", "{switch} я ч с м и т ь б ю . \"", "* {space} {enter}"],
    en: ["1 2 3 4 5 6 7 8 9 0 - {bksp}", "q w e r t y u i o p [ ]", "a s d f g h j k l ; '", "{switch} z x c v b n m , . \"", "* {space} {enter}"],
    pin: ["1 2 3", "4 5 6", "7 8 9", "{bksp} 0 {enter}"],
  };
  const signs = { "{bksp}": "⌫", "{space}": " " };
  const words = {
    ru: { ...signs, "{enter}": settings.search, "{switch}": "ENG" },
    en: { ...signs, "{enter}": settings.search, "{switch}": "РУС" },
    pin: { ...signs, "{enter}": settings.open },
  };
  const isBox = (element) => element instanceof HTMLInputElement && ["search", "text", "password"].includes(element.type);
  let keyboard = null;
  let layout = settings.language;
  let target = null;

  const show = (name) => keyboard.setOptions({ layoutName: name, display: words[name] });
  const press = (button) => {
    if (button === "{enter}") target.form.requestSubmit();
    if (button === "{switch}") {
      layout = layout === "ru" ? "en" : "ru";
      show(layout);
    }
  };
  const type = (text) => {
    target.value = text;
    target.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const showKeyboard = (input) => {
    target = input;
    holder.hidden = false;
    document.body.classList.add("typing");
    const name = input.type === "password" ? "pin" : layout;
    keyboard ??= new window.SimpleKeyboard.default(holder.querySelector(".simple-keyboard"), {
      layout: rows,
      layoutName: name,
      display: words[name],
      onChange: type,
      onKeyPress: press,
      preventMouseDownDefault: true,
      disableButtonHold: false,
    });
    holder.dataset.layout = name;
    show(name);
    keyboard.setOptions({ maxLength: input.maxLength > 0 ? input.maxLength : undefined });
    keyboard.setInput(input.value);
    input.scrollIntoView({ block: "nearest" });
  };
  const hideKeyboard = () => {
    holder.hidden = true;
    document.body.classList.remove("typing");
  };
  document.addEventListener("input", (event) => {
    if (keyboard && event.target === target && event.isTrusted) keyboard.setInput(target.value);
  });
  // At the end of the touch: the page moves, and a touch mustn't end on something else.
  document.addEventListener("click", (event) => {
    if (isBox(event.target)) {
      if (event.pointerType !== "mouse") showKeyboard(event.target);
      return;
    }
    // A key that redraws the keyboard is no longer in it when the event arrives here.
    const path = event.composedPath();
    if (path.includes(holder) || path.includes(target?.form) || !event.target.isConnected) return;
    hideKeyboard();
  });
  wait();
})();
