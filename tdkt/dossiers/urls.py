from django.urls import path

from tdkt.dossiers.views import bulk, desk, nomination, papers, put_forward, rounds

app_name = "dossiers"
urlpatterns = [
    path("", rounds.rounds, name="rounds"),
    path("mo-dot/", rounds.open_new, name="open_round"),
    path("dot/<int:pk>/", desk.desk, name="desk"),
    path("dot/<int:pk>/xuat/", desk.export, name="export"),
    path("dot/<int:pk>/buoc/", bulk.take_step, name="take_step"),
    path("dot/<int:pk>/phan-cong/", bulk.hand_out, name="hand_out"),
    path("dot/<int:pk>/sua/", rounds.edit, name="edit_round"),
    path("dot/<int:pk>/mo-lai/", rounds.reopen, name="reopen_round"),
    path("dot/<int:pk>/khep/", rounds.close, name="close_round"),
    path("dot/<int:pk>/xet-lai/", rounds.judge_again, name="judge_again"),
    path("dot/<int:pk>/tien-do/", rounds.unit_progress, name="progress"),
    path("dot/<int:pk>/de-nghi/<int:unit_pk>/<slug:kind>/", put_forward.choose, name="choose"),
    path("dot/<int:pk>/de-nghi/<int:unit_pk>/<slug:kind>/tinh/", put_forward.count, name="count"),
    path("de-nghi/<int:pk>/", nomination.detail, name="nomination"),
    path("de-nghi/<int:pk>/hinh-thuc-khac/", nomination.other, name="propose_other"),
    path("de-nghi/<int:pk>/sua/", nomination.edit, name="edit"),
    path("de-nghi/<int:pk>/giay-to/", papers.attach, name="attach"),
    path("de-nghi/<int:pk>/giai-trinh/", papers.excuse, name="excuse"),
    path("giai-trinh/<int:pk>/rut/", papers.unexcuse, name="unexcuse"),
    path("giay-to/<int:pk>/", papers.paper, name="paper"),
    path("giay-to/<int:pk>/bo/", papers.detach, name="detach"),
]
