"""A sweep from Parquet columns: everybody before every award in parts, in this process or on Spark.

Each part is a file written beside its place and then put there, so a part that is there is whole; a run that was
stopped goes on where it stopped. A folder of results tells what it was made from and never mixes two sweeps.
"""

import hashlib
import importlib.util
import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tdkt.core.answers import Refused
from tdkt.law.engine.vocabulary import KINDS

PART = 100_000
"""Subjects of one part: some 250 bytes each for every row of theirs while it is judged."""
ABOUT, TOLD = "_ra-soat.json", "_cot.json"
"""What a folder of results, and one of columns, was made from. Readers of Parquet skip names that begin so."""

Progress = Callable[[int, int, int], None]
"""Subjects done, all of them, and parts found finished."""


class CannotSweep(Refused):
    """The sweep was not begun, or stopped at a part; finished parts stay."""


@dataclass(frozen=True)
class Order:
    """What to sweep, and where to. ``kind`` is what a lone file tells of; empty where the folder says it."""

    source: Path
    out: Path
    year: int
    on: Any
    kind: str = ""
    part: int = PART
    restart: bool = False
    engine: str = "local"
    master: str = ""


@dataclass
class Outcome:
    """How many answers of each kind there are, and of how many subjects nothing could be said."""

    verdicts: Counter[str] = field(default_factory=Counter)
    refused: int = 0


def sweep_columns(order: Order, rulebook: Any, data: Path, progress: Progress) -> Outcome:
    """Judge every part that is not there yet.

    Raises:
        CannotSweep: something is missing on this machine, a table is wrong (file and column are named), or the folder
            holds the results of another sweep.
    """
    need_pyarrow()
    from tdkt.law.engine.nation.table import BadColumns

    try:
        plans = _plans(order, rulebook, data)
        _told_for(order)
        for plan in plans:
            plan.claim(restart=order.restart)
        with _judge(order) as judge:
            _run(plans, judge, progress)
    except BadColumns as error:
        raise CannotSweep(f"Không rà soát được: {error}.") from error
    return _outcome(plans)


def need_pyarrow() -> None:
    """Raises CannotSweep."""
    if importlib.util.find_spec("pyarrow") is None:
        raise CannotSweep("Chưa cài pyarrow nên chưa đọc, ghi được Parquet; cài bằng: bash tools/bootstrap.sh nation.")


@dataclass
class Plan:
    """The subjects of one kind: where from, where to, in which parts."""

    source: Any
    place: Path
    out: Path
    question: Any
    about: dict[str, Any]
    part: int

    @property
    def size(self) -> int:
        return len(self.source.people)

    def parts(self) -> Iterator[tuple[Path, tuple[int, int], int]]:
        """Each part's file, its first and last subject, and how many they are."""
        people = self.source.people
        for number, start in enumerate(range(0, len(people), self.part)):
            chosen = people[start : start + self.part]
            yield self.out / f"part-{number:05}.parquet", (int(chosen[0]), int(chosen[-1])), len(chosen)

    def claim(self, *, restart: bool) -> None:
        """Take the folder for this sweep. Raises CannotSweep where it holds another one's results."""
        known = self.out / ABOUT
        found = list(self.out.glob("*.parquet")) if self.out.is_dir() else []
        same = known.is_file() and json.loads(known.read_text(encoding="utf-8")) == self.about
        if found and not same and not restart:
            raise CannotSweep(
                f"Thư mục “{self.out}” giữ kết quả của lần rà soát khác (năm, ngày, dữ liệu hoặc quy định đã khác); "
                "hãy chọn thư mục khác, hoặc thêm --restart để xóa và tính lại."
            )
        if restart:
            for file in found:
                file.unlink()
        self.out.mkdir(parents=True, exist_ok=True)
        put(known, lambda beside: beside.write_text(json.dumps(self.about, ensure_ascii=False), encoding="utf-8"))


def _plans(order: Order, rulebook: Any, data: Path) -> list[Plan]:
    from tdkt.law.engine.nation.parquet import Question, Source
    from tdkt.law.engine.nation.table import BadColumns
    from tdkt.law.engine.verdicts import ENGINE

    plans = []
    for kind, place in _kinds(order):
        source = Source(place)
        if not len(source.people):
            raise BadColumns("không có dòng nào", file=str(place))
        awards = tuple(rulebook.codes_for(kind))
        question = Question(order.on, order.year, awards, kind, rulebook.layers, data=str(data), sha256=rulebook.sha256)
        about = {
            "kind": kind, "year": order.year, "on": order.on.isoformat(), "rulebook": rulebook.sha256, "engine": ENGINE,
            "columns": _digest(source.files), "part": order.part,
        }  # fmt: skip
        plans.append(Plan(source, place, order.out / kind, question, about, order.part))
    return plans


