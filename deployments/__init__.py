"""A registry of military deployments as public sources announce them.

The names that this package offers are listed in `__init__.pyi`, beside this file. Each is imported when it is first
asked for, so that a tool pays only for what it uses. All other modules are private: they may change at any time.
"""

import lazy_loader

from deployments.version import __version__ as __version__

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
