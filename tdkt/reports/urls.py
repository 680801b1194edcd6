from django.urls import path

from tdkt.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.index, name="index"),
    path("nam/", views.year_page, name="year"),
    path("nam/docx/", views.year_docx, name="year_docx"),
    path("nam/xlsx/", views.year_xlsx, name="year_xlsx"),
    path("nam-nam/", views.five_year_page, name="five_years"),
    path("nam-nam/xlsx/", views.five_year_sheet, name="five_years_xlsx"),
]
