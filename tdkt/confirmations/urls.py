from django.urls import URLPattern

app_name = "confirmations"
urlpatterns: list[URLPattern] = []
