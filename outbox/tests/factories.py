"""Letters of a kind that only tests know."""

from outbox.kinds import Content, LetterKind, announce
from outbox.models import Letter
from outbox.services import Draft, Receiver, write_letters


def content_of_note(letter: Letter) -> Content | None:
    if letter.data.get("overtaken"):
        return None
    return Content(subject=f"Note {letter.cause}", paragraphs=[letter.data.get("text", "Hello")])


announce(
    LetterKind(
        "test_note", label="Notes", content=content_of_note, hint="For tests.", is_optional=True
    )
)


def write(
    cause: str, *, address: str = "dana@example.org", user=None, language="en", by=None, **fields
) -> None:
    """Write one letter."""
    receiver = Receiver(
        name="Dana Testova",
        address=address,
        language=language,
        user_id=user.pk if user else None,
        person=fields.pop("person", None),
        copy_to=fields.pop("copy_to", ""),
    )
    write_letters([Draft(kind="test_note", cause=cause, receiver=receiver, **fields)], by=by)
