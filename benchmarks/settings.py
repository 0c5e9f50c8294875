"""The project's settings with one address more: a bare view to compare with."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.urls"
VERIFICATIONS_A_MINUTE = 10**9  # the pace is measured, not held back
