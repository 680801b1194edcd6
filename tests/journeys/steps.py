"""What people of the office do on the pages of a dossier, in the words of the buttons they press."""

import re
import sqlite3
from pathlib import Path
from typing import Any

PDF = {"name": "quyet-dinh-301M.pdf", "mimeType": "application/pdf"}
CONTENT = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
SAVED = "[data-status][data-tone=good]"


def words(page: Any) -> str:
    """Everything the reader sees in the middle of the page."""
    return str(page.inner_text("main"))


def section(page: Any, heading: str) -> str:
    """What one section of the page says."""
    return str(page.locator("section", has=page.locator(f"h2:text-is('{heading}')")).inner_text())


def where(page: Any) -> str:
    """Where the dossier stands, as its page tells this reader."""
    return str(page.inner_text(".page__head .badge"))


def press(page: Any, label: str) -> None:
    """Press the button with these words, and wait for the page that answers."""
    page.locator(f"button:visible:has-text('{label}')").first.click()
    page.wait_for_load_state()


def follow(page: Any, label: str, *, inside: str = "main") -> None:
    """Follow the first link with these words."""
    page.locator(f"{inside} a:visible:has-text('{label}')").first.click()
    page.wait_for_load_state()


def open_dossier(page: Any, round_name: str, person: str, award: str) -> str:
    """Find a dossier on the list of a round, the way a reader does: open the round, search, open the line."""
    page.goto("/ho-so/")
    follow(page, round_name)
    page.fill("#loc-q", person)
    page.locator("#loc-q").press("Enter")
    page.wait_for_load_state()
    page.locator("tbody tr", has=page.locator(f"td:text-is('{award}')")).locator("th a").first.click()
    page.wait_for_load_state()
    return re.sub(r"^https?://[^/]+", "", page.url)


def step(page: Any, dossier: str, label: str, *, reason: str = "") -> None:
    """Take a step from the page of the dossier, through the page that shows what it will touch."""
    ask(page, dossier, label)
    confirm(page, reason=reason)


def ask(page: Any, dossier: str, label: str) -> None:
    """Come as far as the page that shows what the step will touch."""
    page.goto(dossier)
    press(page, f"{label}…")


def confirm(page: Any, *, reason: str = "") -> None:
    """Confirm the step on that page."""
    if reason:
        page.fill("#ly_do", reason)
    page.click("form.sheet .button--primary")
    page.wait_for_load_state()


def offered(page: Any) -> list[str]:
    """The steps that the page of a dossier offers this reader."""
    return [text.rstrip("…") for text in page.locator(".page__acts button[name=buoc]").all_inner_texts()]


def story(page: Any) -> list[tuple[str, str]]:
    """The steps on the page, in order: what each was, and the reason given with it."""
    told = []
    section = page.locator("section", has=page.locator("h2:text-is('Các bước đã qua')"))
    for item in section.locator("li").all():
        reason = item.locator("p")
        told.append((item.locator(".strong").inner_text(), reason.inner_text() if reason.count() else ""))
    return told


def write_section(page: Any, title: str, text: str) -> None:
    """Open a section of the report and write; the page saves by itself."""
    page.locator(".writing__list a", has_text=title).click()
    page.wait_for_load_state()
    page.fill("#text", text)
    page.wait_for_selector(SAVED)


def paper(page: Any, name: str) -> Any:
    """The place of one paper of the law's list on the page of a dossier."""
    return page.locator("li.paper", has=page.locator(".paper__name", has_text=name))


def explain(page: Any, name: str, why: str) -> None:
    """Say why a paper cannot be had."""
    place = paper(page, name)
    place.locator("summary", has_text="Không thể có").click()
    place.locator("textarea").fill(why)
    place.locator("button", has_text="Ghi giải trình").click()
    page.wait_for_load_state()


def attach(page: Any, name: str) -> None:
    """Attach a paper of the law's list."""
    place = paper(page, name)
    place.locator("summary", has_text="Đính kèm").click()
    place.locator("input[type=file]").set_input_files([PDF | {"buffer": CONTENT}])
    place.locator("button", has_text="Đính kèm").click()
    page.wait_for_load_state()


def ask_departments(page: Any, round_name: str, person: str, award: str, departments: dict[str, str]) -> None:
    """Ask several departments side by side about one dossier; ``departments`` by the topic's words."""
    page.goto("/xac-nhan/")
    page.locator("section", has=page.locator(f"h2:text-is('{round_name}')")).locator(
        "a", has_text="Hỏi các bộ phận"
    ).click()
    page.wait_for_load_state()
    page.fill("#loc-q", person)
    page.locator("#loc-q").press("Enter")
    page.wait_for_load_state()
    page.locator("tbody tr", has=page.locator(f"td:text-is('{award}')")).locator("input[name=chon]").check()
    for topic, department in departments.items():
        field = page.locator(".field", has=page.locator("label", has_text=topic))
        chosen = field.locator("option", has_text=department).first.get_attribute("value")
        field.locator("select").select_option(chosen)
    press(page, "Hỏi các bộ phận")


