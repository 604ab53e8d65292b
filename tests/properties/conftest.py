"""How property tests run: a busy machine is no counterexample, and nothing is kept between runs."""

from hypothesis import settings

settings.register_profile("intmk", deadline=None, database=None)
settings.load_profile("intmk")
