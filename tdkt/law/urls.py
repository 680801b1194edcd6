from django.urls import path

from tdkt.law import views

app_name = "law"
urlpatterns = [
    path("", views.index, name="index"),
    path("van-ban/", views.instruments, name="instruments"),
    path("van-ban/<path:file>/", views.instrument, name="instrument"),
    path("con-bo-ngo/", views.questions, name="questions"),
    path("<str:code>/", views.award, name="award"),
    path("<str:code>/so-sanh/", views.diff, name="diff"),
]
