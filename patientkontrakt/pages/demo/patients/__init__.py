"""The patients written by hand, each in a module of their own: who they are, what was agreed, what happened."""

from patientkontrakt.pages.demo.patients import (
    alva,
    anneli,
    bengt,
    birgitta,
    elias,
    emma,
    gosta,
    jonas,
    margit,
    nova,
    oksana,
    peter,
    yusuf,
)

STORIES = [margit, elias, birgitta, jonas, alva, yusuf, bengt, nova, emma, peter, anneli, oksana, gosta]
