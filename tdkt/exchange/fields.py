"""The columns of each kind of file: their headings, what they may hold, an example for the template."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from tdkt.awards.models import Basis, Ground, IssuerLevel
from tdkt.exchange import cells
from tdkt.exchange.models import ImportKind
from tdkt.people.models import Gender, Occupation
from tdkt.units.models import GradeValue


def labels(choices: type) -> dict[str, str]:
    """Values and labels of a list of choices."""
    return {value: str(label) for value, label in choices.choices}  # type: ignore[attr-defined]


@dataclass(frozen=True, kw_only=True)
class Field:
    """One column. ``also`` are other headings it is known by; ``example`` fills the template's sample row."""

    key: str
    header: str
    also: tuple[str, ...] = ()
    required: bool = False
    example: str = ""
    note: str = ""
    width: float = 20


_NUMBER = Field(
    key="staff_number", header="Số hiệu công chức", width=18, example="KS000123",
    also=("Số hiệu", "Mã số", "Mã công chức", "Mã cán bộ", "Mã CB", "SHCC", "Số hiệu CC"),
    note="Giữ nguyên số 0 ở đầu: định dạng cột là Văn bản (Text).",
)  # fmt: skip
_NAME = Field(
    key="full_name", header="Họ và tên", also=("Họ tên", "Tên", "Họ, tên", "Họ và tên cá nhân"), width=28,
    example="Nguyễn Văn Thử",
)  # fmt: skip
_BIRTH = Field(
    key="birth_date", header="Ngày sinh", also=("Ngày, tháng, năm sinh", "Ngày tháng năm sinh", "Sinh ngày"),
    example="15/08/1985", width=14, note="Dạng ngày/tháng/năm.",
)  # fmt: skip
_UNIT = Field(
    key="unit", header="Đơn vị", also=("Mã đơn vị", "Đơn vị công tác", "Phòng", "Nơi công tác", "Tên đơn vị"), width=32,
    example="", note="Mã hoặc tên đơn vị. Không có cột này thì lấy đơn vị đang nhập.",
)  # fmt: skip


def _must(field: Field) -> Field:
    return Field(**{**field.__dict__, "required": True})


FIELDS: Mapping[str, tuple[Field, ...]] = {
    ImportKind.PEOPLE: (
        _must(_NUMBER),
        _must(_NAME),
        Field(key="gender", header="Giới tính", also=("Nam, nữ", "Nam/Nữ", "Phái"), required=True, example="Nam",
              width=10, note="Nam hoặc Nữ."),
        _BIRTH,
        _UNIT,
        Field(key="position", header="Chức vụ", also=("Chức danh", "Chức vụ, chức danh", "Chức vụ/chức danh"),
              required=True, example="Kiểm sát viên sơ cấp", width=26),
        Field(key="is_leader", header="Lãnh đạo", also=("Là lãnh đạo", "Giữ chức vụ lãnh đạo"), example="Không",
              width=11, note="Có hoặc Không; bỏ trống là Không."),
        Field(key="posted_on", header="Từ ngày", also=("Ngày về đơn vị", "Ngày bắt đầu", "Giữ chức vụ từ ngày"),
              example="01/03/2015", width=14, note="Ngày bắt đầu ở đơn vị, chức vụ này."),
        Field(key="recruited_on", header="Ngày tuyển dụng", also=("Tuyển dụng", "Ngày vào làm"), example="01/03/2010",
              width=16, note="Phải có ngày này hoặc “Từ ngày”."),
        Field(key="joined_sector_on", header="Ngày vào Ngành", also=("Vào ngành", "Ngày vào ngành Kiểm sát"),
              example="01/03/2010", width=16),
        Field(key="occupation", header="Đối tượng", also=("Loại đối tượng",), example="", width=26,
              note="; ".join(labels(Occupation).values()) + ". Bỏ trống là mục đầu."),
        Field(key="ethnicity", header="Dân tộc", example="Kinh", width=12, note="Bỏ trống là Kinh."),
    ),
    ImportKind.GRADES: (
        _NUMBER,
        _NAME,
        _BIRTH,
        Field(key="year", header="Năm", also=("Năm xếp loại", "Năm đánh giá"), required=True, example="2023", width=10),
        Field(key="value", header="Mức xếp loại", width=34, required=True, example="Hoàn thành tốt nhiệm vụ",
              also=("Xếp loại", "Kết quả xếp loại", "Mức độ hoàn thành", "Mức độ hoàn thành nhiệm vụ",
                    "Kết quả đánh giá", "Mức hoàn thành"),
              note="; ".join(labels(GradeValue).values()) + "."),
        Field(key="decided_by", header="Theo văn bản", also=("Quyết định", "Văn bản", "Số quyết định"), example="",
              width=24),
    ),
    ImportKind.AWARDS: (
        _NUMBER,
        _NAME,
        _BIRTH,
        Field(key="collective", header="Tập thể", also=("Tên tập thể", "Đơn vị được khen"), width=32,
              note="Mã hoặc tên đơn vị được khen. Ghi cột này thì bỏ trống số hiệu, họ tên; và ngược lại."),
        Field(key="code", header="Danh hiệu, hình thức", width=34, required=True, example="Lao động tiên tiến",
              also=("Danh hiệu", "Hình thức", "Danh hiệu/hình thức", "Hình thức khen thưởng", "Danh hiệu thi đua",
                    "Khen thưởng", "Mã danh hiệu"),
              note="Mã hoặc tên trong danh mục."),
        Field(key="period_from", header="Từ năm", example="", width=10, note="Bỏ trống là cùng năm với cột sau."),
        Field(key="period_to", header="Năm thành tích", also=("Năm", "Đến năm"), required=True, example="2022",
              width=14),
        Field(key="number", header="Số quyết định", also=("Số QĐ", "Quyết định số", "Số, ký hiệu quyết định"),
              required=True, example="125/QĐ-VKS", width=18),
        Field(key="signed_on", header="Ngày quyết định", also=("Ngày ký", "Ngày QĐ", "Ngày ban hành"), required=True,
              example="10/12/2022", width=16),
        Field(key="issuer_level", header="Cấp quyết định", also=("Cấp khen thưởng", "Cấp khen"), required=True,
              example="Thủ trưởng đơn vị", width=26, note="; ".join(labels(IssuerLevel).values()) + "."),
        Field(key="issuer_name", header="Người, cơ quan quyết định", width=32, example="",
              also=("Cơ quan quyết định", "Cơ quan ban hành", "Người ký, cơ quan"),
              note="Bỏ trống thì ghi theo cấp quyết định."),
        Field(key="basis", header="Loại hình", also=("Loại hình khen thưởng",), example="", width=20,
              note="; ".join(labels(Basis).values()) + ". Bỏ trống là Công trạng."),
        Field(key="ground", header="Đạt bằng", example="", width=24, note="; ".join(labels(Ground).values()) + "."),
        Field(key="achievement", header="Thành tích", also=("Tóm tắt thành tích",), example="", width=40),
    ),
}  # fmt: skip


