from django.urls import path

from tdkt.opinions.views import complaints, office, public

app_name = "opinions"
urlpatterns = [
    # open to everybody
    path("", public.windows, name="public_list"),
    path("tra-cuu/", public.receipt, name="receipt"),
    # the office
    path("quan-ly/", office.index, name="index"),
    path("quan-ly/dot/<int:pk>/chuan-bi/", office.prepare, name="prepare"),
    path("quan-ly/<int:pk>/", office.detail, name="detail"),
    path("quan-ly/<int:pk>/bao-cao/", office.report, name="report"),
    path("quan-ly/<int:pk>/<slug:name>/", office.step, name="step"),
    path("quan-ly/tom-tat/<int:pk>/", office.summary, name="summary"),
    path("quan-ly/y-kien/<int:pk>/<slug:name>/", office.opinion, name="opinion"),
    path("don/", complaints.index, name="complaints"),
    path("don/moi/", complaints.add, name="add_complaint"),
    path("don/<int:pk>/", complaints.detail, name="complaint"),
    path("don/<int:pk>/thoi-han/", complaints.limits, name="complaint_limits"),
    path("don/<int:pk>/buoc/", complaints.step, name="complaint_step"),
    # open to everybody: last, since a window's address is any word
    path("<str:slug>/", public.window, name="public_window"),
    path("<str:slug>/gop-y/", public.give, name="give_general"),
    path("<str:slug>/gop-y/<int:pk>/", public.give, name="give"),
]
