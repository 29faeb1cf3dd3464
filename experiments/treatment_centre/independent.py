"""The first two queues of the treatment centre, written anew in NumPy with its own random numbers.

    python experiments/treatment_centre/independent.py [replications]

A check that shares no code with sopsim: mean waits for triage and registration, as means of replication
means.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np

RATES = Path(__file__).parent.parent.parent / "blueprints" / "treatment_centre_arrivals.csv"
END = 1140.0


def one_day(rates: list[float], random: np.random.Generator) -> tuple[float, float]:
    """Mean wait of those who started triage and registration, in minutes, of one day."""
    hours = [60 * (hour + random.random(random.poisson(rates[hour % 18]))) for hour in range(19)]
    sigma = np.sqrt(np.log(1 + 2 / 5**2))  # lognormal, mean 5, variance 2
    free = 0.0
    waits_for_triage, on_to_registration = [], []
    for arrival in np.sort(np.concatenate(hours)):
        start = max(arrival, free)
        if start <= END:
            waits_for_triage.append(start - arrival)
        free = start + random.exponential(3)
        if random.random() >= 0.12:  # the others are trauma
            on_to_registration.append(free)
    free = 0.0
    waits_for_registration = []
    for ready in on_to_registration:
        start = max(ready, free)
        if start > END:
            break
        waits_for_registration.append(start - ready)
        free = start + np.exp(np.log(5) - sigma**2 / 2 + sigma * random.standard_normal())
    return float(np.mean(waits_for_triage)), float(np.mean(waits_for_registration))


def main() -> None:
    """Print both means with their 95 % intervals."""
    replications = int(sys.argv[1]) if len(sys.argv) > 1 else 6000
    rates = [float(row["arrival_rate"]) for row in csv.DictReader(RATES.open(encoding="utf-8"))]
    random = np.random.default_rng(12345)
    days = np.array([one_day(rates, random) for _ in range(replications)])
    for step, mean, half in zip(
        ("triage", "registration"),
        days.mean(axis=0),
        1.96 * days.std(axis=0, ddof=1) / replications**0.5,
        strict=True,
    ):
        print(f"{step}: {mean:.2f} ± {half:.2f} min")


if __name__ == "__main__":
    main()
