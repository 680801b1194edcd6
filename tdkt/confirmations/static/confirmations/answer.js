// Answering a request: words typed mean an objection; keys 1 and 2 answer the row one stands on. Without this file the form works as it is.
(() => {
  "use strict";
  const form = document.querySelector("form[data-answers]");
  if (!form) return;
  const replyOf = (row) => row.querySelector(".confirm-reply");
  const show = (select) => {
    select.classList.toggle("is-confirmed", select.value === "confirmed");
    select.classList.toggle("is-objected", select.value === "objected");
  };
  form.querySelectorAll(".confirm-reply").forEach(show);
  form.addEventListener("change", (event) => {
    if (!event.target.matches(".confirm-reply")) return;
    show(event.target);
    if (event.target.value === "objected") event.target.closest("tr").querySelector(".confirm-input").focus();
  });
  form.addEventListener("input", (event) => {
    if (!event.target.matches(".confirm-input")) return;
    const select = replyOf(event.target.closest("tr"));
    if (event.target.value.trim() && select.value === "") {
      select.value = "objected";
      show(select);
    }
  });
  const answer = (event) => {
    if (event.target.closest("input, select, textarea, button, a") || event.ctrlKey || event.metaKey || event.altKey) return;
    const row = form.querySelector("tr.is-here");
    const select = row && replyOf(row);
    if (!select || !["1", "2"].includes(event.key)) return;
    select.value = event.key === "1" ? "confirmed" : "objected";
    select.dispatchEvent(new Event("change", { bubbles: true }));
    event.preventDefault();
  };
  form.addEventListener("keydown", answer);
})();
