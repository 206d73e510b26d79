"""The places that the signed-in person can go to, for base.html."""


def navigation(request) -> dict:
    return {"navigation": []}
