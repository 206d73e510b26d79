"""Chaos: machines that count while others write, and what is done to them meanwhile.

``machines`` starts real workers, a real beat and a Redis of its own, each worker as if on a
machine of its own; ``faults`` kills, pauses, empties, hangs, cuts and locks; ``rounds`` has
somebody write meanwhile, and then waits until every figure equals the records again.

    make chaos              each fault in 20 rounds
    make chaos ROUNDS=3     fewer
    make chaos SEED=17      the same choices again; the order in time is the machine's
"""
