"""The command line's own words in Vietnamese: what argparse and the file system say when a call is wrong."""

import argparse

_WORDS = {
    "usage: ": "cách gọi: ",
    "positional arguments": "đối số",
    "options": "tùy chọn",
    "show this help message and exit": "hiện trợ giúp này",
    "%(prog)s: error: %(message)s\n": "%(prog)s: lỗi: %(message)s; thêm --help để xem cách gọi\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "unrecognized arguments: %s": "không hiểu: %s",
    "the following arguments are required: %s": "còn thiếu: %s",
    "one of the arguments %s is required": "cần một trong: %s",
    "invalid %(type)s value: %(value)r": "giá trị %(value)r không dùng được",
    "not allowed with argument %s": "không dùng cùng %s",
    "ignored explicit argument %r": "không nhận giá trị %r",
    "expected one argument": "cần một giá trị",
    "expected at most one argument": "chỉ nhận nhiều nhất một giá trị",
    "expected at least one argument": "cần ít nhất một giá trị",
    "ambiguous option: %(option)s could match %(matches)s": "tùy chọn %(option)s viết tắt chưa rõ: %(matches)s",
    "unexpected option string: %s": "không hiểu tùy chọn: %s",
    "invalid choice: %(value)r (choose from %(choices)s)": "không có “%(value)s”; chọn một trong: %(choices)s",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "không có lệnh %(parser_name)r; có: %(choices)s",
}


def speak_vietnamese() -> None:
    """Makes argparse say its own sentences in Vietnamese; it looks them up by this name."""
    argparse._ = lambda words: _WORDS.get(words, words)  # type: ignore[attr-defined]


def file_trouble(error: OSError) -> str:
    """Why a file could not be read, and which."""
    why = {
        FileNotFoundError: "không có tệp",
        IsADirectoryError: "đây là thư mục, không phải tệp",
        PermissionError: "không có quyền đọc tệp",
    }.get(type(error), "không đọc được tệp")
    return f"{why}: {error.filename}"
