"""Kombu's transport for Redis, so that a worker outlives the Redis that it has lost."""

from kombu.transport import redis


class Channel(redis.Channel):
    """A channel that says when its connection is gone for good.

    A task may end when the worker has a new connection already; it is then acknowledged, or
    given back, on the channel that brought it. Kombu 5.7 meets an AttributeError there, of which
    the worker dies. A lost connection it knows how to bear.
    """

    def _connparams(self, *args: object, **kwargs: object) -> dict[str, object]:
        if self.connection is None or self.connection.client is None:
            raise ConnectionResetError("the connection of this channel is closed")
        return super()._connparams(*args, **kwargs)


class Transport(redis.Transport):
    Channel = Channel