def _kinds(order: Order) -> list[tuple[str, Path]]:
    """A folder for each kind of subject, or one file or folder of one kind."""
    found = [(kind, order.source / kind) for kind in KINDS if (order.source / kind).is_dir()]
    if not found:
        return [(order.kind or "person", order.source)]
    chosen = [item for item in found if order.kind in ("", item[0])]
    if not chosen:
        raise CannotSweep(f"Trong “{order.source}” không có thư mục “{order.kind}”.")
    return chosen


def _told_for(order: Order) -> None:
    """Columns written from a database hold what was known for one year on one day."""
    known = order.source / TOLD
    if not known.is_file():
        return
    told = json.loads(known.read_text(encoding="utf-8"))
    if told != {"year": order.year, "on": order.on.isoformat()}:
        raise CannotSweep(
            f"Các cột trong “{order.source}” ghi cho năm {told['year']}, ngày {told['on']}; "
            f"không dùng cho năm {order.year}, ngày {order.on.isoformat()}. Hãy ghi lại bằng --write-columns."
        )


def _digest(files: list[Path]) -> str:
    whole = hashlib.sha256()
    for file in files:
        with file.open("rb") as opened:
            whole.update(file.name.encode() + hashlib.file_digest(opened, "sha256").digest())
    return whole.hexdigest()


Judge = Callable[[Plan, tuple[int, int]], Any]


@contextmanager
def _judge(order: Order) -> Iterator[Judge]:
    from tdkt.law.engine.nation import parquet

    if order.engine != "spark":
        yield lambda plan, between: parquet.judge_table(plan.source.between(*between), plan.question)
        return
    if lacks := parquet.spark_lacks():
        raise CannotSweep(f"Chưa chạy được Spark: {lacks}.")
    session = parquet.spark_session(order.master)
    try:
        width = session.sparkContext.defaultParallelism
        yield lambda plan, between: _collected(
            parquet.judge_on_spark(session, plan.source, plan.question, width, between), plan.question
        )
    finally:
        with suppress(Exception):  # a Spark that has died cannot be stopped
            session.stop()


def _collected(frame: Any, question: Any) -> Any:
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    from tdkt.law.engine.nation import parquet

    try:
        return parquet.collected(frame, question)
    except (PySparkException, Py4JError, ConnectionError) as error:
        told = ((str(error).strip() or type(error).__name__).splitlines())[0][:300]
        words = "Spark dừng giữa chừng; các phần đã xong vẫn còn, chạy lại để tiếp. Spark báo"
        raise CannotSweep(f"{words}: {told}") from error


def _run(plans: list[Plan], judge: Judge, progress: Progress) -> None:
    from tdkt.law.engine.nation.table import BadColumns

    total, done, found = sum(plan.size for plan in plans), 0, 0
    for plan in plans:
        for file, between, size in plan.parts():
            if file.is_file():
                found += 1
            else:
                try:
                    _write(file, judge(plan, between))
                except BadColumns as error:
                    raise BadColumns(error.message, error.column, error.file or str(plan.place)) from error
            done += size
            progress(done, total, found)


def _write(file: Path, table: Any) -> None:
    import pyarrow.parquet as pq

    put(file, lambda beside: pq.write_table(table, beside))


def put(file: Path, write: Callable[[Path], object]) -> None:
    """Write beside the place, then put it there: half a file never looks finished."""
    beside = file.with_name(f".{file.name}.tmp")
    write(beside)
    beside.replace(file)


def _outcome(plans: list[Plan]) -> Outcome:
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    outcome = Outcome()
    for plan in plans:
        for file, _, _ in plan.parts():
            table = pq.read_table(file, columns=["person", "verdict", "note"])
            for item in pc.value_counts(table["verdict"].cast("string")).to_pylist():
                outcome.verdicts[item["values"]] += item["counts"]
            refused = table.filter(pc.not_equal(table["note"].cast("string"), ""))
            outcome.refused += pc.count_distinct(refused["person"]).as_py()
    return outcome
