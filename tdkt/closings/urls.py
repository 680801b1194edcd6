from django.urls import path

from tdkt.closings import views

app_name = "closings"
urlpatterns = [path("<int:pk>/", views.choose, name="choose")]
