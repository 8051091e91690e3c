"""The version of the library, for the build, for `deployments.__version__`, and for answers that say what made them."""

__version__ = "0.1.0"
