from django.urls import path, register_converter

from tdkt.outlook import views


class SubjectKind:
    """``nguoi`` or ``don-vi`` in an address."""

    regex = "nguoi|don-vi"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(SubjectKind, "subject_kind")

app_name = "outlook"
urlpatterns = [
    path("", views.index, name="index"),
    path("tinh/", views.compute, name="compute"),
    path("xet-lai/<int:pk>/", views.replayed, name="replay"),
    path("xuat/", views.export, name="export"),
    path("<subject_kind:kind>/<int:pk>/", views.subject, name="subject"),
    path("<subject_kind:kind>/<int:pk>/<str:code>/", views.award, name="award"),
]
