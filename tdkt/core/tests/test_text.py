from hypothesis import given
from hypothesis import strategies as st

from tdkt.core.text import clean, name_sort_key, search_key, sort_key


def test_search_finds_a_name_typed_without_marks() -> None:
    assert search_key("Đặng Thị Ước") == search_key("dang thi uoc") == "dang thi uoc"


def test_a_decomposed_name_is_the_same_name() -> None:
    assert clean("Nguye\u0302\u0303n") == "Nguyễn"
    assert search_key("Nguye\u0302\u0303n") == "nguyen"


def test_white_space_and_control_characters_do_not_survive() -> None:
    assert clean("  Lê\u00a0 Văn\tAn\u200b\n") == "Lê Văn An"


def test_letters_sort_in_the_vietnamese_order() -> None:
    words = ["đa", "da", "âu", "an", "ăn", "ơi", "ôi", "oi", "ưu", "ua"]
    assert sorted(words, key=sort_key) == ["an", "ăn", "âu", "da", "đa", "oi", "ôi", "ơi", "ua", "ưu"]


def test_tones_decide_only_between_equal_letters() -> None:
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma", "mai"], key=sort_key) == [
        "ma", "mà", "mả", "mã", "má", "mạ", "mai",
    ]  # fmt: skip


def test_people_sort_by_given_name_first() -> None:
    names = ["Trần Văn Bình", "Nguyễn Thị An", "Lê An", "Đỗ Ánh"]
    assert sorted(names, key=name_sort_key) == ["Lê An", "Nguyễn Thị An", "Đỗ Ánh", "Trần Văn Bình"]


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_any_text_has_keys(text: str) -> None:
    assert isinstance(search_key(text) + sort_key(text) + name_sort_key(text), str)
