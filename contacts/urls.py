from django.urls import path

from contacts.views import patient, staff, unit

app_name = "contacts"
urlpatterns = [
    path("my/contacts/", patient.my_contacts, name="my_contacts"),
    path("care/patients/<uuid:patient_id>/contacts/", staff.contact_list, name="contact_list"),
    path("care/patients/<uuid:patient_id>/contacts/new/", staff.appoint, name="appoint"),
    path("care/patients/<uuid:patient_id>/contacts/coordination/", staff.coordination, name="coordination"),
    path("care/patients/<uuid:patient_id>/contacts/<uuid:contact_id>/ending/", staff.end, name="end"),
    path("care/contact-paths/", unit.path_list, name="path_list"),
    path("care/contact-paths/new/", unit.new_path, name="new_path"),
    path("care/contact-paths/<uuid:path_id>/", unit.edit_path, name="edit_path"),
    path("care/contact-paths/<uuid:path_id>/removal/", unit.remove_path, name="remove_path"),
]
