"""A worker that dies at a given moment of sending; run as a program of its own.

    python -m outbox.tests.broken_sender before|after

``before``: after the mail was claimed, before the server got it. ``after``: once the server has
it, before that is written down.
"""

import os
import sys

import django


def main() -> None:
    django.setup()
    from django.core.mail.backends import filebased
    from django.utils import timezone

    from outbox import delivery

    class Dying(filebased.EmailBackend):
        def send_messages(self, messages) -> int:
            sent = super().send_messages(messages)
            self.stream.flush()
            os._exit(9)
            return sent

    if sys.argv[1] == "before":
        delivery.message_of = lambda mail: os._exit(9)
    else:
        delivery.django_mail.get_connection = Dying
    delivery.send_due(timezone.now())


if __name__ == "__main__":
    main()
