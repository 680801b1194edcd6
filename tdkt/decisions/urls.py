from django.urls import path

from tdkt.decisions.views import decide, ledger, submissions

app_name = "decisions"
urlpatterns = [
    path("", ledger.decisions, name="decisions"),
    path("tra-cuu/", ledger.look_up, name="look_up"),
    path("tra-cuu/xuat/", ledger.export, name="export"),
    path("dot/<int:round_pk>/", decide.pick, name="pick"),
    path("dot/<int:round_pk>/ban-hanh/", decide.issue, name="issue"),
    path("dot/<int:round_pk>/trinh/", decide.submit, name="submit"),
    path("dot/<int:round_pk>/cap-duoi-da-trinh/", submissions.waiting, name="waiting"),
    path("de-nghi/<int:pk>/noi-quyet-dinh/", decide.decider, name="decider"),
    path("<int:pk>/", ledger.decision, name="decision"),
    path("<int:pk>/quyet-dinh.docx", ledger.paper, name="paper"),
    path("<int:pk>/xuat/", ledger.export_decision, name="export_decision"),
    path("to-trinh/<int:pk>/", submissions.submission, name="submission"),
    path("to-trinh/<int:pk>/to-trinh.docx", submissions.paper, name="submission_paper"),
    path("khen-thuong/<int:pk>/huy/", ledger.cancel, name="cancel"),
]
