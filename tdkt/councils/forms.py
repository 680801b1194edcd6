"""Forms of the council."""

from typing import Any

from django import forms

from tdkt.core.forms import DayField
from tdkt.councils.models import SeatRole


class CouncilForm(forms.Form):
    """Set up a council; one member a line: name; position; seat."""

    name = forms.CharField(label="Tên Hội đồng", max_length=200, initial="Hội đồng Thi đua - Khen thưởng")
    valid_from = DayField(label="Thành lập từ ngày")
    members = forms.CharField(
        label="Thành viên",
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=(
            "Mỗi dòng một người: họ và tên; chức vụ; vị trí trong Hội đồng (Chủ tịch, Phó Chủ tịch, Thường trực, "
            "Ủy viên, Thư ký). Ví dụ: Nguyễn Văn A; Viện trưởng; Chủ tịch"
        ),
    )

    _SEATS = {
        "chủ tịch": SeatRole.CHAIR,
        "phó chủ tịch": SeatRole.DEPUTY,
        "thường trực": SeatRole.STANDING,
        "ủy viên thường trực": SeatRole.STANDING,
        "thư ký": SeatRole.SECRETARY,
        "ủy viên": SeatRole.MEMBER,
        "": SeatRole.MEMBER,
    }

    def clean_members(self) -> list[dict[str, Any]]:
        """The typed lines as members, in their order."""
        found = []
        for number, line in enumerate(self.cleaned_data["members"].splitlines(), start=1):
            parts = [part.strip() for part in line.split(";")]
            if not any(parts):
                continue
            seat = self._SEATS.get(parts[2].lower() if len(parts) > 2 else "")
            if not parts[0] or len(parts) < 2 or seat is None:
                raise forms.ValidationError(
                    f"Dòng {number} chưa đúng: hãy ghi họ và tên; chức vụ; vị trí, cách nhau bằng dấu chấm phẩy."
                )
            found.append({"full_name": parts[0], "position": parts[1], "seat": seat})
        return found


class SessionForm(forms.Form):
    """Open a session."""

    held_on = DayField(label="Ngày họp")
    place = forms.CharField(label="Địa điểm", max_length=200, required=False)
    members_present = forms.IntegerField(label="Số thành viên dự họp", min_value=1)
    written_opinions = forms.IntegerField(
        label="Số thành viên vắng mặt cho ý kiến bằng văn bản", min_value=0, initial=0
    )
    minutes_number = forms.CharField(label="Số biên bản (nếu đã có)", max_length=60, required=False)
