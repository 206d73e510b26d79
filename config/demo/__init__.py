"""The demo: the programme of 2020 as records, a current term, and invented history for scale.

Everybody and everything here is invented, apart from the figures of 2020 that the records add up
to, and the names of regions and districts. The same seed gives the same records.
"""
