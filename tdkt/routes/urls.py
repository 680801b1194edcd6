from django.urls import path

from tdkt.routes.views import keep, read

app_name = "routes"
urlpatterns = [
    path("", read.index, name="index"),
    path("thu/", read.trial, name="trial"),
    path("moi/", keep.new, name="new"),
    path("<int:pk>/", read.detail, name="detail"),
    path("<int:pk>/sua/", keep.edit, name="edit"),
    path("<int:pk>/chang/", keep.save_new_stage, name="save_new_stage"),
    path("<int:pk>/chang/<int:stage>/", keep.save_stage, name="save_stage"),
    path("<int:pk>/chang/<int:stage>/bo/", keep.drop_stage, name="drop_stage"),
    path("<int:pk>/ban-hanh/", keep.force, name="force"),
    path("<int:pk>/sao-chep/", keep.copy, name="copy"),
    path("<int:pk>/bo/", keep.retire, name="retire"),
]
