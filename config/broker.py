"""Kombu's transport for Redis, so that a worker outlives the Redis that it has lost."""

import contextlib
from collections.abc import Iterator

from kombu.transport import redis, virtual


class QoS(redis.QoS):
    """Counts the tasks that a worker has; it takes no more than it can do.

    With Kombu 5.7 a task whose end could not be told to Redis counted until the connection was
    a new one. A Redis that hung at two such moments left a worker waiting for ever. What could not
    be told comes again, as of a worker that died.
    """

    def ack(self, delivery_tag: str) -> None:
        with self._counted_down(delivery_tag):
            super().ack(delivery_tag)

    def reject(self, delivery_tag: str, requeue: bool = False) -> None:
        with self._counted_down(delivery_tag):
            super().reject(delivery_tag, requeue=requeue)

    @contextlib.contextmanager
    def _counted_down(self, delivery_tag: str) -> Iterator[None]:
        try:
            yield
        except Exception:
            virtual.QoS.ack(self, delivery_tag)
            raise


class Channel(redis.Channel):
    """A channel that says when its connection is gone for good.

    A task may end when the worker has a new connection already; it is then acknowledged, or
    given back, on the channel that brought it. Kombu 5.7 meets an AttributeError there, of which
    the worker dies. A lost connection it knows how to bear.
    """

    QoS = QoS

    def _connparams(self, *args: object, **kwargs: object) -> dict[str, object]:
        if self.connection is None or self.connection.client is None:
            raise ConnectionResetError("the connection of this channel is closed")
        return super()._connparams(*args, **kwargs)


class Transport(redis.Transport):
    Channel = Channel
