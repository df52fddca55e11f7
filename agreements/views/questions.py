"""Questions and their replies, and asking to look at the agreement again: pages of both sides."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from agreements import actions
from agreements.forms.answers import QuestionForm, ReplyForm, ReviewForm
from agreements.permissions import check_may_answer, check_may_reply
from agreements.views.attempt import attempt
from contacts.permissions import may_see_location
from patientkontrakt.access.guards import for_patient, for_staff
from patientkontrakt.people.permissions import Permission


@for_patient(Permission.OWN_CONFIRM)
def my_question(request, patient, version_id):
    """Ask before answering. The proposal waits meanwhile."""
    version = get_object_or_404(patient.agreement_versions.proposed().with_rows(), pk=version_id)
    form = QuestionForm(request.POST or None, version=version)
    if form.is_valid() and attempt(
        form, actions.ask_question, version=version, **form.question, by=request.actor
    ):
        messages.success(request, _("Thank you. Your question is sent. The answer comes here."))
        return redirect("agreements:my_agreement")
    return render(request, "agreements/my_question.html", {"patient": patient, "form": form})


@for_patient(Permission.OWN_CONFIRM)
def my_reply(request, patient, question_id):
    """Care has asked something."""
    rows = patient.agreement_questions.select_related("agreement_version__agreement__unit")
    question = get_object_or_404(rows.with_points(), pk=question_id)
    check_may_reply(request.actor, question)
    form = ReplyForm(request.POST or None)
    if form.is_valid() and attempt(
        form, actions.reply_to_question, question=question, **form.cleaned_data, by=request.actor
    ):
        messages.success(request, _("Thank you. Your answer is sent."))
        return redirect("agreements:my_agreement")
    context = {"patient": patient, "question": question, "form": form}
    context["hides_location"] = not may_see_location(request.actor, patient)
    return render(request, "agreements/my_reply.html", context)


@for_patient(Permission.OWN_CONFIRM)
def my_review(request, patient, version_id):
    """Something has happened: ask to look at the agreement again."""
    version = get_object_or_404(
        patient.agreement_versions.proposed().select_related("agreement"), pk=version_id
    )
    form = ReviewForm(request.POST or None)
    if form.is_valid() and attempt(
        form, actions.ask_for_review, version=version, **form.cleaned_data, by=request.actor
    ):
        messages.success(request, _("Thank you. Care sees that you want to look at the agreement again."))
        return redirect("agreements:my_agreement")
    return render(request, "agreements/my_review.html", {"patient": patient, "form": form})


@for_staff(Permission.OPEN_RECORD)
def question(request, patient, version_id):
    """Care, or a unit of the municipality that is named, asks."""
    version = get_object_or_404(patient.agreement_versions.proposed().with_rows(), pk=version_id)
    check_may_answer(request.actor, version)
    form = QuestionForm(request.POST or None, version=version)
    if form.is_valid() and attempt(
        form, actions.ask_question, version=version, **form.question, by=request.actor
    ):
        messages.success(request, _("The question is sent."))
        return redirect("agreements:agreement", patient.pk, version.agreement_id)
    context = {"patient": patient, "version": version, "form": form}
    return render(request, "agreements/question.html", context)


@for_staff(Permission.ACCEPT_FOR_CARE)
def reply(request, patient, question_id):
    """Answer what the patient or others ask."""
    rows = patient.agreement_questions.select_related("agreement_version__agreement__unit")
    asked = get_object_or_404(rows.with_points(), pk=question_id)
    check_may_reply(request.actor, asked)
    form = ReplyForm(request.POST or None)
    if form.is_valid() and attempt(
        form, actions.reply_to_question, question=asked, **form.cleaned_data, by=request.actor
    ):
        messages.success(request, _("The answer is sent."))
        return redirect("agreements:agreement", patient.pk, asked.agreement_version.agreement_id)
    return render(request, "agreements/reply.html", {"patient": patient, "question": asked, "form": form})


@for_staff(Permission.ACCEPT_FOR_CARE)
def review(request, patient, version_id):
    """Care asks to look at the agreement again before its day."""
    rows = patient.agreement_versions.proposed().select_related("agreement__unit")
    version = get_object_or_404(rows, pk=version_id)
    check_may_answer(request.actor, version)
    form = ReviewForm(request.POST or None)
    if form.is_valid() and attempt(
        form, actions.ask_for_review, version=version, **form.cleaned_data, by=request.actor
    ):
        messages.success(request, _("The patient sees that it is time to look at the agreement again."))
        return redirect("agreements:agreement", patient.pk, version.agreement_id)
    return render(request, "agreements/review.html", {"patient": patient, "version": version, "form": form})
