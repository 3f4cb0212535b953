"use strict";
// Shows one section at a time, opens reports at an entry, switches the language, filters lists. Without it the page
// is one long document in the language that it was made in. It stands in the head, so that the sections that are not
// shown are never laid out, and begins when the page is there.
document.documentElement.classList.add("js");
addEventListener("DOMContentLoaded", function () {
  const root = document.documentElement;
  const find = (selector, within) => Array.from((within || document).querySelectorAll(selector));

  // Language

  function speak(lang) {
    root.lang = lang;
    root.dir = lang === "ar" ? "rtl" : "ltr";
    find("[data-lang]").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.lang === lang)));
  }
  find("[data-lang]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => speak(button.dataset.lang));
  });
  speak(root.lang);

  // Sections, reports and entries: the address decides what is shown

  let marked = [];
  function open(first) {
    const id = decodeURIComponent(location.hash.slice(1)) || "overview";
    const target = document.getElementById(id);
    if (!target || target.id === "main") {
      if (first) show(document.getElementById("overview"));
      return;
    }
    const report = target.closest(".report");
    show(target.closest("main > section"), report);
    if (report) prepare(report);
    if (report) pick(report, target.classList.contains("card") ? target : null);
    if (target.classList.contains("person")) find("details", target).forEach((one) => { one.open = true; });
    place(target, report, first);
  }
  function show(section, report) {
    find("main > section").forEach((one) => one.classList.toggle("open", one === section));
    find(".report").forEach((one) => one.classList.toggle("open", one === report));
    section.classList.toggle("reading", Boolean(report));
    find("nav a").forEach((link) => {
      if (link.hash === "#" + section.id) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    });
  }
  function pick(report, card) {
    marked.forEach((one) => one.classList.remove("on"));
    find(".card.on").forEach((one) => one.classList.remove("on"));
    report.classList.toggle("picked", Boolean(card));
    find(".all", report).forEach((one) => { one.hidden = !card; });
    marked = card ? find("[data-e~='" + CSS.escape(card.id) + "']", report) : [];
    marked.forEach((one) => one.classList.add("on"));
    if (card) card.classList.add("on");
  }
  function place(target, report, first) {
    if (report && target.classList.contains("card")) {
      if (marked.length) {
        const box = marked[0].getBoundingClientRect();
        // On a narrow screen the card covers the lower half.
        const block = matchMedia("(max-width: 50rem)").matches ? "start" : "center";
        if (first || box.top < 0 || box.bottom > innerHeight * 0.5) marked[0].scrollIntoView({ block });
      }
      find("aside", report).forEach((one) => { one.scrollTop = 0; });
      target.focus({ preventScroll: true });
    } else if (target.matches("main > section")) {
      // The browser scrolls to the section by itself, after this: the line of sections is to stay in sight.
      requestAnimationFrame(() => scrollTo(0, 0));
      if (!first) find("h2", target)[0].focus({ preventScroll: true });
    } else {
      target.scrollIntoView({ block: "start" });
      target.focus({ preventScroll: true });
    }
  }
  addEventListener("hashchange", () => open(false));

  // In a text one entry at a time is in the order of the Tab key; the arrow keys lead to the others

  const ready = new Set();
  function prepare(report) {
    if (ready.has(report)) return;
    ready.add(report);
    const links = find(".text a", report);
    links.forEach((link, i) => { link.tabIndex = i ? -1 : 0; });
    find(".text", report)[0].addEventListener("keydown", (event) => {
      const at = links.indexOf(document.activeElement);
      const isForward = event.key === "ArrowDown" || event.key === "ArrowLeft";
      const next = links[at + (isForward ? 1 : -1)];
      if (at < 0 || !next || !(isForward || event.key === "ArrowUp" || event.key === "ArrowRight")) return;
      event.preventDefault();
      links[at].tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    });
  }
  addEventListener("keydown", (event) => {
    const report = find(".report.picked")[0];
    if (event.key === "Escape" && report && report.classList.contains("open")) location.hash = report.id;
  });

  // Layers

  find("[data-layer]").forEach((box) => {
    const apply = () => root.classList.toggle("hide-" + box.dataset.layer, !box.checked);
    box.addEventListener("change", apply);
    apply();
  });

  // Filters: spelling variants of Arabic are folded, as in searches of the record

  const teh = /\u0629/g, maqsura = /\u0649/g, notCounted = /[\p{M}\p{Cf}\u0640]/gu;
  function folded(text) {
    return text.normalize("NFKD").replace(notCounted, "").replace(teh, "\u0647").replace(maqsura, "\u064a")
      .toLowerCase().replace(/\s+/g, " ").trim();
  }
  find("[data-filter]").forEach((input) => {
    const list = find("[data-list='" + input.dataset.filter + "']")[0];
    const count = find("[data-count='" + input.dataset.filter + "']")[0];
    let entries = null;
    let waiting = 0;
    function apply() {
      entries = entries || find(".entry", list).map((entry) => [entry, folded(entry.textContent)]);
      const words = folded(input.value).split(" ");
      let shown = 0;
      entries.forEach(([entry, text]) => {
        const fits = words.every((word) => text.includes(word));
        entry.classList.toggle("gone", !fits);
        if (fits) shown += 1;
      });
      find(".day", list).forEach((day) => day.classList.toggle("gone", !find(".entry:not(.gone)", day).length));
      count.textContent = shown;
    }
    input.closest(".filter").hidden = false;
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(apply, 120);
    });
  });

  open(true);
});
