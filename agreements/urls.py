from django.urls import path

from agreements.views import (
    answers,
    draft,
    draft_rows,
    follow_up,
    history,
    patient,
    preparation,
    questions,
    reading,
    staff,
)

app_name = "agreements"

MY = "my/agreement/"
CARE = "care/patients/<uuid:patient_id>/agreements/"
AGREEMENT = CARE + "<uuid:agreement_id>/"
VERSION = CARE + "versions/<uuid:version_id>/"
DRAFT = CARE + "drafts/<uuid:version_id>/"
ROW = DRAFT + "rows/<slug:noun>/<uuid:row_id>/"

urlpatterns = [
    path(MY, patient.my_agreement, name="my_agreement"),
    path(MY + "versions/<uuid:version_id>/", patient.my_version, name="my_version"),
    path(MY + "versions/<uuid:version_id>/acceptance/", patient.my_acceptance, name="my_acceptance"),
    path(MY + "versions/<uuid:version_id>/disagreement/", patient.my_disagreement, name="my_disagreement"),
    path(MY + "versions/<uuid:version_id>/withdrawal/", patient.my_withdrawal, name="my_withdrawal"),
    path(MY + "versions/<uuid:version_id>/questions/", questions.my_question, name="my_question"),
    path(MY + "versions/<uuid:version_id>/review/", questions.my_review, name="my_review"),
    path(MY + "questions/<uuid:question_id>/", questions.my_reply, name="my_reply"),
    path(MY + "scans/<uuid:scan_id>/", answers.my_scan, name="my_scan"),
    path(MY + "<uuid:agreement_id>/history/", history.my_history, name="my_history"),
    path(MY + "<uuid:agreement_id>/comparison/", history.my_comparison, name="my_comparison"),
    path(MY + "promises/<uuid:promise_id>/", patient.my_promise, name="my_promise"),
    path("my/what-matters/", patient.what_matters, name="what_matters"),
    path("my/preparation/", preparation.my_preparation, name="my_preparation"),
    path("my/preparation/units/<uuid:unit_id>/", preparation.my_concordances, name="my_concordances"),
    path("my/preparation/<uuid:concordance_id>/", preparation.my_concordance, name="my_concordance"),
    path("my/if-i-get-worse/", patient.my_warning_signs, name="my_warning_signs"),
    path("at-home-worker.js", patient.at_home_worker, name="at_home_worker"),
    path("care/agreements/", follow_up.follow_up, name="follow_up"),
    path(CARE, staff.agreements, name="agreements"),
    path(CARE + "start/", staff.start, name="start"),
    path(CARE + "promises/<uuid:promise_id>/", staff.report, name="report"),
    path(CARE + "concordances/", preparation.concordances, name="concordances"),
    path(CARE + "concordances/<uuid:concordance_id>/", preparation.concordance, name="concordance"),
    path(
        DRAFT + "preparations/<uuid:preparation_id>/quotation/",
        preparation.preparation_quotation,
        name="preparation_quotation",
    ),
    path(CARE + "questions/<uuid:question_id>/", questions.reply, name="reply"),
    path(CARE + "answers/<uuid:acceptance_id>/scan/", answers.new_scan, name="new_scan"),
    path(CARE + "scans/<uuid:scan_id>/", answers.scan, name="scan"),
    path(VERSION + "answer/", answers.answer, name="answer"),
    path(VERSION + "informed/", answers.informed, name="informed"),
    path(VERSION + "unit-answer/", answers.unit_answer, name="unit_answer"),
    path(VERSION + "questions/", questions.question, name="question"),
    path(VERSION + "review/", questions.review, name="review"),
    path(DRAFT, draft.editor, name="editor"),
    path(DRAFT + "frame/", draft.frame, name="frame"),
    path(DRAFT + "words/", draft.words, name="words"),
    path(DRAFT + "quotation/", draft.quotation, name="quotation"),
    path(DRAFT + "proposal/", draft.proposal, name="proposal"),
    path(DRAFT + "reading/", reading.reading, name="reading"),
    path(DRAFT + "our-agreement/", reading.our_agreement, name="our_agreement"),
    path(DRAFT + "our-disagreement/", reading.our_disagreement, name="our_disagreement"),
    path(DRAFT + "rows/<slug:noun>/", draft_rows.new_row, name="new_row"),
    path(DRAFT + "rows/<slug:noun>/returns/", draft_rows.row_return, name="row_return"),
    path(ROW, draft_rows.row, name="row"),
    path(ROW + "place/", draft_rows.row_place, name="row_place"),
    path(ROW + "removal/", draft_rows.row_removal, name="row_removal"),
    path("care/drafts/<uuid:version_id>/pulse/", draft.pulse, name="pulse"),
    path(AGREEMENT, staff.agreement, name="agreement"),
    path(AGREEMENT + "versions/", staff.versions, name="versions"),
    path(AGREEMENT + "versions/<uuid:version_id>/", staff.agreement, name="version"),
    path(AGREEMENT + "history/", history.history, name="history"),
    path(AGREEMENT + "comparison/", history.comparison, name="comparison"),
    path(AGREEMENT + "ending/", staff.ending, name="ending"),
    path(AGREEMENT + "error-mark/", staff.error_mark, name="error_mark"),
]
