"""Every write to sessions.

planning: plan, change, confirm, cancel · moving: another time or length, and taking back ·
staffing: assignments · logs: the volunteers' logs · verifying: coordinators' yes to a log,
corrections
"""
