from django import template

from patientkontrakt.notifications.channels import wording

register = template.Library()
register.filter("wording", wording)