def fields_of(kind: str) -> tuple[Field, ...]:
    """The columns of a kind of file, in the template's order."""
    return FIELDS[kind]


def readers(kind: str, today: dt.date) -> dict[str, cells.Reader]:
    """How each column is read, apart from those that ask the records (units, people, awards)."""
    past, years = cells.past_day(today), cells.year(today.year + 1)
    people: dict[str, cells.Reader] = {
        "staff_number": cells.staff_number, "full_name": cells.text(200), "birth_date": past,
        "gender": cells.choice(labels(Gender), {"M": "male", "F": "female", "1": "male", "0": "female"}),
        "position": cells.text(120), "is_leader": cells.yes_no, "posted_on": past, "recruited_on": past,
        "joined_sector_on": past, "ethnicity": cells.text(60),
        "occupation": cells.choice(labels(Occupation), {
            "Công chức": "civil_servant", "Cán bộ": "civil_servant", "Viên chức": "civil_servant",
            "Người lao động": "worker", "Hợp đồng": "contract",
        }),
    }  # fmt: skip
    if kind == ImportKind.PEOPLE:
        return people
    who = {key: people[key] for key in ("staff_number", "full_name", "birth_date")}
    if kind == ImportKind.GRADES:
        grade = cells.choice(labels(GradeValue), {
            "Xuất sắc": "excellent", "HTXSNV": "excellent", "HTXS": "excellent", "HTTNV": "good", "Tốt": "good",
            "HTT": "good", "HTNV": "completed", "Hoàn thành": "completed", "KHTNV": "failed",
            "Không hoàn thành": "failed",
        })  # fmt: skip
        return {**who, "year": years, "value": grade, "decided_by": cells.text(200)}
    return {
        **who, "period_from": years, "period_to": years, "number": cells.text(60), "signed_on": past,
        "issuer_level": cells.choice(labels(IssuerLevel), {
            "Đơn vị": "unit", "Cơ sở": "unit", "Cấp cơ sở": "unit", "Ngành": "ministry", "Cấp Ngành": "ministry",
            "Bộ, ngành": "ministry", "VKSND tối cao": "ministry", "Tỉnh": "province", "UBND tỉnh": "province",
            "Chính phủ": "prime_minister",
        }),
        "issuer_name": cells.text(200), "basis": cells.choice(labels(Basis)), "ground": cells.choice(labels(Ground)),
        "achievement": cells.text(500),
    }  # fmt: skip