def answer(page: Any, person: str, *, objection: str = "") -> None:
    """Answer the department's waiting request about one person: confirm, or object in words."""
    page.goto("/xac-nhan/")
    for task in page.locator(".confirm-tasks a").all():
        address = task.get_attribute("href")
    page.goto(address)
    row = page.locator("tbody tr", has_text=person)
    row.locator("select").select_option("objected" if objection else "confirmed")
    if objection:
        row.locator("input.confirm-input").fill(objection)
    press(page, "Ghi câu trả lời")


def hold(page: Any, person: str, matter: str, number: str, day: str) -> str:
    """Stop a person until a matter is settled; the address of the hold."""
    page.goto("/tam-dung/")
    follow(page, "Mở tạm dừng xét")
    page.fill("#q", person)
    press(page, "Tìm")
    follow(page, person)
    page.fill("[name=matter]", matter)
    page.fill("[name=number]", number)
    page.fill("[name=issued_on]", day)
    press(page, "Tạm dừng xét")
    return re.sub(r"^https?://[^/]+", "", page.url)


def clear(page: Any, address: str, note: str, number: str, day: str) -> None:
    """End a hold by a conclusion that clears the person."""
    page.goto(address)
    page.check("input[name=conclusion][value=cleared]")
    page.fill("[name=note]", note)
    page.fill("[name=number]", number)
    page.fill("[name=issued_on]", day)
    press(page, "Ghi kết luận và kết thúc")


def vote(page: Any, dossier: str, votes_for: int, against: int) -> None:
    """On the page of an open session: write the votes of one dossier, and close the session."""
    number = dossier.rstrip("/").rsplit("/", 1)[1]
    page.fill(f"[name=thuan_{number}]", str(votes_for))
    page.fill(f"[name=chong_{number}]", str(against))
    press(page, "Lưu kết quả")
    press(page, "Thông qua biên bản, khép phiên")


def submit(page: Any, round_name: str, dossier: str, level: str, number: str, day: str) -> None:
    """The head picks one passed dossier and signs the submission."""
    page.goto("/quyet-dinh/")
    page.locator(".row", has_text=round_name).locator("a", has_text="Chọn dòng").click()
    page.wait_for_load_state()
    follow(page, level, inside="nav.tabs")
    for box in page.locator("input[name=chon]").all():
        box.uncheck()
    page.check(f"input[name=chon][value='{dossier.rstrip('/').rsplit('/', 1)[1]}']")
    press(page, "Lập tờ trình")
    page.fill("[name=number]", number)
    page.fill("[name=signed_on]", day)
    page.fill("[name=signer_name]", "Nguyễn Mẫu Suối")
    press(page, "Ghi tờ trình")


def write_outcome(page: Any, number: str, day: str, authority: str) -> None:
    """On the page of a submission: the authority gave what was asked for, by this decision."""
    page.check("input[type=radio][value=duoc]")
    page.fill("[name=number]", number)
    page.fill("[name=signed_on]", day)
    page.fill("[name=issuer_name]", authority)
    press(page, "Ghi kết quả")


def give_account(page: Any, username: str, full_name: str, password: str, unit: str, *, person: str = "") -> None:
    """The administrator makes an account: a department officer's, or that of the ``person`` with a staff number."""
    page.goto("/tai-khoan/")
    follow(page, "Lập tài khoản")
    page.fill("[name=username]", username)
    page.fill("[name=full_name]", full_name)
    page.fill("main [name=password]", password)
    page.fill("[name=person]", person)
    press(page, "Lập tài khoản")
    page.select_option("[name=role]", label="Cá nhân" if person else "Cán bộ thi đua của đơn vị")
    page.select_option("[name=unit]", label=unit)
    press(page, "Giao vai trò")


def put_forward(page: Any, round_name: str, person: str, award: str) -> None:
    """The unit's officer puts a person on the list of a round."""
    page.goto("/ho-so/")
    follow(page, round_name)
    follow(page, "Đề nghị –")
    page.fill("#tim", person)
    page.locator("#tim").press("Enter")
    page.wait_for_load_state()
    page.locator("tbody tr", has_text=person).locator("input[name=chon]").check()
    page.select_option("[name=code]", label=award)
    press(page, "Đưa những dòng đã đánh dấu vào danh sách")


def session_on(page: Any, round_name: str) -> None:
    """The secretary goes to the session that is open on a round, or opens one."""
    page.goto("/hoi-dong/")
    waiting = page.locator("tr", has_text=round_name).filter(has_text="Đang nhập")
    if waiting.count():
        waiting.first.locator("a").click()
        page.wait_for_load_state()
        return
    page.locator(".row", has_text=round_name).locator("a", has_text="Nhập phiên họp").click()
    page.wait_for_load_state()
    press(page, "Mở phiên và nhập phiếu")


def rounds_of(folder: Path, person: str, code: str) -> list[str]:
    """The names of the rounds in which the person's dossier of 2024 stands, read from the database."""
    asked = (
        "SELECT r.name FROM dossiers_nomination n JOIN people_person p ON p.id = n.person_id "
        "JOIN dossiers_awardround r ON r.id = n.round_id WHERE p.full_name = ? AND n.code = ? AND r.year = 2024"
    )
    with sqlite3.connect(folder / "tdkt.sqlite3") as kept:
        return [name for (name,) in kept.execute(asked, (person, code))]
