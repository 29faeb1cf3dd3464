"""The customers of a run, asked as a real survey would ask them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from simulator.analysis.satisfaction.experience import of_replication
from simulator.analysis.satisfaction.survey import survey
from simulator.engine.records import Records
from simulator.model.plan import Plan

if TYPE_CHECKING:
    import pandas as pd

#: Each question with its worst answer.
_QUESTIONS = {"answers": 1, "recommends": 0, "ease": 1}


def ask(plan: Plan, several: Sequence[Records], customers: int, seed: int) -> pd.DataFrame:
    """Ask so many customers of all replications that count: one row each.

    The columns are answer (1 to 5), recommendation (0 to 10) and ease (1 to 7). Who is asked has one mood for
    all three: of two who went through the same, who answers better to one question answers no worse to the
    others.

    Raises:
        UsageError: nobody was served, or fewer than none are to be asked.
    """
    import pandas as pd

    found = [of_replication(plan, records) for records in several]
    answers = {}
    for column, (question, worst) in zip(
        ("answer", "recommendation", "ease"), _QUESTIONS.items(), strict=True
    ):
        chance = np.concatenate([getattr(told, question)[columns.cases.counted] for told, columns in found])
        answers[column] = survey(chance, customers, worst, seed)
    return pd.DataFrame(answers)
