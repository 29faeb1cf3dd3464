"""The control chart of the share of conforming cases."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from simulator.analysis.audit.chart import Chart, control_chart, every_of
from simulator.analysis.intervals import share_interval
from simulator.errors import UsageError
from simulator.model.plan import Clock

DAY = 86400.0


def chart_of(days: list[tuple[int, int]]) -> Chart:
    """The chart of days with so many cases, of which so many conform."""
    began = np.concatenate([np.full(n, day * DAY) for day, (n, _) in enumerate(days)])
    conforms = np.concatenate([np.arange(n) < k for n, k in days])
    return control_chart(began, conforms, "day", None)


def test_the_limits_are_three_standard_deviations_from_the_centre() -> None:
    chart = chart_of([(100, 90), (25, 20), (75, 70)])
    assert chart.centre == 0.9  # 180 of 200
    # 0.9 ± 3 · √(0.9 · 0.1 ÷ 100) = 0.9 ± 0.09; of 25: ± 3 · 0.06 = 0.18, and no share is above one.
    assert [(p.low, p.high) for p in chart.points][:2] == [
        (pytest.approx(0.81), pytest.approx(0.99)),
        (pytest.approx(0.72), 1.0),
    ]
    assert chart.points[2].low == pytest.approx(0.9 - 3 * sqrt(0.09 / 75))
    assert [point.signal for point in chart.points] == ["", "", ""]
    assert [point.rough for point in chart.points] == [False, True, False]  # 25 · 0.1 < 5


def test_points_beyond_the_limits_are_named() -> None:
    chart = chart_of([(100, 90)] * 6 + [(100, 70)])
    # The centre is 610 of 700; 0.8714 − 3 · √(0.8714 · 0.1286 ÷ 100) = 0.771
    assert [(point.name, point.signal) for point in chart.points if point.signal] == [
        ("1970-01-07", "below the limits")
    ]


def test_the_eighth_in_a_row_on_one_side_is_out_of_control() -> None:
    chart = chart_of([(100, 88)] * 9 + [(100, 92)] * 7)  # the centre is 0.8975
    assert [point.signal for point in chart.points] == [""] * 7 + ["run below"] * 2 + [""] * 7


def test_a_point_on_the_centre_ends_a_run() -> None:
    chart = chart_of([(10, 8)] * 7 + [(10, 9)] + [(10, 8)] * 7 + [(10, 9)] + [(100, 104 - 10)])
    assert chart.centre == pytest.approx((112 + 18 + 94) / 260)  # 0.8615
    chart = chart_of([(10, 8)] * 7 + [(10, 9)] + [(10, 8)] * 7 + [(140, 140)])
    assert "run below" not in [point.signal for point in chart.points]


@pytest.mark.parametrize(
    ("every", "names"),
    [
        ("hour", ["2024-03-04 09:00", "2024-03-10 23:00", "2024-03-11 00:00"]),
        ("day", ["2024-03-04", "2024-03-10", "2024-03-11"]),
        ("week", ["2024-03-04", "2024-03-11"]),  # Mondays
        ("month", ["2024-03"]),
    ],
)
def test_a_point_has_the_name_of_its_time(every: str, names: list[str]) -> None:
    times = ["2024-03-04T09:30", "2024-03-10T23:59", "2024-03-11T00:00"]
    began = np.array(times, "datetime64[s]").astype(np.int64).astype(np.float64)
    chart = control_chart(began, np.ones(3, np.bool_), every_of(every), None)
    assert [point.name for point in chart.points] == names


def test_without_dates_points_are_counted_from_the_start() -> None:
    clock = Clock("min", 60.0, "2024-01-01T09:00:00", dated=False)
    began = np.array(["2024-01-01T09:30", "2024-01-03T00:10"], "datetime64[s]").astype(np.int64)
    chart = control_chart(began.astype(np.float64), np.ones(2, np.bool_), "day", clock)
    assert [point.name for point in chart.points] == ["day 1", "day 3"]


def test_another_word_is_refused() -> None:
    with pytest.raises(UsageError, match="of every hour, day, week or month, not `year`"):
        every_of("year")


def test_wilsons_interval_of_a_share() -> None:
    # 8 of 10 at 95 %: (0.8 + z²/20 ± z·√(0.16/10 + z²/400)) ÷ (1 + z²/10) with z = 1.959964:
    # (0.992073 ± 0.313893) ÷ 1.384146 = 0.716740 ± 0.226778
    value, low, high = share_interval(np.array([8.0, 0.0, 5.0, 0.0]), np.array([10.0, 10.0, 5.0, 0.0]), 0.95)
    assert value[:3].tolist() == [0.8, 0.0, 1.0]
    assert low[0] == pytest.approx(0.490162, abs=1e-6)
    assert high[0] == pytest.approx(0.943318, abs=1e-6)
    # Of none in ten the upper end is z²/(10 + z²), of all in five the lower one 5/(5 + z²).
    assert (low[1], high[1]) == (0.0, pytest.approx(0.277533, abs=1e-6))
    assert (low[2], high[2]) == (pytest.approx(0.565518, abs=1e-6), 1.0)
    assert np.isnan([value[3], low[3], high[3]]).all()
