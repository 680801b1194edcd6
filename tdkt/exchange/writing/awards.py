"""Past awards into the ledger, decision by decision."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from tdkt.accounts.models import User
from tdkt.awards.domain.lines import LedgerLine
from tdkt.awards.domain.record import record_decision
from tdkt.awards.models import Basis, IssuerLevel
from tdkt.exchange.checking import Finding
from tdkt.exchange.checking.awards import issuer_name
from tdkt.exchange.models import ImportBatch


def write_awards(*, batch: ImportBatch, findings: Sequence[Finding], actor: User, now: dt.datetime) -> None:
    """Enter each decision named in the rows with its lines; one that is in the ledger already takes further lines."""
    decisions: dict[tuple[str, str, dt.date, str], list[Finding]] = defaultdict(list)
    for found in findings:
        values = found.values
        name = issuer_name(found, batch.unit.name)
        decisions[values["issuer_level"], name, values["signed_on"], values["number"]].append(found)
    for (level, name, signed_on, number), rows in decisions.items():
        record_decision(
            actor=actor, now=now, lines=[_line(found) for found in rows], add_to_existing=True,
            number=number, signed_on=signed_on, title="Nhập từ hồ sơ cũ", issuer_level=level, issuer_name=name,
            issuer_unit=batch.unit if level == IssuerLevel.UNIT else None,
        )  # fmt: skip


def _line(found: Finding) -> LedgerLine:
    values = found.values
    return LedgerLine(
        code=values["code"], period_from=values["period_from"], period_to=values["period_to"], person=found.person,
        unit=values.get("collective"), basis=values.get("basis", Basis.MERIT), ground=values.get("ground", ""),
        achievement=values.get("achievement", ""),
    )  # fmt: skip
