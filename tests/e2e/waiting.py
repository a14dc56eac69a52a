# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting for a condition, with a limit: the one place in the end-to-end tests where time passes."""

import os
import time

PATIENCE = float(os.environ.get("FAIRBOOK_TEST_PATIENCE", "30"))
"""Seconds until a condition counts as not met; generous, since only failing tests ever wait for so long."""


class NotMet(AssertionError):
    """A condition was not met in time."""


def wait_until(condition, what, patience=None):
    """Calls condition until it returns something true, and returns that; raises NotMet saying `what`."""
    end = time.monotonic() + (PATIENCE if patience is None else patience)
    while True:
        result = condition()
        if result:
            return result
        if time.monotonic() > end:
            raise NotMet(f"waited in vain for {what}")
        time.sleep(0.03)
