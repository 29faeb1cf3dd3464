"""`sopsim paths`: what `--set` and scenarios can reach."""

from __future__ import annotations

from simulator.cli.options import File, Json, Scenario, Set


def paths(file: File, scenario: Scenario = "base", overrides: Set = [], as_json: Json = False) -> None:  # noqa: B006
    """List what can be set in a blueprint, with its value."""
    from simulator.blueprint.load import load
    from simulator.blueprint.settable import list_paths, list_values
    from simulator.cli.faults import told_as_json
    from simulator.cli.show import show, show_json
    from simulator.report.paths import paths_as_json, paths_blocks

    with told_as_json(as_json):
        tree = load(file, scenario, overrides).tree
    assert tree is not None, "a blueprint from a file has its entries as written"
    if as_json:
        show_json(paths_as_json(list_values(tree)))
    else:
        show(paths_blocks(list_paths(tree)))
