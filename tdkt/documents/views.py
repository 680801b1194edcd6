"""Hand out stored files. No address serves a file by itself: the view of the record it belongs to asks first."""

from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

from tdkt.documents.models import StoredFile
from tdkt.documents.papers.render import CONTENT_TYPE

INLINE = ("application/pdf", "image/png", "image/jpeg")
"""Types a browser may show in place; anything else is saved."""


def serve(stored: StoredFile) -> FileResponse:
    """The file under its own name, never sniffed, never run."""
    answer = FileResponse(stored.file.open("rb"), content_type=stored.content_type)
    disposition = content_disposition_header(as_attachment=stored.content_type not in INLINE, filename=stored.name)
    answer["Content-Disposition"] = disposition or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def save_paper(content: bytes, name: str) -> HttpResponse:
    """A made Word paper to save, under a name that any browser reads."""
    answer = HttpResponse(content, content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
