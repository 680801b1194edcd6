from django.urls import path

from tdkt.confirmations.views import ask, board, clusters, consult, department, index

app_name = "confirmations"
urlpatterns = [
    path("", index.index, name="index"),
    path("dot/<int:pk>/", board.board, name="board"),
    path("dot/<int:pk>/xuat/", board.export, name="export"),
    path("dot/<int:pk>/hoi/", ask.ask, name="ask"),
    path("dot/<int:pk>/hiep-y/", consult.ask, name="consult"),
    path("dot/<int:pk>/cum-khoi/", clusters.clusters, name="clusters"),
    path("phieu/<int:pk>/", department.department, name="request"),
    path("phieu/<int:pk>/nhac/", board.remind_department, name="remind"),
    path("phieu/<int:pk>/khep/", board.close, name="close"),
    path("hiep-y/", consult.letters, name="letters"),
    path("hiep-y/<int:pk>/", consult.letter, name="letter"),
    path("hiep-y/<int:pk>/cong-van/", consult.letter_paper, name="letter_paper"),
    path("hiep-y/van-ban/<int:pk>/", consult.paper, name="paper"),
]
