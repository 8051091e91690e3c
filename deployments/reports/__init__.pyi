# The reports, and the module of each. `__init__.py` reads them from here, and imports each when it is first asked for.

from .authorisation_reports import authorisation as authorisation
from .authorisation_reports import running_out as running_out
from .card_reports import dossier as dossier
from .card_reports import show as show
from .change_reports import changes as changes
from .diagnostic_report import diagnostics as diagnostics
from .history_report import history as history
from .list_reports import cite as cite
from .list_reports import find as find
from .list_reports import listing as listing
from .overview_report import overview as overview
from .presence_reports import active as active
from .presence_reports import anyone as anyone
from .presence_reports import periods as periods
from .promise_reports import unconfirmed as unconfirmed
from .reason_reports import explain as explain
from .relocation_report import relocations as relocations
from .sections import Style as Style
from .source_reports import sources as sources
from .source_reports import timeline as timeline
from .strength_report import strength as strength
