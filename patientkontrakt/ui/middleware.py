from django.http import HttpResponseNotAllowed

from patientkontrakt.ui.errors import method_not_allowed


class NeverAnEmptyPageMiddleware:
    """Django says 405 with an empty page, to whoever reloads a form's address or signs in back to it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or response.content or request.method == "HEAD":
            return response
        page = method_not_allowed(request)
        page["Allow"] = response["Allow"]
        return page
