"""The managers' figures as JSON, for those who may see the pages: same guards, and the same is hidden."""

from functools import wraps

from django.http import JsonResponse
from django.shortcuts import render
from django.urls import get_resolver
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.authentication import SessionAuthentication
from rest_framework.decorators import (
    api_view,
    authentication_classes,
    permission_classes,
    renderer_classes,
)
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from patientkontrakt.access.guards import for_staff
from patientkontrakt.people.permissions import Permission
from surveys.permissions import units_of
from surveys.seeing import own_unit, see_level, see_own_question, see_question
from surveys.serializers import (
    LevelSerializer,
    OneOwnQuestionSerializer,
    OneQuestionSerializer,
    UnitSerializer,
)

ABOUT = {
    "title": "Patientkontrakt: figures of the 7 questions",
    "version": "1",
    "description": (
        "For signed-in managers, by the session's cookie. Only GET. What lies outside the own branch answers "
        "404, another role 403, nobody signed in 302 to the sign-in. Too few answers are null, as none are."
    ),
}


def as_json(**documented):
    """Django's own function around the framework's, which would let all past LoginRequiredMiddleware."""

    def decorate(view):
        answering = renderer_classes([JSONRenderer])(permission_classes([])(view))
        answering = api_view(["GET"])(authentication_classes([SessionAuthentication])(answering))
        answering = extend_schema(**documented)(answering)

        @wraps(view)
        def answered(request, *args, **kwargs):
            return answering(request, *args, **kwargs)

        answered.cls, answered.initkwargs = answering.cls, answering.initkwargs
        return answered

    return decorate


@for_staff(Permission.SEE_FIGURES)
@as_json(responses=UnitSerializer(many=True), operation_id="units", summary="The units that you may see")
def api_units(request):
    return Response(UnitSerializer(units_of(request.actor), many=True).data)


@for_staff(Permission.SEE_FIGURES)
@as_json(responses=LevelSerializer, operation_id="unit", summary="A unit's figures, with all below it")
def api_unit(request, unit_id):
    return Response(LevelSerializer(see_level(own_unit(request.actor, unit_id), request.actor)).data)


@for_staff(Permission.SEE_FIGURES)
@as_json(responses=OneQuestionSerializer, operation_id="question", summary="A question over time and by band")
def api_question(request, unit_id, number):
    seen = see_question(own_unit(request.actor, unit_id), number, request.actor)
    return Response(OneQuestionSerializer(seen).data)


@for_staff(Permission.SEE_FIGURES)
@as_json(responses=OneOwnQuestionSerializer, operation_id="own_question", summary="One of the region's own")
def api_own_question(request, unit_id, edition_id, number):
    unit = own_unit(request.actor, unit_id)
    seen = see_own_question(unit, edition_id, number, request.actor)
    return Response(OneOwnQuestionSerializer(seen).data)


@for_staff(Permission.SEE_FIGURES)
def api_document(request):
    """OpenAPI 3, made from the code."""
    return JsonResponse(document())


@for_staff(Permission.SEE_FIGURES)
def api_pages(request):
    """The document as a page to read."""
    return render(request, "surveys/api.html", {"document": document(), "unit": request.actor.unit})


def document() -> dict:
    return SchemaGenerator(patterns=patterns()).get_schema(request=None, public=True) | {"info": ABOUT}


def patterns():
    """Of the addresses of this file alone."""
    return [
        pattern
        for pattern in get_resolver("surveys.urls").url_patterns
        if getattr(pattern.callback, "cls", None) is not None
    ]
