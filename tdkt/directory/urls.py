from django.urls import path

from tdkt.directory.views import people, units

app_name = "directory"
urlpatterns = [
    path("", people.index, name="people"),
    path("can-bo.xlsx", people.excel, name="people_excel"),
    path("can-bo/moi/", people.add, name="add_person"),
    path("can-bo/<int:pk>/sua/", people.edit, name="edit_person"),
    path("can-bo/<int:pk>/xep-loai/", people.grade, name="grade"),
    path("can-bo/<int:pk>/ky-luat/", people.discipline, name="discipline"),
    path("can-bo/<int:pk>/nghi-viec/", people.absence, name="absence"),
    path("can-bo/<int:pk>/chuyen/", people.posting, name="posting"),
    path("don-vi/", units.index, name="units"),
    path("don-vi.xlsx", units.excel, name="units_excel"),
    path("don-vi/moi/", units.add, name="add_unit"),
    path("don-vi/<int:pk>/sua/", units.edit, name="edit_unit"),
]
