from django.urls import path

from scheduling.views import patient, staff

app_name = "scheduling"
urlpatterns = [
    path("my/times/", patient.my_times, name="my_times"),
    path("my/times/proposed/<uuid:time_id>/acceptance/", patient.accept_time, name="accept_time"),
    path(
        "my/times/proposals/<uuid:proposal_id>/other-times/",
        patient.ask_for_other_times,
        name="ask_for_other_times",
    ),
    path("my/times/<uuid:appointment_id>/cancellation/", patient.cancel, name="my_cancellation"),
    path("my/times/<uuid:appointment_id>/next-step/", patient.ask_for_new_time, name="ask_for_new_time"),
    path("my/times/<uuid:appointment_id>/calendar-file/", patient.calendar, name="calendar"),
    path("care/patients/<uuid:patient_id>/times/", staff.time_list, name="time_list"),
    path("care/patients/<uuid:patient_id>/proposals/new/", staff.propose, name="propose"),
    path("care/patients/<uuid:patient_id>/proposals/<uuid:proposal_id>/answer/", staff.answer, name="answer"),
    path(
        "care/patients/<uuid:patient_id>/proposals/<uuid:proposal_id>/booking/",
        staff.book_instead,
        name="book_instead",
    ),
    path(
        "care/patients/<uuid:patient_id>/proposals/<uuid:proposal_id>/withdrawal/",
        staff.withdraw,
        name="withdraw",
    ),
    path(
        "care/patients/<uuid:patient_id>/proposed-times/<uuid:time_id>/acceptance/",
        staff.accept,
        name="accept",
    ),
    path("care/patients/<uuid:patient_id>/appointments/new/", staff.book, name="book"),
    path(
        "care/patients/<uuid:patient_id>/appointments/<uuid:appointment_id>/cancellation/",
        staff.cancel,
        name="cancel",
    ),
    path(
        "care/patients/<uuid:patient_id>/appointments/<uuid:appointment_id>/next-step/",
        staff.replace,
        name="replace",
    ),
    path(
        "care/patients/<uuid:patient_id>/appointments/<uuid:appointment_id>/status/", staff.mark, name="mark"
    ),
]
