# The answers for programs, and the module of each. `__init__.py` reads them from here, and imports each when asked for.

from .answer import Answer as Answer
from .authorised import authorisation as authorisation
from .authorised import running_out as running_out
from .changed import changes as changes
from .diagnostics import check as check
from .knowledge import explain as explain
from .knowledge import history as history
from .lookup import dossier as dossier
from .lookup import find as find
from .lookup import listing as listing
from .lookup import report as report
from .lookup import show as show
from .presence import active as active
from .presence import anyone as anyone
from .presence import periods as periods
from .presence import strength as strength
from .promises import unconfirmed as unconfirmed
from .records import relocations as relocations
from .records import sources as sources
from .records import timeline as timeline
from .schema import answer_names as answer_names
from .schema import answer_schema as answer_schema
from .written import exported as exported
from .written import imported as imported
from .written import new as new
