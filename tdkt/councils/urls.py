from django.urls import path

from tdkt.councils import views

app_name = "councils"
urlpatterns = [
    path("", views.councils, name="councils"),
    path("lap/", views.set_up, name="set_up"),
    path("phien/moi/<int:round_pk>/", views.open_new, name="open_session"),
    path("phien/<int:pk>/", views.session, name="session"),
    path("phien/<int:pk>/phieu/", views.votes, name="votes"),
    path("phien/<int:pk>/thong-qua/", views.close, name="close"),
    path("phien/<int:pk>/bien-ban.docx", views.minutes, name="minutes"),
]
