"""Where each address leads; every app names its own pages."""

from django.urls import include, path

urlpatterns = [
    path("tai-khoan/", include("tdkt.accounts.urls")),
    path("danh-ba/", include("tdkt.directory.urls")),
    path("phong-trao/", include("tdkt.movements.urls")),
    path("cum-khoi/", include("tdkt.clusters.urls")),
    path("dang-ky/", include("tdkt.registrations.urls")),
    path("duong-di/", include("tdkt.routes.urls")),
    path("xac-nhan/", include("tdkt.confirmations.urls")),
    path("bao-cao-thanh-tich/", include("tdkt.achievements.urls")),
    path("phong-trao-cua-de-nghi/", include("tdkt.closings.urls")),
    path("ho-so/", include("tdkt.dossiers.urls")),
    path("lay-y-kien/", include("tdkt.opinions.urls")),
    path("viec/", include("tdkt.inbox.urls")),
    path("tam-dung/", include("tdkt.holds.urls")),
    path("hoi-dong/", include("tdkt.councils.urls")),
    path("quyet-dinh/", include("tdkt.decisions.urls")),
    path("bao-cao/", include("tdkt.reports.urls")),
    path("nhap-xuat/", include("tdkt.exchange.urls")),
    path("phap-luat/", include("tdkt.law.urls")),
    path("lo-trinh/", include("tdkt.outlook.urls")),
    path("soan-thao/", include("tdkt.studio.urls")),
    path("", include("tdkt.portal.urls")),
]
