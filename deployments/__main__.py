"""`python -m deployments`."""

import sys

from deployments.cli import command

sys.exit(command())
