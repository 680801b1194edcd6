"""The `tdkt` command. The law answers at once, without Django; everything else is a management command."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from tdkt.cli_words import file_trouble, speak_vietnamese
from tdkt.law.api import CaseError, Rulebook, RulebookError, load_rulebook
from tdkt.law.command_line import add_live, asked_rulebook
from tdkt.law.diff_command import add_diff_parser

# What `tdkt NAME …` becomes when it is not a question to the law: the management command that answers it.
COMMANDS: dict[str, str] = {
    "report": "report",
    "import": "import_file",
    "demo": "demo",
    "sweep": "sweep",
    "replay": "replay",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns the exit code: 0 done, 1 an answer could not be given, 2 a wrong call."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words and words[0] in COMMANDS:
        return _management(COMMANDS[words[0]], words[1:])
    speak_vietnamese()
    options = _parser().parse_args(words)
    try:
        run: Callable[[argparse.Namespace], int] = options.run
        return run(options)
    except (CaseError, RulebookError) as error:
        _say(sys.stderr, f"Lỗi: {error}")
        return 1
    except BrokenPipeError:
        # Whoever was reading has left; say nothing more, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        _say(sys.stderr, f"Lỗi: {file_trouble(error)}")
        return 1


def _management(command: str, words: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    from django.core.management import CommandError, execute_from_command_line

    from tdkt.law import live

    live.expire()
    speak_vietnamese()
    try:
        # with --traceback a refusal comes here, instead of being printed behind the English name of its class
        execute_from_command_line(["tdkt", command, *words, "--traceback"])
    except CommandError as refusal:
        _say(sys.stderr, f"Lỗi: {refusal}")
        return int(refusal.returncode)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tdkt", description="Công tác thi đua, khen thưởng: hỏi luật và chạy các việc của hệ thống."
    )
    commands = parser.add_subparsers(required=True, metavar="LỆNH", title="các lệnh")
    _judge_parser(commands)
    _law_parser(commands)
    _bonus_parser(commands)
    for name in COMMANDS:
        commands.add_parser(name, help="việc của hệ thống, cần cơ sở dữ liệu", add_help=False)
    return parser


def _judge_parser(commands: Any) -> None:
    judge = commands.add_parser("judge", help="xét một hồ sơ theo luật có hiệu lực vào ngày xét")
    judge.add_argument("case", nargs="?", help="tệp JSON của hồ sơ, hoặc - để đọc từ đầu vào")
    judge.add_argument("--jsonl", metavar="TỆP", help="tệp mỗi dòng một hồ sơ, hoặc -")
    judge.add_argument("--explain", action="store_true", help="in lời giải thích thay cho JSON")
    judge.add_argument(
        "--change", action="store_true", help="thêm: ít dữ kiện nhất làm kết luận thành đủ tiêu chuẩn (một hồ sơ)"
    )
    add_live(judge)
    judge.set_defaults(run=_judge)


def _law_parser(commands: Any) -> None:
    law = commands.add_parser("law", help="xem và kiểm tra bộ quy định").add_subparsers(required=True, metavar="VIỆC")
    show = law.add_parser("show", help="tiêu chuẩn, thẩm quyền, thủ tục, tiền thưởng của một danh hiệu vào một ngày")
    show.add_argument("code", help="mã danh hiệu, ví dụ CSTDB")
    show.add_argument("--on", required=True, type=_day, metavar="NGÀY", help="ngày, dạng 2024-12-20")
    show.add_argument("--layer", action="append", metavar="TẦNG", help="tầng quy định (lặp lại được); bỏ trống: tất cả")
    show.add_argument("--json", action="store_true")
    add_live(show)
    show.set_defaults(run=_show)
    add_diff_parser(law, _day)
    law.add_parser("questions", help="những chỗ luật để ngỏ, hai cách hiểu, cách đang lấy").set_defaults(run=_questions)
    law.add_parser("check", help="đọc toàn bộ quy định và chạy mọi tình huống").set_defaults(run=_check)


def _bonus_parser(commands: Any) -> None:
    bonus = commands.add_parser("bonus", help="tính tiền thưởng")
    bonus.add_argument("award", help="mã danh hiệu, hình thức")
    bonus.add_argument(
        "--kind", required=True, choices=("person", "collective", "household"), help="cá nhân, tập thể, hộ gia đình"
    )
    bonus.add_argument("--on", required=True, type=_day, metavar="NGÀY", help="ngày quyết định, dạng 2024-12-20")
    bonus.add_argument(
        "--with",
        dest="others",
        nargs="+",
        action="extend",
        default=[],
        metavar="MÃ",
        help="các danh hiệu, hình thức được tặng cùng lúc",
    )
    bonus.add_argument("--json", action="store_true")
    add_live(bonus)
    bonus.set_defaults(run=_bonus)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” không phải là ngày có thật; ghi dạng 2024-12-20") from None


def _judge(options: argparse.Namespace) -> int:
    if (options.case is None) == (options.jsonl is None):
        raise CaseError("cần đúng một trong hai: tệp hồ sơ, hoặc --jsonl TỆP")
    rulebook = asked_rulebook(options)
    if options.jsonl is not None:
        return _lines(rulebook, options)
    return _one(rulebook, _read(options.case), options)


def _one(rulebook: Rulebook, text: str, options: argparse.Namespace) -> int:
    try:
        case = _single(_decoded(text))
        verdict = rulebook.judge(case)
    except CaseError as error:
        if not options.explain:
            _print(error.to_json())
        named = "" if options.case == "-" else f" ở tệp {Path(options.case).name}"
        _say(sys.stderr, f"Lỗi hồ sơ{named}: {error}")
        return 1
    if options.explain:
        from tdkt.law.engine.explain import explained

        _say(sys.stdout, explained(verdict, rulebook) + (_change_told(rulebook, case) if options.change else ""))
    else:
        extra = {"would_change": _change(rulebook, case)} if options.change else {}
        _print(verdict.to_json() | extra, indent=2)
    return 0


def _change(rulebook: Rulebook, case: Any) -> list[str] | None:
    from tdkt.law.change import change_words

    return None if case["subject"]["kind"] == "pool" else change_words(rulebook, case)


def _change_told(rulebook: Rulebook, case: Any) -> str:
    words = _change(rulebook, case)
    if not words:
        none = "không tìm được tập dữ kiện nào" if words is None else "không cần gì thêm"
        return f"\n\nĐể kết luận thành đủ tiêu chuẩn: {none}."
    return "\n\nĐể kết luận thành đủ tiêu chuẩn, cần có:\n" + "\n".join(f"  - {text}" for text in words)


def _single(case: Any) -> Any:
    if isinstance(case, list):
        raise CaseError("tệp chứa nhiều hồ sơ; mỗi tệp một hồ sơ, hoặc dùng --jsonl")
    return case


def _lines(rulebook: Rulebook, options: argparse.Namespace) -> int:
    failed = False
    with _open(options.jsonl) as source:
        for number, line in enumerate(source, start=1):
            if line.strip():
                failed |= not _line(rulebook, number, line, options)
    return 1 if failed else 0


def _line(rulebook: Rulebook, number: int, line: bytes, options: argparse.Namespace) -> bool:
    try:
        verdict = rulebook.judge(_decoded(_text(line)))
    except CaseError as error:
        _print({"line": number, **error.to_json()})
        return False
    if options.explain:
        from tdkt.law.engine.explain import explained

        _say(sys.stdout, explained(verdict, rulebook) + "\n")
    else:
        _print(verdict.to_json())
    return True


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CaseError("tệp không phải UTF-8; hãy lưu lại theo UTF-8") from None


def _decoded(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_no_twins, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        if not text.strip():
            raise CaseError("tệp trống, không có hồ sơ nào") from None
        raise CaseError(f"JSON hỏng ở dòng {error.lineno}, cột {error.colno}: xem lại dấu ngoặc, dấu phẩy") from None
    except ValueError:
        raise CaseError("JSON có số quá lớn, không phải số liệu của hồ sơ") from None
    except RecursionError:
        raise CaseError("JSON lồng quá sâu") from None


def _no_twins(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in pairs:
        if key in result:
            raise CaseError(f"khóa “{key}” viết hai lần; chỉ giữ một", key)
        result[key] = value
    return result


def _no_constant(word: str) -> Any:
    raise CaseError(f"“{word}” không phải là số")


def _open(name: str) -> Any:
    return sys.stdin.buffer if name == "-" else Path(name).open("rb")


def _read(name: str) -> str:
    return _text(sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes())


def _show(options: argparse.Namespace) -> int:
    from tdkt.law.engine.show import shown, shown_json

    rulebook = asked_rulebook(options)
    layers = tuple(options.layer) if options.layer else None
    if options.json:
        _print(shown_json(rulebook, options.code, options.on, layers), indent=2)
    else:
        _say(sys.stdout, shown(rulebook, options.code, options.on, layers))
    return 0


def _check(_options: argparse.Namespace) -> int:
    from tdkt.law.engine.summary import counted
    from tdkt.law.scenarios import check

    rulebook = load_rulebook()
    _say(sys.stdout, counted(rulebook))
    number, failures = check(rulebook)
    for failure in failures:
        _say(sys.stdout, f"SAI  {failure.scenario.place}: {failure.scenario.name}\n     {failure.message}")
    _say(sys.stdout, f"Tình huống: {number - len(failures)}/{number} đúng.")
    return 1 if failures else 0


def _questions(_options: argparse.Namespace) -> int:
    from tdkt.law.open_questions import chapters, document

    sys.stdout.write(document(chapters()))
    return 0


def _bonus(options: argparse.Namespace) -> int:
    rulebook = asked_rulebook(options)
    money = rulebook.bonus([options.award, *options.others], kind=options.kind, on=options.on)
    if options.json:
        _print(money.to_json())
        return 0
    for line in money.lines:
        _say(sys.stdout, f"{line.vi}{'' if line.paid else ' (không cộng)'}\n  Căn cứ: {_cited(rulebook, line.cite)}")
    _say(sys.stdout, f"Tổng: {money.amount:,} đồng".replace(",", "."))
    for note in money.notes:
        _say(sys.stdout, f"Lưu ý: {note}")
    return 0


def _cited(rulebook: Rulebook, cites: str) -> str:
    return "; ".join(rulebook.cited(cite) for cite in cites.split("; "))


def _print(value: Any, indent: int | None = None) -> None:
    _say(sys.stdout, json.dumps(value, ensure_ascii=False, indent=indent))


def _say(stream: TextIO, text: str) -> None:
    stream.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main())
