from django.urls import path

from tdkt.clusters import views

app_name = "clusters"
urlpatterns = [
    path("", views.index, name="index"),
    path("moi/", views.add, name="add"),
    path("<int:pk>/thanh-vien/", views.members, name="members"),
    path("<int:pk>/xep-hang/", views.rank, name="rank"),
    path("<int:pk>/nam-sau/", views.follow, name="follow"),
]
