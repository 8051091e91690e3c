"""What pytest leaves out where an extra is not installed; the tests of it are skipped, and say why."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("ibis") else ["deployments/files/frames.py"]
