"""Exit codes, after sysexits.h, so that a supervisor knows whether to start us again."""

OK = 0
FAILED = 1
DATABASE_AWAY = 69  # EX_UNAVAILABLE: may pass
DATABASE_DAMAGED = 74  # EX_IOERR: restore a backup
ALREADY_RUNNING = 75  # EX_TEMPFAIL: stop the other one first
BAD_CONFIG = 78  # EX_CONFIG: starting again can't help
