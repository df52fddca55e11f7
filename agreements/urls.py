from django.urls import path

from agreements.views import draft, patient, staff

app_name = "agreements"

MY = "my/agreement/"
CARE = "care/patients/<uuid:patient_id>/agreements/"
AGREEMENT = CARE + "<uuid:agreement_id>/"
VERSION = CARE + "versions/<uuid:version_id>/"
DRAFT = CARE + "drafts/<uuid:version_id>/"

urlpatterns = [
    path(MY, patient.my_agreement, name="my_agreement"),
    path(MY + "versions/<uuid:version_id>/", patient.my_version, name="my_version"),
    path(MY + "versions/<uuid:version_id>/acceptance/", patient.my_acceptance, name="my_acceptance"),
    path(MY + "versions/<uuid:version_id>/disagreement/", patient.my_disagreement, name="my_disagreement"),
    path(MY + "versions/<uuid:version_id>/withdrawal/", patient.my_withdrawal, name="my_withdrawal"),
    path(MY + "promises/<uuid:promise_id>/", patient.my_promise, name="my_promise"),
    path("my/what-matters/", patient.what_matters, name="what_matters"),
    path("my/if-i-get-worse/", patient.my_warning_signs, name="my_warning_signs"),
    path(CARE, staff.agreements, name="agreements"),
    path(CARE + "start/", staff.start, name="start"),
    path(CARE + "promises/<uuid:promise_id>/", staff.report, name="report"),
    path(VERSION + "answer/", staff.answer, name="answer"),
    path(DRAFT, draft.editor, name="editor"),
    path(DRAFT + "frame/", draft.frame, name="frame"),
    path(DRAFT + "words/", draft.words, name="words"),
    path(DRAFT + "quotation/", draft.quotation, name="quotation"),
    path(DRAFT + "proposal/", draft.proposal, name="proposal"),
    path(DRAFT + "rows/<slug:noun>/", draft.new_row, name="new_row"),
    path(DRAFT + "rows/<slug:noun>/<uuid:row_id>/", draft.row, name="row"),
    path(DRAFT + "rows/<slug:noun>/<uuid:row_id>/removal/", draft.row_removal, name="row_removal"),
    path(AGREEMENT, staff.agreement, name="agreement"),
    path(AGREEMENT + "versions/", staff.versions, name="versions"),
    path(AGREEMENT + "versions/<uuid:version_id>/", staff.agreement, name="version"),
    path(AGREEMENT + "ending/", staff.ending, name="ending"),
    path(AGREEMENT + "error-mark/", staff.error_mark, name="error_mark"),
]
