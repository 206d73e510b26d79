"""What volunteers are told about their posts."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from campaigns.models import Post, PostStatus
from outbox.handover import absolute
from outbox.kinds import Content
from outbox.models import Letter
from outbox.services import Draft, write_letters
from volunteers.receivers import receiver_of

KIND = "post_answered"


def tell_author(post: Post, *, by: User) -> None:
    """Of a yes to what waited, and of every no; that a post which is out is fine needs no mail."""
    if not post.volunteer_id or post.status == PostStatus.PUBLISHED:
        return
    draft = Draft(
        kind=KIND,
        cause=f"{KIND}:{post.pk}:{post.checked_at.isoformat()}",
        receiver=receiver_of(post.volunteer, KIND),
        about=f"post:{post.pk}",
        region_id=post.region_id,
        data={"post": post.pk, "status": post.status},
    )
    write_letters([draft], by=by)


def words_of_answer(letter: Letter) -> Content | None:
    """What the letter to an author says; nothing once it was answered otherwise."""
    post = Post.objects.filter(pk=letter.data["post"]).first()
    if not post or post.status != letter.data["status"]:
        return None
    if post.status == PostStatus.DECLINED:
        subject = _("About your post: %(title)s")
        paragraphs = [
            _("Thank you for your post. A coordinator has looked at it and says no to this one:"),
            post.decline_reason,
        ]
    else:
        subject = _("You can publish it: %(title)s")
        paragraphs = [
            _("Your coordinator says yes. Publish it, then paste its link here: so it counts.")
        ]
    return Content(
        subject=subject % {"title": post.title},
        paragraphs=paragraphs,
        url=absolute(reverse("outreach:post", args=[post.pk])),
        button=_("See your post"),
    )
