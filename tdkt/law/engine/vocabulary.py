"""The closed lists of a case and of the rulebook, with the words a person reads."""

from fractions import Fraction
from typing import Final

KINDS: Final = {"person": "cá nhân", "collective": "tập thể", "household": "hộ gia đình"}
BASES: Final = {
    "cong_trang": "công trạng",
    "dot_xuat": "đột xuất",
    "phong_trao": "phong trào thi đua",
    "cong_hien": "quá trình cống hiến",
    "nien_han": "niên hạn",
    "doi_ngoai": "đối ngoại",
}
GRADES: Final = {
    "excellent": "hoàn thành xuất sắc nhiệm vụ",
    "good": "hoàn thành tốt nhiệm vụ",
    "completed": "hoàn thành nhiệm vụ",
    "failed": "không hoàn thành nhiệm vụ",
}
GRADE_RANK: Final = {"excellent": 4, "good": 3, "completed": 2, "failed": 1}
LEVELS: Final = {"unit": "cơ sở", "ministry": "bộ, ban, ngành, tỉnh", "national": "toàn quốc"}
LEVEL_RANK: Final = {"unit": 1, "ministry": 2, "national": 3}
INITIATIVES: Final = {"initiative": "sáng kiến", "topic": "đề tài, đề án khoa học"}
GROUNDS: Final = {
    "initiative": "có sáng kiến",
    "topic": "có đề tài, đề án khoa học",
    "grade": "hoàn thành xuất sắc nhiệm vụ",
    "excellent": "hoàn thành xuất sắc nhiệm vụ",
    "combat": "mưu trí, sáng tạo trong chiến đấu",
    "sudden": "thành tích đột xuất",
    "other": "căn cứ khác",
}
ISSUERS: Final = {
    "unit": "đơn vị",
    "ministry": "bộ, ban, ngành",
    "province": "tỉnh, thành phố",
    "mass_organisation": "đoàn thể",
    "state": "Nhà nước",
}
ABSENCES: Final = {
    "sick": "ốm",
    "personal": "việc riêng",
    "maternity": "thai sản",
    "injury_rescue": "điều trị thương tích do chiến đấu, cứu người, cứu tài sản",
    "study": "đi học",
}
HOLDS: Final = {
    "discipline": "đang xem xét thi hành kỷ luật",
    "inspection": "đang thanh tra, kiểm tra, điều tra",
    "complaint": "có đơn thư đang xác minh",
    "press": "có vấn đề báo chí nêu đang xác minh",
}
OCCUPATIONS: Final = {
    "civil_servant": "cán bộ, công chức, viên chức",
    "worker": "công nhân",
    "farmer": "nông dân",
    "military": "quân nhân",
    "contract": "người lao động hợp đồng",
}
DISCIPLINES: Final = {
    "khien_trach": "khiển trách",
    "canh_cao": "cảnh cáo",
    "ha_bac_luong": "hạ bậc lương",
    "giang_chuc": "giáng chức",
    "cach_chuc": "cách chức",
    "buoc_thoi_viec": "buộc thôi việc",
    "an_treo": "án treo",
}
DISCIPLINE_RANK: Final = {name: rank for rank, name in enumerate(DISCIPLINES, start=1)}
RESULTS: Final = {"excellent": "xuất sắc", "good": "khá", "average": "trung bình", "poor": "yếu"}
RESULT_RANK: Final = {"excellent": 4, "good": 3, "average": 2, "poor": 1}
EMPLOYMENTS: Final = {
    "newly_recruited": "mới tuyển dụng",
    "contract": "hợp đồng lao động",
    "transferred": "chuyển công tác",
    "seconded": "điều động, biệt phái",
}
GROUPS: Final = {"cum": "cụm thi đua", "khoi": "khối thi đua"}
LAUNCHERS: Final = {
    "nation": "Chủ tịch nước, Thủ tướng Chính phủ",
    "ministry": "Bộ, ban, ngành, tỉnh",
    "unit": "cơ quan, đơn vị",
}
"""Who launches a movement, as far as the law tells them apart."""
GENDERS: Final = {"female": "nữ", "male": "nam"}
MARKS: Final = {
    "verified": "đã đọc trong văn bản",
    "restated": "theo văn bản khác dẫn lại",
    "unverified": "chưa kiểm chứng",
}
STEPS: Final = {
    "registration": "đăng ký thi đua",
    "vote": "bỏ phiếu",
    "paper": "hồ sơ",
    "notice": "công khai, lấy ý kiến nhân dân",
    "opinion": "lấy ý kiến",
    "deadline": "thời hạn",
    "form": "biểu mẫu",
    "quota": "tỷ lệ, số lượng",
    "short": "thủ tục đơn giản",
}
PAPERS: Final = {
    "submission": "Tờ trình kèm danh sách đề nghị",
    "report": "Báo cáo thành tích",
    "summary": "Bản tóm tắt thành tích do đơn vị quản lý lập",
    "career": "Bản tóm tắt quá trình công tác và thành tích",
    "minutes": "Biên bản họp Hội đồng",
    "votes": "Kết quả bỏ phiếu của Hội đồng",
    "recognition": "Văn bản công nhận sáng kiến, đề tài",
    "proof": "Xác nhận thành tích của cơ quan có thẩm quyền",
    "prior_titles": "Bản sao quyết định danh hiệu chiến sĩ thi đua trước đó",
    "recruitment": "Bản sao quyết định tuyển dụng",
    "old_unit": "Ý kiến của đơn vị cũ đối với người chuyển công tác",
    "residence": "Nhận xét của chính quyền nơi cư trú",
    "party": "Ý kiến của cấp ủy đảng",
    "authority": "Ý kiến của cơ quan trung ương có liên quan hoặc Ủy ban nhân dân cấp tỉnh",
    "foreign": "Ý kiến của Bộ Công an, Bộ Ngoại giao",
    "publicity": "Báo cáo kết quả lấy ý kiến Nhân dân",
    "tax": "Xác nhận của cơ quan thuế",
}
DECIDERS: Final = {
    "unit_head": "Thủ trưởng cơ quan, đơn vị",
    "ministry_head": "Người đứng đầu bộ, ban, ngành",
    "prime_minister": "Thủ tướng Chính phủ",
    "government": "Chính phủ",
    "president": "Chủ tịch nước",
}
FACT_TYPES: Final = {
    "award": "danh hiệu, hình thức đã được tặng",
    "grade": "mức độ hoàn thành nhiệm vụ",
    "initiative": "sáng kiến, đề tài",
    "discipline": "kỷ luật",
    "hold": "việc đang xem xét, xác minh",
    "absence": "thời gian nghỉ việc",
    "employment": "tuyển dụng, công tác trong năm",
    "training": "đào tạo, bồi dưỡng",
    "service": "thời gian công tác",
    "position": "chức vụ",
    "retired": "nghỉ hưu",
    "members": "số liệu cá nhân trong tập thể",
    "cluster": "kết quả cụm, khối thi đua",
    "registration": "đăng ký thi đua",
    "founded": "ngày thành lập",
    "occasion": "dịp khen thưởng",
    "achievement": "thành tích riêng",
    "attested": "xác nhận của người có thẩm quyền",
}


def decimal(number: float | Fraction) -> str:
    """A number as Vietnamese write it: 15,5."""
    return f"{float(number):g}".replace(".", ",")
