from django.urls import path

from campaigns.outreach.views import accounts, figures, files, links, posts, readings
from campaigns.pictures import views as pictures

app_name = "outreach"

urlpatterns = [
    path("", posts.post_list, name="posts"),
    path("new/", posts.new, name="post_new"),
    path("<int:pk>/", posts.detail, name="post"),
    path("<int:pk>/edit/", posts.edit, name="post_edit"),
    path("<int:pk>/publish/", posts.publish, name="post_publish"),
    path("<int:pk>/answer/", posts.answer, name="post_answer"),
    path("<int:pk>/readings/", readings.add, name="reading_add"),
    path("readings/<int:pk>/", readings.correct, name="reading"),
    path("<int:pk>/pictures/new/", pictures.add_to_post, name="post_picture_add"),
    path("pictures/<uuid:key>/", pictures.picture, name="picture"),
    path("pictures/<uuid:key>/<slug:size>.webp", pictures.file, name="picture_file"),
    path("pictures/<uuid:key>/take-away/", pictures.take_away, name="picture_take_away"),
    path("figures/", figures.figures, name="figures"),
    path("accounts/", accounts.account_list, name="accounts"),
    path("accounts/new/", accounts.new, name="account_new"),
    path("accounts/<int:pk>/", accounts.detail, name="account"),
    path("accounts/<int:pk>/edit/", accounts.edit, name="account_edit"),
    path("accounts/<int:pk>/followers/", accounts.add_followers, name="followers_add"),
    path("accounts/<int:pk>/reach/", accounts.add_reach, name="reach_add"),
    path("links/", links.link_list, name="links"),
    path("links/new/", links.new, name="link_new"),
    path("links/<int:pk>/", links.detail, name="link"),
    path("links/<int:pk>/edit/", links.edit, name="link_edit"),
    path("links/<int:pk>/code.<slug:format_>", links.code, name="link_code"),
    path("files/", files.send, name="files"),
    path("files/<int:pk>/", files.detail, name="file"),
    path("files/<int:pk>/take/", files.take, name="file_take"),
    path("rules/", accounts.rules, name="rules"),
]
