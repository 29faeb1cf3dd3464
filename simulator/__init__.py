"""sopsim: a service-process simulator and SOP design tool."""

from __future__ import annotations

__version__ = "0.1.0"
