"""`sopsim schema`: the language for editors."""

from __future__ import annotations


def schema() -> None:
    """Print the JSON Schema of blueprints, for editors."""
    from simulator.blueprint.explain import json_schema
    from simulator.cli.show import show_json
    from simulator.experiment.as_json import as_json

    show_json(as_json(json_schema()))
