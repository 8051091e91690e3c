# The reports, and the module of each. `__init__.py` reads them from here, and imports each when it is first asked for.

from .answer_reports import changes as changes
from .authorisation_reports import authorisation as authorisation
from .authorisation_reports import running_out as running_out
from .diagnostic_report import diagnostics as diagnostics
from .history_report import history as history
from .presence_reports import active as active
from .presence_reports import periods as periods
from .presence_reports import relocations as relocations
from .promise_reports import unconfirmed as unconfirmed
from .reason_reports import explain as explain
from .sections import Style as Style
from .source_reports import overview as overview
from .source_reports import sources as sources
from .source_reports import timeline as timeline
from .strength_report import strength as strength
