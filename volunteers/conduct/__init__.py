"""The code of conduct: what adults who teach sign, and for how long it holds."""
