"""The exit statuses of a command."""

#: An answer; an answer that says that something is wrong; no answer.
FINE, FAULTY, FAILED = 0, 1, 2
#: What a shell calls a program that Ctrl-C has ended.
INTERRUPTED = 130
