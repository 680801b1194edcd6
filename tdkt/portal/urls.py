from django.urls import path

from tdkt.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("tra-cuu/", views.search, name="search"),
    path("nguoi/<int:pk>/", views.person, name="person"),
    path("don-vi/<int:pk>/", views.unit, name="unit"),
    path("thanh-phan/", views.gallery, name="gallery"),
]
