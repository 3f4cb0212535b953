"use strict";
// Every page works without this. With it a report shows one entry at a time, reviewing goes by single keys, and files
// can be dropped and are read one by one. Nothing is ever put into a page as markup.
(function () {
  const root = document.documentElement;
  root.classList.add("js");
  const find = (selector, within) => Array.from((within || document).querySelectorAll(selector));

  // On a narrow screen the line of parts is longer than the screen: the part that is open stays in sight

  find(".top nav [aria-current]").forEach((one) => one.scrollIntoView({ block: "nearest", inline: "center" }));

  // A report: the address decides which entry is shown

  const report = find(".report")[0];
  if (report) showEntries(report);
  function showEntries(report) {
    const links = find(".text a", report);
    let marked = [];
    function open(first) {
      const id = decodeURIComponent(location.hash.slice(1));
      const card = id ? find(".card", report).find((one) => one.id === id) : undefined;
      marked.forEach((one) => one.classList.remove("on"));
      find(".card.on", report).forEach((one) => one.classList.remove("on"));
      report.classList.toggle("picked", Boolean(card));
      find(".all", report).forEach((one) => { one.hidden = !card; });
      marked = [];
      // What stands in another part of a long text is looked for there, once.
      if (id && first && !document.getElementById(id) && report.dataset.parts && !location.search.includes("at=")) {
        location.replace(location.pathname + "?at=" + encodeURIComponent(id) + "#" + encodeURIComponent(id));
        return;
      }
      if (card) marked = find(".text [data-e]", report).filter((one) => one.dataset.e.split(" ").includes(id));
      else if (/^sentence\d+$/.test(id)) marked = find(".text .sentence-" + id.slice(8), report);
      marked.forEach((one) => one.classList.add("on"));
      if (card) card.classList.add("on");
      if (marked.length) {
        const box = marked[0].getBoundingClientRect();
        const block = matchMedia("(max-width: 50rem)").matches ? "start" : "center";
        if (first || box.top < 0 || box.bottom > innerHeight * 0.5) marked[0].scrollIntoView({ block });
      }
      find("aside", report).forEach((one) => { one.scrollTop = 0; });
      if (card) card.focus({ preventScroll: true });
    }
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
    addEventListener("keydown", (event) => {
      if (event.key === "Escape" && report.classList.contains("picked")) location.hash = report.id;
    });
    find("[data-layer]").forEach((box) => {
      const apply = () => root.classList.toggle("hide-" + box.dataset.layer, !box.checked);
      box.addEventListener("change", apply);
      apply();
    });
    addEventListener("hashchange", () => open(false));
    open(true);
  }

  // Reviewing: one key for each button, c to put right, Escape to leave a field

  if (find("#judge, [data-key]").length) {
    addEventListener("keydown", (event) => {
      const isTyping = event.target.matches("input, select, textarea");
      if (event.key === "Escape" && isTyping) { event.target.blur(); return; }
      if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      const fields = find(".fields input, .fields select")[0];
      if (event.code === "KeyC" && fields) { event.preventDefault(); fields.focus(); return; }
      // The key by its place, so that an Arabic keyboard does as well.
      const button = find("[data-key]").find((one) => "Key" + one.dataset.key.toUpperCase() === event.code);
      if (button) { event.preventDefault(); button.click(); }
    });
  }

  // A citation: copied as text

  find(".copy").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const said = button.textContent;
      await navigator.clipboard.writeText(button.dataset.cite);
      button.textContent = button.dataset.copied;
      setTimeout(() => { button.textContent = said; }, 1500);
    });
  });

  // Files: dropped anywhere on the page, sent one by one, each with what came of it

  const form = find("#adding")[0];
  if (form) addFiles(form);
  function addFiles(form) {
    const input = find("input[type=file]", form)[0];
    const table = find("#added")[0];
    const bar = find("progress")[0];
    const told = find("#progress")[0];
    const drop = find(".drop", form)[0];
    let waiting = Promise.resolve();
    function line(source, cells, isFailed) {
      const row = table.tBodies[0].insertRow();
      if (isFailed) row.className = "failed";
      const head = document.createElement("th");
      head.scope = "row";
      const name = document.createElement("bdi");
      name.textContent = source;
      head.append(name);
      row.append(head);
      row.insertCell().append(...cells);
      table.hidden = false;
    }
    function tell(one) {
      if (one.problem !== undefined) {
        const why = document.createElement("bdi");
        why.textContent = one.kind;
        const told = [why];
        if (one.do) {
          const what = document.createElement("strong");
          what.textContent = one.do;
          told.push(" \u00b7 ", what);
        }
        line(one.source, told, true);
        return;
      }
      const link = document.createElement("a");
      link.href = "/reports/" + Number(one.report);
      const name = document.createElement("bdi");
      name.textContent = one.report + " " + one.title;
      link.append(name);
      line(one.source, [link, " \u00b7 " + (one.new ? table.dataset.new : table.dataset.known)], false);
    }
    // What came of each report arrives line by line, while others of the same archive are still being read.
    function sendOne(file, told) {
      return new Promise((resolve, reject) => {
        const data = new FormData(form);
        data.delete("files");
        data.append("files", file, file.name);
        const request = new XMLHttpRequest();
        let at = 0;
        let far = 0;
        function hear() {
          const end = request.responseText.lastIndexOf("\n") + 1;
          if (end <= at || request.status !== 200) return;
          const lines = request.responseText.slice(at, end).trim().split("\n");
          at = end;
          far += lines.length;
          lines.forEach((one) => tell(JSON.parse(one)));
          told(table.dataset.far.replace("#", far));
        }
        request.open("POST", "/add");
        request.setRequestHeader("Accept", "application/json");
        request.upload.onprogress = (event) => {
          if (event.lengthComputable) told(table.dataset.sent.replace("#", Math.round(100 * event.loaded / event.total)));
        };
        request.onprogress = hear;
        request.onload = () => {
          hear();
          if (request.status === 200) resolve();
          else reject(new Error(String(request.status)));
        };
        request.onerror = () => reject(new Error(""));
        request.send(data);
      });
    }
    async function send(files) {
      bar.hidden = false;
      bar.max = files.length;
      for (let i = 0; i < files.length; i += 1) {
        bar.value = i;
        const begun = table.dataset.reading + " " + (i + 1) + "/" + files.length;
        told.textContent = begun;
        try {
          await sendOne(files[i], (far) => { told.textContent = begun + " \u00b7 " + far; });
        } catch (error) {
          line(files[i].name, [table.dataset.failed + " (" + error.message + ")"], true);
        }
      }
      bar.value = files.length;
      told.textContent = table.dataset.done + " " + files.length;
    }
    function take(files) {
      const listed = Array.from(files);
      if (listed.length) waiting = waiting.then(() => send(listed));
    }
    const chosen = find("#chosen", form)[0];
    input.addEventListener("change", () => {
      chosen.textContent = Array.from(input.files).map((one) => one.name).slice(0, 5).join(" \u00b7 ") +
        (input.files.length > 5 ? " \u2026 " + input.files.length : "");
    });
    form.addEventListener("submit", (event) => { event.preventDefault(); take(input.files); });
    addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
    addEventListener("dragleave", () => drop.classList.remove("over"));
    addEventListener("drop", (event) => {
      event.preventDefault();
      drop.classList.remove("over");
      take(event.dataTransfer.files);
    });
  }
})();
