from django.urls import path

from tdkt.inbox import views

app_name = "inbox"
urlpatterns = [
    path("", views.index, name="index"),
    path("lich/", views.year_guide, name="year"),
    path("lich/lap/", views.start, name="start"),
    path("lich/them/", views.edit, name="add"),
    path("lich/<int:pk>/sua/", views.edit, name="edit"),
    path("lich/<int:pk>/bo/", views.remove, name="remove"),
    path("lich/<int:pk>/xong/", views.finish, name="finish"),
    path("cham/", views.late, name="late"),
    path("lich.ics", views.calendar, name="calendar"),
    path("lich-rieng/<str:key>.ics", views.feed, name="feed"),
    path("<int:pk>/mo/", views.open_notice, name="open"),
    path("<int:pk>/xong/", views.done, name="done"),
]
