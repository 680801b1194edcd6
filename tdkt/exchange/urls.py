from django.urls import path

from tdkt.exchange import views

app_name = "exchange"
urlpatterns = [
    path("", views.index, name="index"),
    path("mau/<slug:kind>/", views.template_file, name="template"),
    path("xuat/<slug:kind>/", views.export_file, name="export"),
    path("<int:pk>/", views.batch_page, name="batch"),
    path("<int:pk>/ghep-cot/", views.mapping_page, name="mapping"),
    path("<int:pk>/dong/<int:number>/", views.row_page, name="row"),
    path("<int:pk>/loi/", views.errors_file, name="errors"),
    path("<int:pk>/kiem-tra-lai/", views.recheck, name="recheck"),
    path("<int:pk>/xac-nhan/", views.confirm, name="confirm"),
    path("<int:pk>/bo/", views.discard, name="discard"),
]
