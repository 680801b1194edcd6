from django.urls import path

from tdkt.achievements.views import history, reading, writing

app_name = "achievements"
urlpatterns = [
    path("", reading.index, name="index"),
    path("ho-so/<int:pk>/", reading.begin, name="begin"),
    path("<int:pk>/", reading.read, name="read"),
    path("<int:pk>/word/", reading.word, name="word"),
    path("<int:pk>/xong/", reading.finish, name="finish"),
    path("<int:pk>/viet-tiep/", reading.reopen, name="reopen"),
    path("<int:pk>/viet/", writing.write, name="write"),
    path("<int:pk>/viet/<slug:key>/", writing.section, name="section"),
    path("<int:pk>/luu/<slug:key>/", writing.save, name="save"),
    path("<int:pk>/phien-ban/<slug:key>/", history.versions, name="versions"),
    path("phien-ban/<int:pk>/lay-lai/", history.restore, name="restore"),
    path("phien-ban/<int:pk>/de-lai/", history.leave, name="leave"),
]
