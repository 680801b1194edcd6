// Shows at once whether the votes typed suffice; the server decides.
document.querySelectorAll("form.votes").forEach((form) => {
  const tookPart = Number(form.dataset.tookPart);
  const judge = (row) => {
    const [yes, no] = row.querySelectorAll("input.vote");
    const cell = row.querySelector(".vote-result");
    if (!yes || !cell) return;
    if (yes.value === "") { cell.textContent = ""; return; }
    const over = Number(yes.value) + Number(no.value || 0) > tookPart;
    const passed = Number(yes.value) >= Number(row.dataset.needed);
    const chip = document.createElement("span");
    chip.className = over ? "badge badge--amber" : passed ? "badge badge--green" : "badge badge--red";
    chip.textContent = over ? "Quá số phiếu" : passed ? "Đạt" : "Không đạt";
    cell.replaceChildren(chip);
  };
  form.addEventListener("input", (event) => {
    const row = event.target.closest("tr[data-needed]");
    if (row) judge(row);
  });
});
