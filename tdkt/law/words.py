"""Words about the law that pages share: layers, marks, and what a mark means for the reader."""

from typing import Final

LAYERS: Final = {"state": "Quy định của Nhà nước", "procuracy": "Quy định của Ngành Kiểm sát nhân dân"}

MARKS: Final = {
    "verified": (
        "Đã đối chiếu",
        "Đã đọc trong lời văn của văn bản; con số, điều kiện đúng với điều được dẫn.",
    ),
    "restated": (
        "Theo bản thuật lại",
        "Mới thấy qua văn bản khác dẫn lại. Vẫn được dùng để xét, nhưng mỗi kết luận đều nhắc đối chiếu bản gốc.",
    ),
    "unverified": (
        "Chưa xác minh",
        "Chưa ai thấy lời văn. Không bao giờ cho kết luận “đủ tiêu chuẩn”; kết luận là thiếu dữ liệu và nói rõ vì sao.",
    ),
}

COUNCILS: Final = {
    "proposing": "Hội đồng cấp trình",
    "ministry": "Hội đồng bộ, ban, ngành",
    "each": "Hội đồng các cấp",
    "central": "Hội đồng Thi đua - Khen thưởng Trung ương",
    "cluster": "cụm, khối thi đua",
}


def layer_name(layer: str) -> str:
    """What a reader calls a layer; a customer's own folder keeps its name."""
    return LAYERS.get(layer, layer)
