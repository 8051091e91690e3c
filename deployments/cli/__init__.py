"""The command line: `deployments` and `python -m deployments`.

`commands` is the table of what can be asked, `options` that of the options; `parser` reads a command line by them.
`paths` finds the registry, `questions` and `files` run the commands, `output` prints, and `running` starts it all.
"""

from deployments.cli.running import command as command
from deployments.cli.running import main as main
