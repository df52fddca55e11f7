from django.urls import path
from django.http import HttpResponse
app_name = "agreements"
urlpatterns = [path("my/agreement/", lambda r: HttpResponse(), name="my_agreement")]
