// Small conveniences of every page; each page also works without this file.
(() => {
  "use strict";

  // A menu closes when one clicks elsewhere or presses Escape.
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.removeAttribute("open");
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      menu.removeAttribute("open");
      menu.querySelector("summary").focus();
    }
  });

  // A button that names a dialog opens it; "data-close" shuts the one it stands in.
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) {
      const dialog = document.getElementById(opener.dataset.opens);
      if (dialog && dialog.showModal) {
        event.preventDefault();
        dialog.showModal();
      }
    }
    const closer = event.target.closest("[data-close]");
    if (closer && closer.closest("dialog")) {
      event.preventDefault();
      closer.closest("dialog").close();
    }
  });

  // A select that only narrows what one sees acts at once.
  document.addEventListener("change", (event) => {
    if (event.target.matches("form[method='get'] select, form[data-auto] select") && event.target.form.matches(".filters, [data-auto]")) {
      event.target.form.requestSubmit();
    }
  });

  // A form once sent is not sent twice by a double click; coming back by the browser's arrow opens it again.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    form.setAttribute("aria-busy", "true");
    setTimeout(() => open(form), 8000); // an answer that is a file leaves the page where it is
  });
  const open = (form) => {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  };
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach(open);
  });

  // A part that is loaded anew keeps open what was open.
  let folds = new Map();
  document.addEventListener("htmx:beforeSwap", (event) => {
    folds = new Map([...event.detail.target.querySelectorAll("details[id]")].map((fold) => [fold.id, fold.open]));
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    for (const fold of event.detail.target.querySelectorAll("details[id]")) {
      if (folds.get(fold.id)) fold.open = true;
    }
  });

  // "/" goes to the search box, as in every list.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target.closest("input, textarea, select, [contenteditable]")) return;
    const box = document.querySelector("main input[type='search']") || document.querySelector(".bar__search input");
    if (box) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  });

  // A picture wider than its box opens at its newest end.
  document.addEventListener("DOMContentLoaded", () => {
    for (const box of document.querySelectorAll("[data-to-end]")) box.scrollLeft = box.scrollWidth;
    // What must be scrolled can be scrolled by keys.
    for (const box of document.querySelectorAll(".table-wrap, .scroll, .tabs")) {
      if (box.scrollWidth > box.clientWidth && !box.hasAttribute("tabindex")) box.tabIndex = 0;
    }
  });

  // On paper nothing is folded away.
  let unfolded = [];
  window.addEventListener("beforeprint", () => {
    unfolded = [...document.querySelectorAll("main details:not([open]):not(.menu):not(.no-print)")];
    unfolded.forEach((fold) => { fold.open = true; });
  });
  window.addEventListener("afterprint", () => unfolded.forEach((fold) => { fold.open = false; }));

  const printer = (event) => event.target.closest("[data-print]") && window.print();
  document.addEventListener("click", printer);
})();
