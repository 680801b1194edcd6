from django.urls import path

from tdkt.studio import views

app_name = "studio"
urlpatterns = [
    path("", views.index, name="index"),
    path("moi/", views.new, name="new"),
    path("<int:pk>/", views.draft, name="draft"),
    path("<int:pk>/sua/", views.edit, name="edit"),
    path("<int:pk>/buoc/", views.step, name="step"),
    path("<int:pk>/luat/<str:code>/", views.preview, name="preview"),
    path("<int:pk>/thu/", views.trial, name="trial"),
]
