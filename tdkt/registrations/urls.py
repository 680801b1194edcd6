from django.urls import path

from tdkt.registrations.views import desk, lists, mine, results, write

app_name = "registrations"
urlpatterns = [
    path("", desk.index, name="index"),
    path("cua-toi/", mine.mine, name="mine"),
    path("don-vi/<int:pk>/<int:year>/", lists.unit_list, name="list"),
    path("don-vi/<int:pk>/<int:year>/ban-dang-ky/", lists.paper, name="paper"),
    path("don-vi/<int:pk>/<int:year>/buoc/", lists.take_step, name="take_step"),
    path("don-vi/<int:pk>/<int:year>/rut/", lists.take_off, name="take_off"),
    path("don-vi/<int:pk>/<int:year>/chep/", lists.copy, name="copy"),
    path("don-vi/<int:pk>/<int:year>/han/", desk.due, name="due"),
    path("don-vi/<int:pk>/<int:year>/nhac/", desk.remind, name="remind"),
    path("don-vi/<int:pk>/<int:year>/ket-qua/", results.overview, name="results"),
    path("don-vi/<int:pk>/<int:year>/ket-qua/excel/", results.export, name="results_excel"),
    path("don-vi/<int:pk>/<int:year>/them/<slug:kind>/", write.choose, name="choose"),
    path("dong/<int:pk>/", write.line, name="line"),
    path("dong/<int:pk>/rut/", write.take_off_line, name="take_off_line"),
]
