"""Every write to sessions.

planning: plan, change, confirm, cancel · staffing: assignments · logs: the volunteers' logs ·
verifying: coordinators' yes to a log, corrections
"""
