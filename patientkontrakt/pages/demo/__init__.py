"""Region Exempel: an invented region, so that each situation of the contract can be seen and tried.

All people are invented. Data stand as plain words (`organization`, `patients/`, `crowd_words/`), and the real
actions write them (`scene`), each by the person who would do it and on the day it would be done (`clock`).
Nothing here is used outside the demo, except that tests and benchmarks may borrow the words.
"""
