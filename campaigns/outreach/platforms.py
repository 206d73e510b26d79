"""Which platform an address is of, and how two addresses of one post are told to be the same."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from campaigns.outreach.choices import Platform

HOSTS = {
    "instagram.com": Platform.INSTAGRAM,
    "facebook.com": Platform.FACEBOOK,
    "fb.com": Platform.FACEBOOK,
    "fb.watch": Platform.FACEBOOK,
    "tiktok.com": Platform.TIKTOK,
    "youtube.com": Platform.YOUTUBE,
    "youtu.be": Platform.YOUTUBE,
    "t.me": Platform.TELEGRAM,
    "telegram.me": Platform.TELEGRAM,
    "vk.com": Platform.VK,
    "vk.ru": Platform.VK,
    "whatsapp.com": Platform.WHATSAPP,
    "threads.net": Platform.THREADS,
    "threads.com": Platform.THREADS,
    "x.com": Platform.X,
    "twitter.com": Platform.X,
}
KEPT_IN_QUERIES = {"v", "story_fbid", "id", "fbid", "w", "z", "list"}
"""What a query says about which post it is; all else tells who shared it, and is dropped."""

SHORT_YOUTUBE = "youtu.be"


def is_link(text: str) -> bool:
    """Whether this leads to a page of the web; a port that no computer has leads nowhere."""
    try:
        parts = urlsplit(text.strip())
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def platform_of(link: str) -> Platform:
    """Where an address leads; a page that is no known platform's is elsewhere."""
    host = _host(urlsplit(link))
    for known, platform in HOSTS.items():
        if host == known or host.endswith(f".{known}"):
            return platform
    return Platform.OTHER


def plain_link(link: str) -> str:
    """One spelling for all addresses of a post: what tells who shared it is left out.

    A short address of a video becomes the long one.
    """
    parts = urlsplit(link.strip())
    host, path = _host(parts), parts.path.rstrip("/")
    query = [(name, value) for name, value in parse_qsl(parts.query) if name in KEPT_IN_QUERIES]
    if host == SHORT_YOUTUBE and path.count("/") == 1:
        host, query, path = "youtube.com", [("v", path.strip("/"))], "/watch"
    return urlunsplit(("https", host, path, urlencode(query), ""))


def _host(parts) -> str:
    host = (parts.hostname or "").lower()
    for prefix in ("www.", "m.", "web."):
        host = host.removeprefix(prefix)
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    return host + port
