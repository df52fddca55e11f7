from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render


@login_not_required
def start(request):
    return render(request, "pages/start.html")


@login_not_required
def how_it_works(request):
    return render(request, "pages/how_it_works.html")
