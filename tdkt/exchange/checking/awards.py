"""Rows of past awards."""

from collections.abc import Iterable

from tdkt.awards.models import Award, Basis, IssuerLevel
from tdkt.dossiers.domain.law import rulebook
from tdkt.exchange.checking.finding import Finding, RowInput, Sheetlike
from tdkt.exchange.checking.who import find_person
from tdkt.exchange.known import chunks
from tdkt.exchange.models import RowState

_BY_LEVEL = {"CSTDB", "CTDB"}  # the sector's and the province's are two different titles


def check_award(sheet: Sheetlike, row: RowInput) -> Finding:
    """Read one row and find the person or collective."""
    found = sheet.read(row)
    values = found.values
    if values.get("collective"):
        if values.get("staff_number") or values.get("full_name"):
            sheet.fault(found, "collective", "dòng này ghi cả tập thể và cá nhân. Hãy chỉ ghi một.")
    elif not any(problem["field"] == "collective" for problem in found.problems):
        find_person(sheet, found, row)
    _check_kind(sheet, found)
    _check_years(sheet, found)
    if found.person or values.get("collective"):
        _key(sheet, found)
    return found


def _check_kind(sheet: Sheetlike, found: Finding) -> None:
    info = rulebook().catalogue.awards.get(found.values.get("code", ""))
    kind = "collective" if found.values.get("collective") else "person"
    if info and kind not in info.kinds:
        whom = "tập thể" if kind == "collective" else "cá nhân"
        sheet.fault(found, "code", f"“{info.name}” không dành cho {whom}. Hãy xem lại.")


def _check_years(sheet: Sheetlike, found: Finding) -> None:
    values = found.values
    last, signed = values.get("period_to"), values.get("signed_on")
    first = values.setdefault("period_from", last) if last else None
    if first and last and first > last:
        sheet.fault(found, "period_from", f"năm {first} sau năm {last}. Hãy xem lại hai năm.")
    if last and signed and last > signed.year:
        sheet.fault(found, "period_to", f"năm {last} sau ngày quyết định. Hãy xem lại năm hoặc ngày.")


def _key(sheet: Sheetlike, found: Finding) -> None:
    values = found.values
    needed = ("code", "period_to", "number", "signed_on", "issuer_level")
    if not all(key in values for key in needed):
        return
    subject = f"p{found.person.pk}" if found.person else f"u{values['collective'].pk}"
    basis = values.get("basis", Basis.MERIT)
    found.key = f"{subject}/{values['code']}/{values['period_to']}/{values['number']}/{basis}"[:200]
    earlier = sheet.known.seen_in_file.setdefault(found.key, found.number)
    if earlier != found.number:
        sheet.fault(found, "code", f"dòng này giống hệt dòng {earlier}. Hãy bỏ một dòng.")
        return
    title = title_key(found)
    earlier = sheet.known.seen_in_file.setdefault(title, found.number) if title else found.number
    if earlier != found.number:
        sheet.fault(found, "code", f"năm {values['period_to']} đã có danh hiệu này ở dòng {earlier}. Hãy bỏ một dòng.")


def title_key(found: Finding) -> str:
    """What a yearly title may be given only once for; empty for forms, which may be given again."""
    values = found.values
    info = rulebook().catalogue.awards.get(values["code"])
    if info is None or info.type != "title":
        return ""
    subject = f"p{found.person.pk}" if found.person else f"u{values['collective'].pk}"
    level = values["issuer_level"] if values["code"] in _BY_LEVEL else ""
    return f"title/{subject}/{values['code']}/{values['period_to']}/{level}"


def compare_with_ledger(sheet: Sheetlike, findings: Iterable[Finding]) -> None:
    """Mark rows that are in the ledger already, and titles that another decision has given for the year."""
    open_rows = [found for found in findings if found.key and found.state == RowState.NEW]
    lines, titles = _standing(open_rows)
    for found in open_rows:
        values = found.values
        subject = f"p{found.person.pk}" if found.person else f"u{values['collective'].pk}"
        if (subject, values["code"], values["period_to"], values["number"], values["signed_on"]) in lines:
            found.state = RowState.UNCHANGED
        elif earlier := titles.get(title_key(found)):
            sheet.fault(found, "code", f"danh hiệu này của năm {values['period_to']} đã có trong sổ theo quyết định số "
                        f"{earlier}. Không ghi hai lần.")  # fmt: skip


def _standing(rows: list[Finding]) -> tuple[set[tuple[object, ...]], dict[str, str]]:
    people = {found.person.pk for found in rows if found.person}
    units = {found.values["collective"].pk for found in rows if not found.person}
    lines: set[tuple[object, ...]] = set()
    titles: dict[str, str] = {}
    for name, keys in (("person", people), ("unit", units)):
        for part in chunks(keys):
            for award in Award.objects.standing().filter(**{f"{name}__in": part}).select_related("decision"):
                decision = award.decision
                if decision is None:
                    continue
                subject = f"p{award.person_id}" if award.person_id else f"u{award.unit_id}"
                lines.add((subject, award.code, award.period_to, decision.number, decision.signed_on))
                level = award.decided_by if award.code in _BY_LEVEL else ""
                titles[f"title/{subject}/{award.code}/{award.period_to}/{level}"] = str(decision)
    return lines, titles


def issuer_name(found: Finding, unit_name: str) -> str:
    """Who decided, as the file says or else after the level."""
    level = found.values["issuer_level"]
    own = unit_name if level == IssuerLevel.UNIT else str(IssuerLevel(level).label)
    return str(found.values.get("issuer_name") or own)
