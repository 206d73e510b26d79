"""Ideas: volunteers propose lessons and what to do better, others support them, coordinators
answer, and some become lessons.
"""
