"""How long a password must be, said in Vietnamese: Django's own rule has no Vietnamese words for it."""

from django.core.exceptions import ValidationError

from tdkt.accounts.models import User

LEAST = 10


class LongEnough:
    """A password has at least ten characters."""

    def validate(self, password: str, user: User | None = None) -> None:  # noqa: ARG002 - Django's signature
        """Raise ``ValidationError`` when the password is too short."""
        if len(password) < LEAST:
            raise ValidationError(f"Mật khẩu quá ngắn; phải có ít nhất {LEAST} ký tự.")

    def get_help_text(self) -> str:
        """What to do, before anything is typed."""
        return f"Ít nhất {LEAST} ký tự."
