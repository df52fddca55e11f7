from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from patientkontrakt.notifications.actions import report_fault
from patientkontrakt.pages.forms import FaultForm
from patientkontrakt.ui.limits import limited


@login_not_required
def start(request):
    return render(request, "pages/start.html")


@login_not_required
def how_it_works(request):
    return render(request, "pages/how_it_works.html")


@login_not_required
@limited(times=5, minutes=10)
def accessibility(request):
    """The accessibility statement with a way to report faults (lag 2018:1937 om tillgänglighet)."""
    form = FaultForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        report_fault(**form.cleaned_data)
        messages.success(request, _("Thank you. We have received what you wrote."))
        return redirect("pages:accessibility")
    return render(request, "pages/accessibility.html", {"form": form})
