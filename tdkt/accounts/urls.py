from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from tdkt.accounts import views

app_name = "accounts"
urlpatterns = [
    path(
        "dang-nhap/",
        login_not_required(LoginView.as_view(template_name="accounts/sign_in.html")),
        name="sign_in",
    ),
    path("dang-xuat/", LogoutView.as_view(), name="sign_out"),
    path("mat-khau/", views.password, name="password"),
    path("", views.accounts, name="accounts"),
    path("moi/", views.new_account, name="new_account"),
    path("<int:pk>/", views.account, name="account"),
    path("<int:pk>/nguoi/", views.tie, name="tie"),
    path("vai-tro/<int:pk>/ket-thuc/", views.end, name="end_role"),
]
