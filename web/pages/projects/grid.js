// The list of projects as a grid: one cell is chosen and moved by the keyboard, cells are edited in place (a PATCH with
// the row's version), blocks are copied out and pasted in (the server shows what they change), the last edit is undone.
(() => {
  "use strict";
  const grid = document.getElementById("grid"), table = grid && grid.querySelector("table[role=grid]");
  if (!table) return;
  const heads = [...table.tHead.rows[0].cells], body = table.tBodies[0], said = document.getElementById("grid-said");
  const dialog = document.getElementById("grounds"), pasteForm = document.getElementById("paste-form");
  const word = (name) => document.getElementById("grid-words").content.querySelector('[data-word="' + name + '"]').textContent;
  const undoable = grid.dataset.undo ? [grid.dataset.undo] : [];
  let at = { row: 0, column: 0 }, from = at, editor = null, grounds = null;

  grid.removeAttribute("tabindex");
  const key = () => crypto.getRandomValues(new Uint32Array(4)).reduce((text, n) => text + n.toString(36), "g");
  const say = (text, wrong) => { said.textContent = text; said.classList.toggle("wrong", !!wrong); };
  const cell = (row, column) => body.rows[row] && body.rows[row].cells[column];
  const field = (column) => heads[column].dataset.field || "";
  const text = (c) => {
    const name = c.querySelector("a.name, span[lang], b");
    return (c.tagName === "TH" && name ? name : c).textContent.trim();
  };
  const within = () => ({
    top: Math.min(at.row, from.row), bottom: Math.max(at.row, from.row),
    left: Math.min(at.column, from.column), right: Math.max(at.column, from.column),
  });

  const show = (focus) => {
    const w = within();
    for (const c of body.querySelectorAll(".chosen, [tabindex]")) {
      c.classList.remove("chosen");
      c.removeAttribute("tabindex");
    }
    if (w.top !== w.bottom || w.left !== w.right) {
      for (let r = w.top; r <= w.bottom; r++) for (let c = w.left; c <= w.right; c++) cell(r, c).classList.add("chosen");
    }
    const one = cell(at.row, at.column);
    if (!one) return;
    one.tabIndex = 0;
    if (!focus) return;
    one.focus({ preventScroll: true });
    const frozen = table.rows[1].cells[0].offsetWidth, top = table.tHead.offsetHeight, box = grid;
    if (at.column > 0 && one.offsetLeft - box.scrollLeft < frozen) box.scrollLeft = one.offsetLeft - frozen;
    if (one.offsetLeft + one.offsetWidth > box.scrollLeft + box.clientWidth) box.scrollLeft = one.offsetLeft + one.offsetWidth - box.clientWidth;
    if (one.offsetTop - box.scrollTop < top) box.scrollTop = one.offsetTop - top;
    if (one.offsetTop + one.offsetHeight > box.scrollTop + box.clientHeight) box.scrollTop = one.offsetTop + one.offsetHeight - box.clientHeight;
  };
  const go = (row, column, extend) => {
    at = { row: Math.max(0, Math.min(body.rows.length - 1, row)), column: Math.max(0, Math.min(heads.length - 1, column)) };
    if (!extend) from = at;
    show(true);
  };

  // replace puts rows of an answer in the place of those of the same projects.
  const replace = (rows) => {
    for (const [project, html] of Object.entries(rows || {})) {
      const old = [...body.rows].find((r) => r.dataset.p === project), made = document.createElement("tbody");
      made.innerHTML = html;
      if (!old || !made.rows[0]) continue;
      const tick = made.querySelector(".tick");
      if (tick) tick.checked = !!old.querySelector(".tick")?.checked;
      old.replaceWith(made.rows[0]);
    }
  };

  // ask sends a request and returns the answer of the server; null: there is none, and it is said.
  const ask = async (address, options) => {
    try {
      const answer = await fetch(address, options);
      if ((answer.headers.get("Content-Type") || "").startsWith("application/json")) return await answer.json();
    } catch { /* said below */ }
    say(word("lost"), true);
    return null;
  };

  // askGrounds asks why, and returns the grounds; null: given up.
  const askGrounds = (name) => new Promise((done) => {
    const reason = document.getElementById("g-reason");
    document.getElementById("grounds-of").textContent = name;
    dialog.returnValue = "";
    dialog.onclose = () => done(dialog.returnValue === "ok" && reason.value.trim() ? {
      reason: reason.value.trim(), document: document.getElementById("g-document").value.trim(),
      approver: document.getElementById("g-approver").value.trim(),
    } : null);
    document.getElementById("g-cancel").onclick = () => dialog.close("");
    dialog.showModal();
    reason.focus();
    reason.select();
  });

  const stop = (focus) => {
    if (!editor) return;
    const { cell: c, held } = editor;
    editor = null;
    c.classList.remove("editor");
    c.replaceChildren(...held);
    if (focus) show(true);
  };

  const edit = (typed) => {
    const c = cell(at.row, at.column), name = field(at.column);
    if (!c || editor) return;
    if (!name) { say(heads[at.column].textContent + "：" + word("fixed"), true); return; }
    const long = name === "content" || name === "next_step", input = document.createElement(long ? "textarea" : "input");
    const value = text(c);
    if (name === "unit" || name === "sponsor") input.setAttribute("list", name === "unit" ? "units" : "posts");
    input.setAttribute("aria-label", heads[at.column].textContent);
    input.value = typed === undefined ? (heads[at.column].classList.contains("number") ? value.replaceAll(",", "") : value) : typed;
    editor = { cell: c, held: [...c.childNodes], input, value, name, row: c.parentElement, key: key(), confirmed: false };
    c.classList.add("editor");
    c.replaceChildren(input);
    input.focus();
    if (typed === undefined) input.select();
    say("");
  };

  // commit sends what was typed, and moves on when it is done.
  const commit = async (rows, columns) => {
    const e = editor, value = e.input.value;
    if (e.busy) return;
    if (value.trim() === e.value.trim()) { stop(false); go(at.row + rows, at.column + columns); return; }
    const head = heads[at.column];
    if (head.dataset.grounds) {
      grounds = await askGrounds(head.textContent + "：" + (e.value || "—") + " → " + (value || "—"));
      if (!grounds) { e.input.focus(); return; }
    }
    e.busy = true;
    say(word("saving"));
    const answer = await ask("/projects/" + e.row.dataset.p.split("/").map(encodeURIComponent).join("/") + "/cells", {
      method: "PATCH", headers: { "Content-Type": "application/json", "If-Match": '"' + e.row.dataset.v + '"' },
      body: JSON.stringify({ key: e.key, cells: { [e.name]: value }, columns: grid.dataset.columns, confirmed: e.confirmed,
        ...(head.dataset.grounds ? grounds : {}) }),
    });
    e.busy = false;
    if (!answer) { e.input.focus(); return; }
    if (!answer.done) {
      e.input.setAttribute("aria-invalid", "true");
      e.confirmed = answer.code === "amount_doubted";
      e.key = key();
      if (answer.code === "stale_version") { editor = null; replace(answer.rows); show(true); } else e.input.focus();
      say(answer.message, true);
      return;
    }
    undoable.push(answer.undo);
    editor = null;
    replace(answer.rows);
    go(at.row + rows, at.column + columns);
    say(answer.message || word("saved"));
  };

  const undo = async () => {
    const of = undoable.pop();
    if (!of) { say(word("nothing"), true); return; }
    const answer = await ask("/projects/undo", { method: "POST", headers: { Accept: "application/json" },
      body: new URLSearchParams({ key: key(), of, columns: grid.dataset.columns }) });
    if (!answer) { undoable.push(of); return; }
    replace(answer.rows);
    show(true);
    say(answer.done ? word("undone") : answer.message, !answer.done);
  };

  table.addEventListener("keydown", (e) => {
    if (editor) {
      if (e.isComposing) return;
      if (e.key === "Escape") { stop(true); say(""); } else if (e.key === "Enter" && !e.shiftKey) commit(1, 0);
      else if (e.key === "Tab") commit(0, e.shiftKey ? -1 : 1);
      else return;
      e.preventDefault();
      return;
    }
    if (e.target.closest("thead, .tick")) return;
    const move = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-15, 0], PageDown: [15, 0] }[e.key];
    const command = e.ctrlKey || e.metaKey;
    if (move) go(at.row + (command ? move[0] * 9999 : move[0]), at.column + (command ? move[1] * 9999 : move[1]), e.shiftKey);
    else if (e.key === "Home") go(command ? 0 : at.row, 0, e.shiftKey);
    else if (e.key === "End") go(command ? 9999 : at.row, 9999, e.shiftKey);
    else if (command && e.key.toLowerCase() === "z") undo();
    else if (e.key === "F2" || e.key === "Enter") edit();
    else if (e.key === "Delete" && field(at.column)) edit("");
    else if (e.key === " " && at.column === 0) cell(at.row, 0).querySelector(".tick")?.click();
    else if (!command && !e.altKey && e.key.length === 1) edit(e.key === " " ? undefined : e.key);
    else return;
    e.preventDefault();
  });
  table.addEventListener("mousedown", (e) => {
    const c = e.target.closest("tbody th, tbody td");
    if (!c || editor && editor.cell === c) return;
    if (editor) { stop(false); }
    if (e.target.closest("a, .tick")) return;
    go(c.parentElement.sectionRowIndex, c.cellIndex, e.shiftKey);
    e.preventDefault();
  });
  table.addEventListener("dblclick", (e) => { if (e.target.closest("tbody") && !e.target.closest("a")) edit(); });
  table.addEventListener("focusin", (e) => {
    const c = e.target.closest("tbody th, tbody td");
    if (c && c === e.target && !editor) at = from = { row: c.parentElement.sectionRowIndex, column: c.cellIndex };
  });

  document.addEventListener("copy", (e) => {
    if (editor || !table.contains(document.activeElement)) return;
    const w = within(), lines = [];
    for (let r = w.top; r <= w.bottom; r++) {
      const line = [];
      for (let c = w.left; c <= w.right; c++) {
        const value = text(cell(r, c));
        line.push(/["\t\n]/.test(value) ? '"' + value.replaceAll('"', '""') + '"' : value);
      }
      lines.push(line.join("\t"));
    }
    e.clipboardData.setData("text/plain", lines.join("\n"));
    e.preventDefault();
    say(word("copied"));
  });
  document.addEventListener("paste", (e) => {
    if (editor || !table.contains(document.activeElement)) return;
    e.preventDefault();
    const block = e.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
    if (!/[\t\n]/.test(block)) { edit(block); return; }
    const w = within(), rows = [...body.rows].slice(w.top).map((r) => r.dataset.p);
    pasteForm.elements.text.value = block;
    pasteForm.elements.projects.value = rows.join(",");
    pasteForm.elements.fields.value = heads.slice(w.left).map((h) => h.dataset.field || "-" + h.textContent.trim()).join(",");
    pasteForm.submit();
  });
  show(false);
})();
