from django.urls import path

from tdkt.movements.views import awards, lists, page, papers, reviews, write

app_name = "movements"
urlpatterns = [
    path("", lists.index, name="index"),
    path("moi/", write.add, name="add"),
    path("<int:pk>/", page.detail, name="detail"),
    path("<int:pk>/sua/", write.edit, name="edit"),
    path("<int:pk>/thoi-gian/", write.days, name="days"),
    path("<int:pk>/huong-ung/", write.respond, name="respond"),
    path("<int:pk>/phat-dong/", write.launch, name="launch"),
    path("<int:pk>/bo/", write.drop, name="drop"),
    path("<int:pk>/nam-sau/", write.roll, name="roll"),
    path("<int:pk>/nhac/", reviews.remind, name="remind"),
    path("<int:pk>/excel/", lists.export, name="export"),
    path("<int:pk>/khen-thuong/", awards.awards, name="awards"),
    path("<int:pk>/van-ban/", papers.add, name="add_paper"),
    path("<int:pk>/danh-gia/<slug:name>/", reviews.review, name="review"),
    path("van-ban/<int:pk>/tep/", papers.file, name="file"),
    path("van-ban/<int:pk>/quan-triet/", papers.known, name="known"),
    path("van-ban/<int:pk>/bo/", papers.remove, name="remove_paper"),
    path("khen-thuong/<int:pk>/go/", awards.untie, name="untie"),
]
