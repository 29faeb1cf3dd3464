"""Every constant that is a claim about people: what it is, where it is from, whether that was checked.

The effects of a standard and all that turns what a customer went through into an answer. `verified` says
that the figure was found to stand in its source, or in a text that quotes it; that it carries over from there
to the service at hand is an assumption every time. `assumed` says that it is a choice of ours.
`sopsim check FILE --assumptions` prints them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

Status = Literal["verified", "assumed"]


@dataclass(frozen=True, slots=True)
class Constant:
    """One constant.

    Attributes:
        name: in words.
        values: one, or several that belong together.
        unit: `share`, `min`, or empty for a bare number.
        meaning: what it does, in a sentence without a full stop.
        source: where it is from, and what about it is not.
        status: whether the figure was found in the source.
        labels: what each of several values is for.
        word: where the language can set it; empty where it cannot.
    """

    name: str
    values: tuple[float, ...]
    unit: str
    meaning: str
    source: str
    status: Status
    labels: tuple[str, ...] = ()
    word: str = ""

    @property
    def value(self) -> float:
        """The value of one that has a single one."""
        (value,) = self.values
        return value

    @property
    def by_label(self) -> Mapping[str, float]:
        """The values by what they are for."""
        return dict(zip(self.labels, self.values, strict=True))


_OURS = "nowhere: it was chosen"

# -- what following a standard does ----------------------------------------------------------------

FASTER = Constant(
    "faster, α",
    (0.10,),
    "share",
    "a prescribed action that fits takes less by this on average",
    _OURS,
    "assumed",
    word="sop.effects.faster",
)
STEADIER = Constant(
    "steadier, β",
    (0.35,),
    "share",
    "the coefficient of variation of its work is less by this",
    _OURS,
    "assumed",
    word="sop.effects.steadier",
)
SAFER = Constant(
    "safer, γ",
    (0.37,),
    "share",
    "its chance of an error is less by this",
    "a meta-analysis of checklists in surgery, risk ratio 0.63 of any complication (B. M. Gillespie et al., "
    "Anesthesiology 120(6), 2014, 1380–1389)",
    "verified",
    word="sop.effects.safer",
)
BENDING = Constant(
    "bending, δ",
    (0.15,),
    "share",
    "an elastic action that does not fit takes more by this",
    _OURS,
    "assumed",
    word="sop.effects.bending",
)
VARIETY = Constant(
    "variety",
    (1.0, 0.90, 0.75, 0.50),
    "share",
    "so many customers the worst-fitting twentieth of the work fits",
    _OURS,
    "assumed",
    labels=("none", "low", "medium", "high"),
    word="sop.variety",
)

# -- how a wait feels ------------------------------------------------------------------------------

WAIT_POWER = Constant(
    "power of a wait",
    (0.9,),
    "",
    "a wait of t minutes feels like t to this power",
    "the average exponent of experiments on felt duration (H. Eisler, Psychological Bulletin 83(6), 1976, "
    "1154–1171, as later papers quote it); they were about seconds",
    "verified",
)
BEFORE_SERVICE = Constant(
    "before the service",
    (1.1,),
    "",
    "the wait before the first touchpoint feels so many times as long",
    "D. H. Maister, The psychology of waiting lines, 1985, who says that it does and gives no figure",
    "assumed",
)
UNOCCUPIED = Constant(
    "unoccupied",
    (1.2,),
    "",
    "a wait with nothing to do feels so many times as long",
    "D. H. Maister, The psychology of waiting lines, 1985, who says that it does and gives no figure",
    "assumed",
)
UNEXPLAINED = Constant(
    "unexplained",
    (1.2,),
    "",
    "a wait that nobody explains feels so many times as long",
    "D. H. Maister, The psychology of waiting lines, 1985, who says that it does and gives no figure",
    "assumed",
)
EXPECTED_WAIT = Constant(
    "expected wait",
    (5.0,),
    "min",
    "so long customers expect to wait at a touchpoint",
    _OURS,
    "assumed",
    word="satisfaction.expected_wait",
)

# -- gains and losses ------------------------------------------------------------------------------

LOSS_AVERSION = Constant(
    "loss aversion",
    (2.25,),
    "",
    "a loss weighs so many times as much as a gain of the same size",
    "A. Tversky and D. Kahneman, Journal of Risk and Uncertainty 5, 1992, 297–323, of money",
    "verified",
)
VALUE_POWER = Constant(
    "power of gains and losses",
    (0.88,),
    "",
    "a gain or loss of size x weighs x to this power",
    "A. Tversky and D. Kahneman, Journal of Risk and Uncertainty 5, 1992, 297–323, of money",
    "verified",
)
ERROR_LEFT = Constant(
    "error that stays",
    (1.0,),
    "",
    "the loss of reliability by a visit that is left with an error, or not served",
    _OURS,
    "assumed",
)
ERROR_REDONE = Constant(
    "error that is redone",
    (0.5,),
    "",
    "the loss of reliability by a visit whose errors were all found: recovery takes away a part",
    _OURS,
    "assumed",
)
EXCEPTION = Constant(
    "exception",
    (1.0,),
    "",
    "the loss of empathy where a fixed standard was followed that did not fit",
    _OURS,
    "assumed",
)
BENT = Constant(
    "bent standard", (0.5,), "", "the gain of empathy where a standard bent to the customer", _OURS, "assumed"
)
SAME_PERSON = Constant(
    "same person",
    (0.25,),
    "",
    "the gain of empathy by a person one has met before, and the loss by another of the team",
    _OURS,
    "assumed",
)

# -- the whole of it -------------------------------------------------------------------------------

WEIGHTS = Constant(
    "weights of the dimensions",
    (0.32, 0.22, 0.19, 0.16, 0.11),
    "share",
    "how much each of the five dimensions of service quality counts",
    "attributed to V. A. Zeithaml, A. Parasuraman and L. L. Berry, Delivering Quality Service, 1990; not "
    "found in a text that could be read",
    "assumed",
    labels=("reliability", "responsiveness", "assurance", "empathy", "tangibles"),
    word="satisfaction.weights",
)
MEAN_SHARE = Constant(
    "share of the mean",
    (0.5,),
    "share",
    "of the score of a case this is the mean of its touchpoints, the rest that of peak and end",
    "D. Kahneman et al., Psychological Science 4(6), 1993, say that peak and end count; the share was chosen",
    "assumed",
)
SENSITIVITY = Constant(
    "sensitivity",
    (2.0,),
    "",
    "a score higher by one makes the odds of a better answer e to this power times as high",
    _OURS,
    "assumed",
)
ANSWERS = Constant(
    "answers 1 to 5",
    (0.03, 0.05, 0.17, 0.45, 0.30),
    "share",
    "how those answer who get just what they expect",
    _OURS,
    "assumed",
    labels=tuple(str(k) for k in range(1, 6)),
)
RECOMMENDATIONS = Constant(
    "recommendations 0 to 10",
    (0.01, 0.01, 0.01, 0.02, 0.03, 0.09, 0.08, 0.20, 0.25, 0.18, 0.12),
    "share",
    "how likely those would recommend it who get just what they expect",
    _OURS,
    "assumed",
    labels=tuple(str(k) for k in range(11)),
)
EASE = Constant(
    "ease 1 to 7",
    (0.02, 0.03, 0.05, 0.15, 0.25, 0.30, 0.20),
    "share",
    "how easy it was to those who get just what they expect",
    _OURS,
    "assumed",
    labels=tuple(str(k) for k in range(1, 8)),
)

# -- afterwards ------------------------------------------------------------------------------------

COMPLAINS = Constant(
    "complaining",
    (0.25,),
    "share",
    "so many of those who answer 1 or 2 complain: how open the channel is, apart from dissatisfaction",
    _OURS,
    "assumed",
    word="satisfaction.complain",
)
LEAVES = Constant(
    "leaving",
    (0.60, 0.40, 0.20, 0.10, 0.05),
    "share",
    "so many of those who give each answer do not come again",
    _OURS,
    "assumed",
    labels=tuple(str(k) for k in range(1, 6)),
)
KEPT = Constant(
    "kept by a complaint",
    (0.30,),
    "share",
    "so many who would have left stay because they complained and were heard",
    _OURS,
    "assumed",
)

# -- weighing --------------------------------------------------------------------------------------

RANDOM_INDEX = Constant(
    "random index",
    (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49),
    "",
    "the mean consistency index of random comparisons of so many things",
    "T. L. Saaty, The Analytic Hierarchy Process, 1980, as many texts and programs quote it",
    "verified",
    labels=tuple(str(n) for n in range(1, 11)),
)
CONSISTENT = Constant(
    "consistent enough",
    (0.10,),
    "",
    "comparisons with a consistency ratio up to this can be used",
    "T. L. Saaty, The Analytic Hierarchy Process, 1980, as many texts and programs quote it",
    "verified",
)
GRADES = Constant(
    "grades",
    (90.0, 80.0, 70.0, 60.0, 0.0),
    "points",
    "from so many points of a scorecard on there is this grade",
    _OURS,
    "assumed",
    labels=("A", "B", "C", "D", "E"),
)


def constants() -> Iterator[Constant]:
    """Every constant, in the order of this page."""
    return (value for value in globals().values() if isinstance(value, Constant))
