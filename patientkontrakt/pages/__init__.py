"""Pages that no single app owns: start, sign-in, the patient's home, the record, the work list, the demo.

No tables. May import everything below it: the apps and the ground.
"""
