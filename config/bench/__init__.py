"""The speed budgets, measured on data that is made for it and thrown away (``manage.py bench``).

Every figure is a ratio of two things measured in the same run on the same machine, so that it
means the same everywhere.
"""
