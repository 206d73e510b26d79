from django.urls import path

from campaigns.views import campaigns

app_name = "campaigns"

urlpatterns = [
    path("", campaigns.campaigns, name="list"),
    path("new/", campaigns.create, name="create"),
    path("<int:pk>/", campaigns.detail, name="detail"),
]
