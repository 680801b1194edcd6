// Saves a long text while one types. Without this file the Save button does the same work.
// What the server has not answered for stays in this browser, and comes back when the page is opened again.
(() => {
  "use strict";

  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const box = form.querySelector("textarea");
  const status = form.querySelector("[data-status]");
  const counter = form.querySelector("[data-words]");
  const notices = document.querySelector("[data-autosave-notices]");
  const key = form.dataset.autosave;
  const byButtonOnly = "byButton" in form.dataset;
  const PAUSE = 1500, RETRY_FIRST = 3000, RETRY_MOST = 30000, KEEPALIVE_MOST = 60000;

  let answered = "unsaved" in form.dataset ? null : box.value; // the last text the server has
  let failed = null; // a text whose answer was lost: the very same text goes first, so that no text meets itself
  let timer = 0, busy = false, retry = RETRY_FIRST, aside = false;

  const say = (words, tone = "") => {
    status.textContent = words;
    status.dataset.tone = tone;
  };
  const dirty = () => box.value !== answered;
  const clock = (moment) => new Date(moment).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });

  const drafts = {
    read() {
      try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
    },
    keep() {
      try {
        localStorage.setItem(key, JSON.stringify({ text: box.value, version: form.elements.version.value, at: Date.now() }));
        return true;
      } catch { return false; }
    },
    drop() {
      try { localStorage.removeItem(key); } catch { /* a browser that keeps nothing */ }
    },
  };

  const body = (text, version) => {
    const told = new FormData(form);
    told.set("text", text);
    told.set("version", version);
    told.delete("tiep");
    return told;
  };
  const post = (text, version, keepalive = false) => fetch(form.action, {
    method: "POST", body: body(text, version), credentials: "same-origin", redirect: "manual", keepalive,
    headers: { "X-Requested-With": "tdkt-autosave", Accept: "application/json" },
  });

  // A new signing in changes the page's token; the page itself tells the new one.
  const newToken = async () => {
    const page = await fetch(location.href, { credentials: "same-origin" });
    const other = new DOMParser().parseFromString(await page.text(), "text/html").querySelector("[name=csrfmiddlewaretoken]");
    const mine = form.elements.csrfmiddlewaretoken;
    if (!other || page.redirected || other.value === mine.value) return false;
    mine.value = other.value;
    return true;
  };

  const later = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  };
  const tryAgain = (text, words) => {
    failed = text;
    say(words, "wrong");
    later(retry);
    retry = Math.min(retry * 2, RETRY_MOST);
  };

  const done = (text, told) => {
    form.elements.version.value = told.version;
    answered = text;
    if (dirty()) return later(PAUSE);
    drafts.drop();
    say(`Đã lưu ${told.at}`, "good");
  };

  const met = (text, told) => {
    answered = text; // kept aside: safe, but the section is the other's
    if (!dirty()) drafts.drop();
    say("Người khác vừa lưu mục này; chữ của bạn được giữ ở bản để bên", "wrong");
    if (aside) return;
    aside = true;
    const box2 = notice("warning", `${told.by || "Người khác"} vừa lưu mục này. Chữ của bạn được giữ riêng, chưa thay nội dung của họ.`);
    const theirs = document.createElement("details");
    theirs.append(Object.assign(document.createElement("summary"), { textContent: "Nội dung họ vừa lưu" }));
    theirs.append(Object.assign(document.createElement("p"), { className: "typed", textContent: told.theirs || "(trống)" }));
    const look = Object.assign(document.createElement("a"), { className: "button button--small", textContent: "Xem hai bản và chọn", href: location.pathname });
    look.addEventListener("click", async (event) => {
      event.preventDefault();
      clearTimeout(timer);
      if (dirty()) await save();
      location.assign(location.pathname);
    });
    box2.append(theirs, look);
  };

  const notice = (tone, words) => {
    const box2 = document.createElement("div");
    box2.className = `notice notice--${tone}`;
    box2.setAttribute("role", "status");
    const inside = Object.assign(document.createElement("div"), { className: "notice__body" });
    inside.append(Object.assign(document.createElement("p"), { textContent: words }));
    box2.append(inside);
    notices.append(box2);
    return inside;
  };

  const answer = async (response, text) => {
    if (response.type === "opaqueredirect") {
      return tryAgain(text, "Phiên làm việc đã hết. Chữ được giữ trên máy này; hãy đăng nhập lại ở một thẻ khác");
    }
    if (response.status === 403 && await newToken()) return later(0);
    if (response.status === 404) return say("Không còn thấy báo cáo này. Chữ được giữ trên máy này", "wrong");
    if (![200, 409, 422].includes(response.status)) return tryAgain(text, "Chưa lưu, đang thử lại");
    const told = await response.json();
    retry = RETRY_FIRST;
    failed = null;
    if (response.status === 422) {
      say(told.reason, "wrong");
    } else if (response.status === 409) {
      met(text, told);
      if (dirty()) later(PAUSE);
    } else {
      done(text, told);
    }
  };

  const save = async () => {
    clearTimeout(timer);
    if (busy) return later(300);
    const text = failed ?? box.value;
    if (text === answered && !dirty()) return undefined;
    busy = true;
    say("Đang lưu…");
    try {
      await answer(await post(text, form.elements.version.value), text);
    } catch {
      tryAgain(text, "Chưa lưu, đang thử lại");
    } finally {
      busy = false;
    }
    return undefined;
  };

  const count = () => {
    const words = box.value.split(/\s+/).filter(Boolean).length;
    counter.textContent = `${words} từ, ${box.value.length.toLocaleString("vi-VN")} / ${Number(form.dataset.limit).toLocaleString("vi-VN")} ký tự`;
    counter.dataset.tone = box.value.length > Number(form.dataset.limit) ? "wrong" : "";
  };
  const grow = () => {
    box.style.height = "auto";
    box.style.height = `${Math.max(box.scrollHeight + 4, 240)}px`;
  };

  box.addEventListener("input", () => {
    const kept = drafts.keep();
    count();
    grow();
    if (byButtonOnly) return say("Chưa lưu; bấm “Lưu bản ghép”");
    say(kept ? "Chưa lưu" : "Chưa lưu; máy này không giữ được chữ, hãy bấm Lưu");
    if (!failed) later(PAUSE);
    return undefined;
  });
  form.addEventListener("submit", () => clearTimeout(timer));
  window.addEventListener("online", () => dirty() && !byButtonOnly && later(0));
  window.addEventListener("pagehide", () => {
    if (byButtonOnly || !dirty() || form.dataset.sent) return;
    if (new Blob([box.value]).size < KEEPALIVE_MOST) post(failed ?? box.value, form.elements.version.value, true).catch(() => {});
  });

  // What an earlier visit typed and the server never answered for.
  const bringBack = async () => {
    const draft = drafts.read();
    if (!draft || typeof draft.text !== "string") return;
    if (draft.text.trim() === box.value.trim()) {
      if (answered !== null) drafts.drop();
      return;
    }
    if (!byButtonOnly && String(draft.version) !== form.elements.version.value) {
      const response = await post(draft.text, draft.version);
      if (response.status === 200 || response.status === 409) {
        drafts.drop();
        if (response.status === 409) location.reload();
      }
      return;
    }
    const before = box.value;
    box.value = draft.text;
    count();
    grow();
    const inside = notice("warning", `Đã lấy lại phần chữ bạn nhập lúc ${clock(draft.at)} mà chưa kịp lưu.`);
    const undo = Object.assign(document.createElement("button"), { type: "button", className: "button button--small", textContent: "Bỏ phần chữ này" });
    undo.addEventListener("click", () => {
      box.value = before;
      drafts.drop();
      inside.parentElement.remove();
      count();
      grow();
      if (dirty() && !byButtonOnly) later(0);
    });
    inside.append(undo);
    if (!byButtonOnly) later(0);
  };

  // On a phone the tables would push the box out of sight.
  if (matchMedia("(max-width: 900px)").matches) document.querySelector("details.ledger")?.removeAttribute("open");

  count();
  grow();
  bringBack().catch(() => say("Chưa lưu, đang thử lại", "wrong"));
})();
