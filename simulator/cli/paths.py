"""`sopsim paths`: what `--set` and scenarios can reach."""

from __future__ import annotations

from simulator.cli.options import File, Json, Scenario, Set


def paths(file: File, scenario: Scenario = "base", overrides: Set = [], as_json: Json = False) -> None:  # noqa: B006
    """List what can be set in a blueprint, with its value."""
    from simulator.blueprint.load import load
    from simulator.blueprint.paths import list_paths
    from simulator.cli.show import show, show_json
    from simulator.report.paths import paths_as_json, paths_blocks

    blueprint = load(file, scenario, overrides)
    found = [] if blueprint.tree is None else list_paths(blueprint.tree)
    if as_json:
        show_json(paths_as_json(found))
    else:
        show(paths_blocks(found))
