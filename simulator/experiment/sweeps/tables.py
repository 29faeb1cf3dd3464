"""What the store has of a sweep, as tables; read point by point when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from simulator.analysis import METRICS, Verdict
from simulator.blueprint.resolved import flow_text
from simulator.blueprint.tree import Node
from simulator.errors import RunError
from simulator.experiment.sweeps.chosen import Chosen
from simulator.experiment.sweeps.course import DONE, FAILED, Account
from simulator.experiment.sweeps.design import Design
from simulator.experiment.sweeps.store import Kept, Store
from simulator.experiment.sweeps.work import unpacked

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

#: The columns of a figure, less the scenario, which is one for the whole sweep.
FIGURE = METRICS[1:]

_LABELS = ("measure", "scope", "name", "statistic")


class Tables:
    """The tables of a sweep.

    Args:
        design: its points.
        account: which of them are done, and their keys.
        store: the figures.
    """

    def __init__(self, design: Design, account: Account, store: Store) -> None:
        self._design = design
        self._account = account
        self._store = store
        self._paths = [axis.path for axis in design.axes]

    @property
    def done(self) -> list[int]:
        """The numbers of the points that have figures."""
        return self._in_state(DONE)

    def points(self, numbers: Sequence[int]) -> pd.DataFrame:
        """One row a point: its number and its values, numbers where all of a path are numbers, else texts."""
        import pandas as pd

        rows = [self._design[number - 1] for number in numbers]
        columns: dict[str, list[Any]] = {"point": list(numbers)}
        for place, path in enumerate(self._paths):
            columns[path] = _cells([row[place] for row in rows])
        return pd.DataFrame(columns)

    def metrics(self) -> pd.DataFrame:
        """All figures of all points."""
        return self._joined(FIGURE, ((number, unpacked(kept.metrics)) for number, kept in self._kept()))

    def slas(self) -> pd.DataFrame:
        """The verdicts on the service levels of all points."""
        columns = tuple(Verdict.__dataclass_fields__)
        table = self._joined(columns, ((number, unpacked(kept.slas)) for number, kept in self._kept()))
        return table.astype({"within": float, "replications_needed": "Int64"})

    def figures(self, wanted: Sequence[Chosen]) -> pd.DataFrame:
        """The chosen figures of all points, in the order of `wanted`, as far as a point has them."""
        return self._joined(FIGURE, self._figures(wanted))

    def failed(self) -> pd.DataFrame:
        """The points that failed, with the reason."""
        numbers = self._in_state(FAILED)
        return self.points(numbers).assign(reason=[self._reason(number) for number in numbers])

    def _in_state(self, state: int) -> list[int]:
        return [number for number, found in enumerate(self._account.states, start=1) if found == state]

    def _kept(self) -> Iterator[tuple[int, Kept]]:
        for number in self.done:
            yield number, self._of_store(number)

    def _of_store(self, number: int) -> Kept:
        kept = self._store.get(self._account.key(number))
        if kept is None:
            raise RunError(f"point {number} is no longer in the store; run the sweep again")
        return kept

    def _reason(self, number: int) -> str:
        return self._account.reasons.get(number) or self._of_store(number).reason

    def _figures(self, wanted: Sequence[Chosen]) -> Iterator[tuple[int, pa.Table]]:
        labels, rows = None, []
        for number, kept in self._kept():
            table = unpacked(kept.metrics)
            if labels is None or not labels.equals(table.select(_LABELS)):
                labels = table.select(_LABELS)
                rows = _rows(labels, wanted)
            yield number, table.take(rows)

    def _joined(self, columns: Sequence[str], found: Iterator[tuple[int, pa.Table]]) -> pd.DataFrame:
        """The tables of points one below the other, each row with its point before it."""
        import numpy as np
        import pandas as pd
        import pyarrow as pa

        numbers, tables = [], []
        for number, table in found:
            numbers.append(number)
            tables.append(table)
        points = self.points(numbers)
        if not tables:
            return pd.DataFrame(columns=[*points.columns, *columns])
        joined: pd.DataFrame = pa.concat_tables(tables, promote_options="permissive").to_pandas()
        of = np.repeat(np.arange(len(numbers)), [len(table) for table in tables])
        return pd.concat([points.take(of).reset_index(drop=True), joined], axis="columns")


def _rows(labels: pa.Table, wanted: Sequence[Chosen]) -> list[int]:
    places = {tuple(row.values()): place for place, row in enumerate(labels.to_pylist())}
    found = (places.get((each.measure, each.scope, each.name, each.statistic)) for each in wanted)
    return [place for place in found if place is not None]


def _cells(nodes: Sequence[Node]) -> list[Any]:
    """The values of one path: as they are where all are numbers, or all yes and no; else as texts."""
    values = [node.value for node in nodes]
    numbers = all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)
    if numbers or all(isinstance(value, bool) for value in values):
        return values
    return [
        value if isinstance(value, str) else flow_text(node)
        for value, node in zip(values, nodes, strict=True)
    ]


def wide(tables: Tables, figures: pd.DataFrame, wanted: Sequence[Chosen]) -> pd.DataFrame:
    """One row a point: its values, then for each chosen figure the value and its interval."""
    points = tables.points(tables.done)
    for each in wanted:
        own = figures[
            (figures["measure"] == each.measure)
            & (figures["scope"] == each.scope)
            & (figures["name"] == each.name)
            & (figures["statistic"] == each.statistic)
        ].set_index("point")
        for column, label in (
            ("value", each.label),
            ("low", f"{each.label} low"),
            ("high", f"{each.label} high"),
        ):
            points[label] = own[column].reindex(points["point"]).to_numpy()
    return points
