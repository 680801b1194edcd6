"""Errors of the rulebook and of a case. Both speak Vietnamese: what, where, what to do."""


class RulebookError(Exception):
    """The rulebook cannot be used as written. `place` is "file:line"."""

    def __init__(self, message: str, place: str = "") -> None:
        self.message = message
        self.place = place
        super().__init__(f"{place}: {message}" if place else message)


class CaseError(Exception):
    """The case cannot be judged as written. `place` is a path such as "facts[2].year"."""

    def __init__(self, message: str, place: str = "") -> None:
        self.message = message
        self.place = place
        super().__init__(f"{place}: {message}" if place else message)

    def to_json(self) -> dict[str, object]:
        return {"error": self.message, "place": self.place}
