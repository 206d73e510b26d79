"""Fill the week: one plan for all open places, made by a solver, accepted by a coordinator.

``problem`` says what there is to decide, without Django; ``greedy``, ``chains`` and ``solver``
(with ``model`` and ``cliques``) decide it. ``reading`` gets it from the database, ``runs`` keeps
plans, ``editing`` and ``accepting`` change them and turn them into assignments.
"""
