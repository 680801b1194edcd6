from django.urls import path

from tdkt.holds import views

app_name = "holds"
urlpatterns = [
    path("", views.index, name="index"),
    path("mo/", views.choose, name="choose"),
    path("mo/<slug:kind>/<int:pk>/", views.open_new, name="open"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/van-ban/<slug:which>/", views.paper, name="paper"),
]
