"""What the user sees of a mistake of ours."""

from __future__ import annotations

import os
import platform
import tempfile
import traceback
from collections.abc import Sequence

from simulator import __version__


def report_mistake(error: BaseException, arguments: Sequence[str]) -> str:
    """Write the traceback of `error` to a file of its own and return the message that names it."""
    what = traceback.format_exception_only(error)[-1].strip()
    told = ["This is our mistake, not yours.", f"  {what}"]
    text = "\n".join(
        (
            f"sopsim {__version__}, Python {platform.python_version()}, {platform.platform()}",
            f"arguments: {list(arguments)}",
            "".join(traceback.format_exception(error)),
        )
    )
    try:
        handle, path = tempfile.mkstemp(prefix="sopsim-mistake-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
    except OSError:
        told.append("The details could not be written to a file; SOPSIM_DEBUG=1 shows them here.")
    else:
        told.append(f"The details are in {path}.")
        told.append("Please send that file to the maintainers of sopsim, with the blueprint if you may.")
    return "\n".join(told)
