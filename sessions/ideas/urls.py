from django.urls import path

from sessions.ideas import views

urlpatterns = [
    path("ideas/", views.idea_list, name="ideas"),
    path("ideas/new/", views.propose, name="idea_new"),
    path("ideas/<int:pk>/", views.idea_detail, name="idea"),
    path("ideas/<int:pk>/support/", views.support, name="idea_support"),
    path("ideas/<int:pk>/answer/", views.answer, name="idea_answer"),
    path("ideas/<int:pk>/lesson/", views.lesson, name="idea_lesson"),
]
