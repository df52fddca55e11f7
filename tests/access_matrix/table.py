"""Who may use which address. One row an address: who is let in, and what a GET of the own things answers.

Everyone else is sent to sign in (anonymous), sent to choose whom they act as (signed in without capacity),
or refused (403). Other people's things do not exist (404), whatever the role.
"""

from tests.access_matrix.people import ANONYMOUS, NO_CAPACITY

PATIENT = {"patient"}
PATIENT_SIDE = {"patient", "delegate"}
CARE = {"clinician", "coordinating_contact"}
MEETS_PATIENTS = CARE | {"municipal_staff"}
FIGURES = {"unit_manager", "area_manager", "region_developer"}
RUNS_ROUNDS = {"unit_manager", "region_developer"}
EDITS_PATHS = {"coordinating_contact", "unit_manager"}
SIGNED_IN = PATIENT_SIDE | MEETS_PATIENTS | FIGURES | {"log_reviewer", "administrator", NO_CAPACITY}
EVERYONE = SIGNED_IN | {ANONYMOUS}
PAGE, ONLY_POST, LEADS_ON = 200, 405, 302

TABLE = {
    # For everyone
    "pages:health_live": (EVERYONE, PAGE),
    "pages:health_ready": (EVERYONE, PAGE),
    "pages:start": (EVERYONE, PAGE),
    "pages:how_it_works": (EVERYONE, PAGE),
    "pages:accessibility": (EVERYONE, PAGE),
    "pages:sign_in": (EVERYONE, PAGE),
    "pages:unknown_person": (EVERYONE, 403),
    "pages:sign_out": (EVERYONE, ONLY_POST),
    "pages:demo": (EVERYONE, PAGE),
    "pages:demo_session": (EVERYONE, LEADS_ON),
    "pages:demo_outbox": (EVERYONE, PAGE),
    "set_language": (EVERYONE, LEADS_ON),
    "surveys:answer": (EVERYONE, PAGE),
    "surveys:thanks": (EVERYONE, PAGE),
    "agreements:at_home_worker": (EVERYONE, PAGE),
    "pages:choose_role": (SIGNED_IN, PAGE),
    "pages:home": (SIGNED_IN, LEADS_ON),
    # The patient's side
    "pages:my_home": (PATIENT_SIDE, PAGE),
    "pages:my_access_log": (PATIENT, PAGE),
    "agreements:my_agreement": (PATIENT_SIDE, PAGE),
    "agreements:my_version": (PATIENT_SIDE, PAGE),
    "agreements:my_acceptance": (PATIENT_SIDE, ONLY_POST),
    "agreements:my_disagreement": (PATIENT_SIDE, PAGE),
    "agreements:my_withdrawal": (PATIENT_SIDE, PAGE),
    "agreements:my_question": (PATIENT_SIDE, PAGE),
    "agreements:my_reply": (PATIENT_SIDE, PAGE),
    "agreements:my_review": (PATIENT_SIDE, PAGE),
    "agreements:my_history": (PATIENT_SIDE, PAGE),
    "agreements:my_comparison": (PATIENT_SIDE, PAGE),
    "agreements:my_scan": (PATIENT_SIDE, PAGE),
    "agreements:my_promise": (PATIENT_SIDE, PAGE),
    "agreements:what_matters": (PATIENT_SIDE, PAGE),
    "agreements:my_warning_signs": (PATIENT_SIDE, PAGE),
    "agreements:my_preparation": (PATIENT_SIDE, PAGE),
    "agreements:my_concordance": (PATIENT_SIDE, PAGE),
    "agreements:my_concordances": (PATIENT_SIDE, ONLY_POST),
    "scheduling:my_times": (PATIENT_SIDE, PAGE),
    "scheduling:accept_time": (PATIENT_SIDE, ONLY_POST),
    "scheduling:ask_for_other_times": (PATIENT_SIDE, PAGE),
    "scheduling:my_cancellation": (PATIENT_SIDE, PAGE),
    "scheduling:ask_for_new_time": (PATIENT_SIDE, PAGE),
    "scheduling:calendar": (PATIENT_SIDE, PAGE),
    "contacts:my_contacts": (PATIENT_SIDE, PAGE),
    "planning:my_plans": (PATIENT_SIDE, PAGE),
    "planning:my_plan_document": (PATIENT_SIDE, PAGE),
    "planning:new_wish": (PATIENT_SIDE, PAGE),
    # Care's side
    "pages:work_list": (MEETS_PATIENTS, PAGE),
    "pages:patient_search": (MEETS_PATIENTS, PAGE),
    "pages:record": (MEETS_PATIENTS, PAGE),
    "agreements:follow_up": (MEETS_PATIENTS, PAGE),
    "agreements:agreements": (MEETS_PATIENTS, PAGE),
    "agreements:agreement": (MEETS_PATIENTS, PAGE),
    "agreements:version": (MEETS_PATIENTS, PAGE),
    "agreements:report": (MEETS_PATIENTS, PAGE),
    "agreements:start": (CARE, ONLY_POST),
    "agreements:versions": (CARE, ONLY_POST),
    "agreements:answer": (CARE, PAGE),
    "agreements:informed": (CARE, ONLY_POST),
    "agreements:unit_answer": ({"municipal_staff"}, PAGE),
    "agreements:question": (MEETS_PATIENTS, PAGE),
    "agreements:reply": (CARE, PAGE),
    "agreements:review": (CARE, PAGE),
    "agreements:history": (MEETS_PATIENTS, PAGE),
    "agreements:comparison": (MEETS_PATIENTS, PAGE),
    "agreements:new_scan": (CARE, PAGE),
    "agreements:scan": (MEETS_PATIENTS, PAGE),
    "agreements:ending": (CARE, PAGE),
    "agreements:error_mark": (CARE, PAGE),
    "agreements:concordances": (CARE, ONLY_POST),
    "agreements:concordance": (CARE, PAGE),
    "agreements:preparation_quotation": (CARE, ONLY_POST),
    "agreements:editor": (CARE, PAGE),
    "agreements:frame": (CARE, PAGE),
    "agreements:words": (CARE, PAGE),
    "agreements:quotation": (CARE, ONLY_POST),
    "agreements:proposal": (CARE, ONLY_POST),
    "agreements:new_row": (CARE, PAGE),
    "agreements:row": (CARE, PAGE),
    "agreements:row_place": (CARE, ONLY_POST),
    "agreements:row_removal": (CARE, ONLY_POST),
    "agreements:row_return": (CARE, ONLY_POST),
    "agreements:pulse": (CARE, PAGE),
    "agreements:reading": (CARE, PAGE),
    "agreements:our_agreement": (CARE, ONLY_POST),
    "agreements:our_disagreement": (CARE, PAGE),
    "scheduling:time_list": (MEETS_PATIENTS, PAGE),
    "scheduling:propose": (MEETS_PATIENTS, PAGE),
    "scheduling:answer": (MEETS_PATIENTS, PAGE),
    "scheduling:withdraw": (MEETS_PATIENTS, ONLY_POST),
    "scheduling:accept": (MEETS_PATIENTS, ONLY_POST),
    "scheduling:book": (MEETS_PATIENTS, PAGE),
    "scheduling:book_instead": (MEETS_PATIENTS, PAGE),
    "scheduling:cancel": (MEETS_PATIENTS, PAGE),
    "scheduling:replace": (MEETS_PATIENTS, PAGE),
    "scheduling:mark": (MEETS_PATIENTS, ONLY_POST),
    "contacts:contact_list": (MEETS_PATIENTS, PAGE),
    "contacts:appoint": (CARE, PAGE),
    "contacts:coordination": (CARE, PAGE),
    "contacts:end": (CARE, PAGE),
    "planning:plans": (MEETS_PATIENTS, PAGE),
    "planning:new_plan": (MEETS_PATIENTS, PAGE),
    "planning:edit_plan": (MEETS_PATIENTS, PAGE),
    "planning:plan_document": (MEETS_PATIENTS, PAGE),
    "planning:new_document": (MEETS_PATIENTS, PAGE),
    "planning:end_plan": (MEETS_PATIENTS, PAGE),
    "planning:plan_mistake": (MEETS_PATIENTS, PAGE),
    "planning:new_need": (MEETS_PATIENTS, PAGE),
    "planning:reword_need": (MEETS_PATIENTS, PAGE),
    "planning:responsibility": (MEETS_PATIENTS, PAGE),
    "planning:meet_need": (MEETS_PATIENTS, PAGE),
    "planning:need_mistake": (MEETS_PATIENTS, PAGE),
    # The unit and the organisation
    "contacts:path_list": (EDITS_PATHS, PAGE),
    "contacts:new_path": (EDITS_PATHS, PAGE),
    "contacts:edit_path": (EDITS_PATHS, PAGE),
    "contacts:remove_path": (EDITS_PATHS, ONLY_POST),
    "surveys:insight": (FIGURES, PAGE),
    "surveys:unit": (FIGURES, PAGE),
    "surveys:rounds": (RUNS_ROUNDS, PAGE),
    "surveys:closing": (RUNS_ROUNDS, ONLY_POST),
    "surveys:invitations": (RUNS_ROUNDS, ONLY_POST),
    "pages:log_review": ({"log_reviewer"}, PAGE),
    "pages:organization": ({"administrator"}, PAGE),
}

# Who may use the address, but not on this row: what a unit has written, only that unit changes (403).
NOT_THIS_ROW = {
    "agreements:my_scan": {"delegate"},
    "agreements:unit_answer": {"municipal_staff"},
    "agreements:question": {"municipal_staff"},
    "planning:edit_plan": {"municipal_staff"},
    "planning:new_document": {"municipal_staff"},
    "planning:end_plan": {"municipal_staff"},
    "planning:plan_mistake": {"municipal_staff"},
    "planning:need_mistake": {"municipal_staff"},
}

# Who may reach things of another unit, for they answer for both: address → roles.
ACROSS_UNITS = {
    "surveys:unit": {"region_developer"},
    "surveys:rounds": {"region_developer"},
    "surveys:closing": {"region_developer"},
    "surveys:invitations": {"region_developer"},
}
# The demo shows everyone what would have been sent, to whom: there is nothing secret in it.
SHOWS_ADDRESSES = {"pages:demo_outbox"}
