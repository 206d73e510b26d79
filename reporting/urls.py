from django.urls import path

from reporting import export_list, views
from reporting.behind.views import behind
from reporting.certificates import views as certificates
from reporting.certificates import volunteer_views as volunteer_certificates
from reporting.goals import views as goals
from reporting.publishing.views import approving, drafting, published, world
from reporting.quality import views as quality_views
from reporting.subscriptions import views as subscriptions
from reporting.targets import views as targets

app_name = "reports"

urlpatterns = [
    path("", views.impact, name="impact"),
    path("count/", views.count, name="count"),
    path("behind/", behind, name="behind"),
    path("export/", views.export, name="export"),
    path("outreach.csv", views.outreach_csv, name="outreach_csv"),
    path("exports/", export_list.exports, name="exports"),
    path("exports/<int:pk>/file/", export_list.export_file, name="export_file"),
    path("freshness/", views.freshness, name="freshness"),
    path("headline/", views.headline, name="headline"),
    path("goals/", goals.goals, name="goals"),
    path("goals/new/", goals.create, name="contribution_create"),
    path("goals/<int:pk>/", goals.edit, name="contribution_edit"),
    path("goals/<int:pk>/remove/", goals.remove, name="contribution_remove"),
    path("certificates/of-school/<int:pk>/", certificates.of_school, name="certificates_of_school"),
    path(
        "certificates/of-volunteer/<int:pk>/",
        volunteer_certificates.of_volunteer,
        name="certificates_of_volunteer",
    ),
    path("certificates/<int:pk>/pdf/", certificates.pdf, name="certificate_pdf"),
    path("certificates/<int:pk>/revoke/", certificates.revoke, name="certificate_revoke"),
    path("subscriptions/", subscriptions.subscriptions, name="subscriptions"),
    path("subscriptions/<int:pk>/", subscriptions.subscription, name="subscription"),
    path("subscriptions/<int:pk>/stop/", subscriptions.stop, name="subscription_stop"),
    path("subscriptions/<int:pk>/resume/", subscriptions.resume, name="subscription_resume"),
    path("subscriptions/mails/<int:pk>/again/", subscriptions.send_again, name="mail_again"),
    path("targets/", targets.targets, name="targets"),
    path("targets/new/", targets.create, name="target_create"),
    path("targets/<int:pk>/", targets.edit, name="target_edit"),
    path("targets/<int:pk>/remove/", targets.remove, name="target_remove"),
    path("publications/", published.publications, name="publications"),
    path("publications/new/", drafting.create, name="publication_create"),
    path("publications/<int:pk>/", published.publication, name="publication"),
    path("publications/<int:pk>/edit/", drafting.edit, name="publication_edit"),
    path("publications/<int:pk>/preview/", drafting.preview, name="publication_preview"),
    path("publications/<int:pk>/submit/", drafting.submit, name="publication_submit"),
    path("publications/<int:pk>/take-back/", drafting.take_back, name="publication_take_back"),
    path("publications/<int:pk>/take-over/", drafting.take_over, name="publication_take_over"),
    path("publications/<int:pk>/discard/", drafting.discard, name="publication_discard"),
    path("publications/<int:pk>/approve/", approving.approve, name="publication_approve"),
    path("publications/<int:pk>/send-back/", approving.send_back, name="publication_send_back"),
    path("publications/<int:pk>/again/", approving.publish_again, name="publication_again"),
    path("publications/<int:pk>/withdraw/", approving.withdraw, name="publication_withdraw"),
    path("publications/<int:pk>/edition/", drafting.start_edition, name="publication_edition"),
    path("publications/<int:pk>/open/", world.open_page, name="publication_open"),
    path("publications/<int:pk>/close/", world.close_page, name="publication_close"),
    path("p/<str:token>/", world.open_report, name="open"),
    path("p/<str:token>/embed/", world.embedded_report, name="open_embed"),
    path("p/<str:token>/report.<str:format_>", world.open_file, name="open_file"),
    path("publications/<int:pk>/document/", published.document, name="publication_document"),
    path(
        "publications/<int:pk>/report.<str:format_>",
        published.frozen_file,
        name="publication_file",
    ),
    path("publications/<int:pk>/differences/", published.differences, name="differences"),
    path("publications/<int:pk>/compare/", published.compare, name="publication_compare"),
    path("impact/", views.impact_headline, name="impact_headline"),
    path("quality/", quality_views.quality, name="quality"),
    path("quality/summary/", quality_views.summary, name="quality_summary"),
    path("quality/review/", quality_views.review, name="quality_review"),
    path("quality/take-back/<int:pk>/", quality_views.take_back, name="quality_take_back"),
]
