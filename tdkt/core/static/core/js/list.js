// The wide list: works on every table inside ".wide". Without this file it is still a table one can read, filter and post.
(() => {
  "use strict";

  const MOST_ON_A_CARD = 6;

  const text = (node) => node.textContent.trim().replace(/\s+/g, " ");
  const make = (tag, attributes = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  };

  // Cards on a phone need each cell's heading; the row's first columns matter most.
  const label = (table) => {
    const heads = [...table.tHead.rows[0].cells].map(text);
    for (const row of table.tBodies[0].rows) {
      [...row.cells].forEach((cell, index) => {
        if (cell.querySelector("input[type=checkbox]") && index === 0) cell.classList.add("tick-cell");
        else if (cell.tagName === "TD" && heads[index]) cell.dataset.label = heads[index];
        if (!text(cell) && !cell.querySelector("input, select, img, svg")) cell.classList.add("is-blank");
        if (index > MOST_ON_A_CARD && !cell.querySelector("input, select, button, a")) cell.classList.add("is-lesser");
      });
    }
    if (table.querySelector("tbody .tick-cell")) table.tHead.rows[0].cells[0].classList.add("tick-cell");
  };

  // Columns one does not need are hidden, and stay hidden on this machine.
  const columns = (wide, table, tools) => {
    const heads = [...table.tHead.rows[0].cells];
    const key = `tdkt-cot:${location.pathname.replace(/\d+/g, "0")}:${heads.map(text).join("|")}`;
    const read = () => {
      try { return JSON.parse(localStorage.getItem(key)) || []; } catch { return []; }
    };
    const hidden = new Set(read());
    const apply = () => {
      for (const row of table.rows) {
        [...row.cells].forEach((cell, i) => heads[i] && cell.classList.toggle("is-hidden", hidden.has(text(heads[i]))));
      }
      try { localStorage.setItem(key, JSON.stringify([...hidden])); } catch { /* a browser that keeps nothing */ }
      summary.textContent = hidden.size ? `Cột (ẩn ${hidden.size})` : "Cột";
    };
    const body = make("div", { class: "menu__body" });
    const summary = make("summary", { class: "button button--small" }, "Cột");
    for (const head of heads) {
      const name = text(head);
      if (!name || head.classList.contains("frozen") || head.classList.contains("tick-cell")) continue;
      const box = make("input", { type: "checkbox" });
      box.checked = !hidden.has(name);
      box.addEventListener("change", () => {
        if (box.checked) hidden.delete(name); else hidden.add(name);
        apply();
      });
      body.append(make("label", {}, box, name));
    }
    if (body.childElementCount < 4) return;
    tools.append(make("details", { class: "menu no-print" }, summary, body));
    apply();
  };

  // Selecting: all of the page at once, how many are selected, a click with Shift takes the rows between.
  const picking = (wide, table) => {
    const boxes = [...table.querySelectorAll("tbody .tick-cell input[type=checkbox]")];
    if (!boxes.length) return;
    const all = make("input", { type: "checkbox", "aria-label": "Chọn tất cả dòng của trang này" });
    table.tHead.rows[0].cells[0].append(all);
    const form = boxes[0].form;
    const acts = form && form.querySelector(".bulk__acts");
    const every = acts && acts.querySelector("input[name=tat_ca]");
    const count = make("span", { class: "bulk__count", "aria-live": "polite" });
    if (acts) acts.prepend(count);
    const show = () => {
      const picked = boxes.filter((box) => box.checked).length;
      all.checked = picked === boxes.length;
      all.indeterminate = picked > 0 && picked < boxes.length;
      boxes.forEach((box) => box.closest("tr").classList.toggle("is-picked", box.checked || Boolean(every && every.checked)));
      if (!acts) return;
      const any = picked > 0 || (every && every.checked);
      count.textContent = every && every.checked ? "Đã chọn mọi dòng đúng bộ lọc" : `Đã chọn ${picked} dòng`;
      acts.classList.toggle("has-picked", Boolean(any));
      acts.querySelectorAll("button").forEach((button) => { button.disabled = !any; });
    };
    all.addEventListener("change", () => { boxes.forEach((box) => { box.checked = all.checked; }); show(); });
    if (every) every.addEventListener("change", show);
    let last = null;
    boxes.forEach((box, index) => {
      box.addEventListener("click", (event) => {
        if (event.shiftKey && last !== null) {
          boxes.slice(Math.min(last, index), Math.max(last, index) + 1).forEach((other) => { other.checked = box.checked; });
        }
        last = index;
        show();
      });
      box.addEventListener("change", show);
    });
    show();
  };

  // Keys: arrows walk the rows, x selects, Enter opens.
  const keys = (wide, table) => {
    const rows = [...table.tBodies[0].rows];
    let here = -1;
    const go = (index) => {
      here = Math.max(0, Math.min(rows.length - 1, index));
      rows.forEach((row, i) => row.classList.toggle("is-here", i === here));
      rows[here].scrollIntoView({ block: "nearest" });
    };
    wide.addEventListener("keydown", (event) => {
      if (event.target.closest("input:not([type=checkbox]), select, textarea, button, a") || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "ArrowDown" || event.key === "j") go(here + 1);
      else if (event.key === "ArrowUp" || event.key === "k") go(here - 1);
      else if (event.key === "x" && here >= 0) rows[here].querySelector(".tick-cell input")?.click();
      else if (event.key === "Enter" && here >= 0) rows[here].querySelector("th a, td a")?.click();
      else return;
      event.preventDefault();
    });
  };

  const dress = (wide) => {
    const table = wide.querySelector("table");
    if (!table || !table.tHead || !table.tBodies[0] || wide.dataset.dressed) return;
    wide.dataset.dressed = "1";
    label(table);
    const tools = make("div", { class: "list-tools no-print" });
    const hint = make("span", { class: "keys" });
    hint.innerHTML = "<kbd>↑</kbd> <kbd>↓</kbd> đi giữa các dòng · <kbd>Enter</kbd> mở" +
      (table.querySelector(".tick-cell") ? " · <kbd>x</kbd> chọn" : "") + " · <kbd>/</kbd> tìm";
    tools.append(hint);
    wide.before(tools);
    columns(wide, table, tools);
    picking(wide, table);
    keys(wide, table);
  };

  // On a phone a table of words that does not fit is read as cards; a table of figures is scrolled.
  const stack = () => {
    if (!matchMedia("(max-width: 767px)").matches) return;
    for (const table of document.querySelectorAll("main .table")) {
      const box = table.closest(".table-wrap, .scroll") || table;
      if (table.closest(".wide") || table.matches(".progress, .is-stacked") || !table.tHead || !table.tBodies[0]) continue;
      if (table.tHead.rows.length > 1 || table.tFoot || table.tHead.rows[0].cells.length > 8) continue;
      if (box.scrollWidth <= box.clientWidth && table.offsetHeight < table.rows.length * 72) continue;
      label(table);
      table.classList.add("is-stacked");
    }
  };

  const start = () => {
    document.querySelectorAll(".wide").forEach(dress);
    stack();
  };
  document.addEventListener("DOMContentLoaded", start);
  document.addEventListener("htmx:afterSettle", start);

  // A filter that is set shows itself; empty ones stay out of the address.
  document.addEventListener("DOMContentLoaded", () => {
    for (const form of document.querySelectorAll("form.filters")) {
      for (const field of form.querySelectorAll("select, input[type=search]")) field.classList.toggle("is-set", field.value !== "");
    }
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form.filters[method=get]")) return;
    const form = event.target;
    const empty = [...form.elements].filter((field) => field.name && field.value === "" && !field.disabled);
    empty.forEach((field) => { field.disabled = true; });
    setTimeout(() => empty.forEach((field) => { field.disabled = false; }), 0);
  });
})();
