"""The demo house “Maison des associations de Valmont”: its words (data/), and the code that builds it.

`house` makes the structure and its pages, `modules` the catalogue, `people` one person a role, `story` what the demo
learner did, `crowd` many learners at once. Each is idempotent: run again, it finds what is there.
"""
