"""What a job may end with other than success."""


class JobRefused(Exception):  # noqa: N818 - an answer, not an accident
    """What was asked for cannot be done, and the person who asked can do something about it.

    :param message: what to do, in the language of the job; shown as it is.
    :param result: more for the job's page, such as the faults of a file.
    """

    def __init__(self, message: str, *, result: dict | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.result = result or {}


class JobTakenOver(Exception):  # noqa: N818
    """This worker was believed dead and its job was given to another one."""
