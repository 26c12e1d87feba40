// <archsearch-box>: the search of an archsearch server in a page of another site.
//
//   <script src="https://archive.example/static/embed.js" defer></script>
//   <archsearch-box lang="ru" limit="5"></archsearch-box>
//
// It asks the JSON API of the server that this file came from (the server's settings must allow the
// page's origin) and lives in a shadow tree: the page's styles don't reach it, CSS variables do:
// --archsearch-accent, --archsearch-ink, --archsearch-paper, --archsearch-mark, --archsearch-font.
// Name, logo, colours and texts come from the server's settings; the page's variables go before them.
"use strict";

(() => {
  const home = new URL("..", document.currentScript.src);
  const WORDS = {
    en: { label: "Search the documents", search: "Search", nothing: "Nothing found", failed: "The search can't be reached just now.", all: "All results" },
    ru: { label: "Поиск по документам", search: "Найти", nothing: "Ничего не найдено", failed: "Поиск сейчас недоступен.", all: "Все результаты" },
  };
  const STYLE = `
    :host { display: block; color: var(--archsearch-ink, var(--own-ink, #1d1c1a)); background: var(--archsearch-paper, var(--own-paper, transparent)); font-family: var(--archsearch-font, Georgia, serif); line-height: 1.5; }
    .name { margin: 0 0 0.5rem; font-weight: 700; }
    .name a { color: inherit; text-decoration: none; }
    .name img { height: 1.6em; vertical-align: middle; margin-right: 0.4em; }
    form { display: flex; gap: 0.5rem; }
    input { flex: 1; min-width: 0; font: inherit; padding: 0.5rem 0.75rem; border: 1px solid currentcolor; border-radius: 3px; color: inherit; background: transparent; }
    button { font: inherit; font-weight: 700; padding: 0.5rem 1rem; border: 0; border-radius: 3px; color: #fff; background: var(--archsearch-accent, var(--own-accent, #1f5a45)); cursor: pointer; }
    :focus-visible { outline: 3px solid var(--archsearch-accent, var(--own-accent, #1f5a45)); outline-offset: 2px; }
    ol { margin: 1rem 0 0; padding: 0; list-style: none; }
    li { padding: 0.75rem 0; border-top: 1px solid color-mix(in srgb, currentcolor 20%, transparent); }
    a { color: var(--archsearch-accent, var(--own-accent, #1f5a45)); font-weight: 700; }
    p { margin: 0.3rem 0 0; }
    .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); gap: 0 1.5rem; }
    mark { background: var(--archsearch-mark, var(--own-mark, #ffe48a)); color: inherit; text-decoration: underline; }
    .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  `;

  // Offsets count characters (code points), strings in scripts count UTF-16 units.
  const marked = (target, { text, marks }) => {
    const characters = [...text];
    let done = 0;
    for (const [start, end] of marks) {
      target.append(characters.slice(done, start).join(""));
      const mark = document.createElement("mark");
      mark.textContent = characters.slice(start, end).join("");
      target.append(mark);
      done = end;
    }
    target.append(characters.slice(done).join(""));
    return target;
  };
  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  class ArchsearchBox extends HTMLElement {
    connectedCallback() {
      if (this.shadowRoot) return;
      const root = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
      this.look = sheet.cssRules[0].style;
      this.language = this.lang.startsWith("ru") ? "ru" : "en";
      this.words = { ...WORDS[this.language] };
      this.name = element("p", { className: "name", hidden: true });
      const label = element("label", { className: "hidden", htmlFor: "q", textContent: this.words.label });
      this.box = element("input", { id: "q", type: "search", autocomplete: "off", placeholder: this.words.label });
      this.state = element("p");
      this.state.setAttribute("role", "status");
      this.list = element("ol");
      this.button = element("button", { textContent: this.words.search });
      this.label = label;
      const form = element("form", {}, label, this.box, this.button);
      form.setAttribute("role", "search");
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.ask(this.box.value.trim());
      });
      root.append(this.name, form, this.state, this.list);
      this.dress();
    }

    // The look that the server's settings give; without it the box works as it is.
    async dress() {
      const answer = await fetch(this.address("api/site", {}), { credentials: "omit" }).catch(() => null);
      if (!answer || !answer.ok) return;
      const site = await answer.json();
      for (const [colour, value] of Object.entries(site.colours)) this.look.setProperty(`--own-${colour}`, value);
      for (const word of Object.keys(this.words)) this.words[word] = site.texts[`${word}_${this.language}`] || this.words[word];
      this.label.textContent = this.box.placeholder = this.words.label;
      this.button.textContent = this.words.search;
      const logo = site.logo ? [element("img", { src: site.logo, alt: "" })] : [];
      this.name.replaceChildren(element("a", { href: this.address("", {}) }, ...logo, site.title));
      this.name.hidden = this.getAttribute("name") === "off";
    }

    address(path, values) {
      const made = new URL(path, home);
      made.search = new URLSearchParams({ ...values, lang: this.language });
      return made.href;
    }

    async ask(query) {
      if (!query) return;
      this.list.replaceChildren();
      this.state.textContent = "…";
      try {
        const limit = this.getAttribute("limit") || "5";
        const answer = await fetch(this.address("api/search", { q: query, limit }), { credentials: "omit" });
        const found = await answer.json();
        if (!answer.ok) throw new Error(found.error.message);
        this.show(query, found);
      } catch (error) {
        this.state.textContent = error instanceof TypeError ? this.words.failed : error.message;
      }
    }

    show(query, found) {
      const all = element("a", { href: this.address("", { q: query }), textContent: `${this.words.all} (${found.total})` });
      this.state.replaceChildren(found.total ? all : this.words.nothing);
      this.list.replaceChildren(...found.hits.map((hit) => this.hit(query, hit)));
    }

    hit(query, hit) {
      const other = this.language === "ru" ? "en" : "ru";
      const title = hit.title[this.language] || hit.title[other] || hit.id;
      const link = element("a", { href: this.address(`documents/${encodeURIComponent(hit.id)}`, { q: query }), textContent: title });
      const facts = [hit.date.written, hit.reference.written].filter(Boolean).join(" · ");
      const passage = Object.entries(hit.passages[0] || {}).map(([key, part]) =>
        marked(element("p", { lang: key.split("-")[0], dir: "auto" }), part));
      return element("li", {}, link, element("p", { textContent: facts }), element("div", { className: "pair" }, ...passage));
    }
  }

  customElements.define("archsearch-box", ArchsearchBox);
})();
