from django.urls import path

from planning.views import patient, staff, staff_needs

app_name = "planning"
urlpatterns = [
    path("my/plans/", patient.my_plans, name="my_plans"),
    path("my/plans/<uuid:plan_id>/document/", patient.my_plan_document, name="my_plan_document"),
    path("my/wishes/new/", patient.new_wish, name="new_wish"),
]

PLANS = "care/patients/<uuid:patient_id>/plans/"
urlpatterns += [
    path(PLANS, staff.plans, name="plans"),
    path(f"{PLANS}new/", staff.new_plan, name="new_plan"),
    path(f"{PLANS}<uuid:plan_id>/", staff.edit_plan, name="edit_plan"),
    path(f"{PLANS}<uuid:plan_id>/document/", staff.plan_document, name="plan_document"),
    path(f"{PLANS}<uuid:plan_id>/documents/new/", staff.new_document, name="new_document"),
    path(f"{PLANS}<uuid:plan_id>/ending/", staff.end_plan, name="end_plan"),
    path(f"{PLANS}<uuid:plan_id>/mistake/", staff.plan_mistake, name="plan_mistake"),
]

NEEDS = "care/patients/<uuid:patient_id>/needs/"
urlpatterns += [
    path(f"{NEEDS}new/", staff_needs.new_need, name="new_need"),
    path(f"{NEEDS}<uuid:need_id>/", staff_needs.reword_need, name="reword_need"),
    path(f"{NEEDS}<uuid:need_id>/responsibility/", staff_needs.responsibility, name="responsibility"),
    path(f"{NEEDS}<uuid:need_id>/fulfilment/", staff_needs.meet_need, name="meet_need"),
    path(f"{NEEDS}<uuid:need_id>/mistake/", staff_needs.need_mistake, name="need_mistake"),
]
