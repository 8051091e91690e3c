# The reports, and the module of each. `__init__.py` reads them from here, and imports each when it is first asked for.

from .answers import active as active
from .answers import changes as changes
from .answers import explain as explain
from .answers import history as history
from .answers import relocations as relocations
from .answers import strength as strength
from .answers import unconfirmed as unconfirmed
from .page import Style as Style
from .problems import diagnostics as diagnostics
from .statements import overview as overview
from .statements import sources as sources
from .statements import timeline as timeline
