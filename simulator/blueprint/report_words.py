"""Words of the report and of `sopsim check`, as it prints them, for `sopsim explain`."""

from __future__ import annotations

_P90 = "Nine in ten waited, or were inside, no longer than this: the 90th percentile."
_GAVE_UP = (
    "The share of those whose patience ended in the queue; as a measure of a service level it is `abandoned`."
)
_LOAD = (
    "The work that comes in for a team, of the time it is on duty. Near 100 % queues grow long, above it "
    "they grow without end. `sopsim check` reckons it before any run; `utilisation` is what a run found."
)

REPORT_WORDS = {
    # service levels
    "met": "A verdict: the whole interval of the figure is on the good side of the target.",
    "missed": "A verdict: the whole interval of the figure is on the bad side of the target.",
    "unsure": "A verdict: the target lies within the interval of the figure, or there were too few "
    "replications. The report says about how many replications would settle it.",
    "verdict": "What a run says about a service level: `met`, `missed` or `unsure`.",
    "target": "The bound of a service level, its `at_least` or `at_most`.",
    # comparisons, staffing, theory
    "better": "The whole interval of a difference is on the good side of 0: what was simulated bears out "
    "that the figure is better than with what it is held against.",
    "worse": "The whole interval of a difference is on the bad side of 0. In a ranking: surely behind "
    "another scenario.",
    "no difference shown": "The interval of a difference has 0 in it: it may go either way. More "
    "replications may show which; that there is no difference is not said.",
    "needed": "About how many replications would show a difference of that size, with the same customers in "
    "all scenarios.",
    "unpaired": "About how many replications would show the difference if each scenario had customers of its "
    "own, beside `needed`.",
    "not told apart": "In a ranking: neither the best nor surely worse. More replications may settle it.",
    "behind": "In a ranking: how much worse than the best, with the interval of this difference.",
    "invested": "What a change takes at the start: `once` and `training` of the `investment`.",
    "saved a month": "What a month costs less once all of the benefit is there: the difference in the `cost` "
    "of a run, times `runs_per_year`, by twelve.",
    "months until paid back": "The month at whose end a change has brought in what it took, without "
    "discount; `never` where that is past the `horizon`.",
    "net present value": "What a change brings over the `horizon`, less what it takes, all at its worth on "
    "the first day at the `discount`.",
    "ROI": "The return on the investment: what a change brings over the `horizon`, over and above what was "
    "invested, in per cent of it.",
    "chance": "Of a payback: how likely it is that a change is paid back within the `horizon`, for all that "
    "chance leaves open in the simulation.",
    "balance": "A star where no other level is shown to be better in cost or satisfaction without being "
    "shown to be worse in the other one.",
    "its cv": "How much single handle times vary: their standard deviation, of their mean. As an objective "
    "`handle_time:cv`.",
    "slack": "How far the bad end of a figure's interval is from the target of its service level; below 0 "
    "the level is not surely met.",
    "theory": "What the formulas of queueing theory expect in the long run. Of a staffing: how many would do "
    "by them, where the search began.",
    # chance
    "replication": "One run of the whole time, from the start of the clock to its end, with chances of its "
    "own. A report is about several, 20 unless `--replications` says otherwise.",
    "replications": "Runs of the whole time, each with chances of its own, 20 unless `--replications` says "
    "otherwise.",
    "interval": "`5.6 min (4.1–7.1)`: the run found 5.6, and another run of as many replications would most "
    "likely find something between 4.1 and 7.1. More replications make it narrower.",
    "seed": "The number from which all chances of a run are drawn: the same seed gives the same days.",
    # the tables
    "visits": "In a report: how often customers came to the step, in an average replication.",
    "90 % within": _P90,
    "p90": _P90,
    "past the slot": "The wait from the time of the appointment until anybody begins, as a measure "
    "`wait_past_appointment`.",
    "queue": "In a report: how many wait at the step, on the average over time; those who wait for their "
    "batch to fill are not among them.",
    "gave up": _GAVE_UP,
    "turned away": "The share of those who found the queue full, `turned_away`.",
    "on duty": "How many of the team are at work: one number, or the fewest and the most over the day.",
    "went up": "Of a step the share of visits that ended by going up: they had waited too long, were "
    "overdue, or took a way on of the kind `escalation`; of customers those with any such visit. As a "
    "measure `escalated`.",
    "not reached": "The share of visits that were calls back and reached nobody, `unreachable`.",
    "no-show": "The share of those with an appointment who did not come, `no_show`.",
    "first contact": "Of those solved the share that needed no rework, did not go up and did not come back: "
    "`first_contact_resolution`.",
    "are returns": "The share of cases that are somebody coming back, `repeat_contacts`.",
    "in repair": "The share of the time on duty in which it is being mended, `down`.",
    "all taken": "The share of the time in which none is free, `all_busy`.",
    "overtaken": "The part of the wait in which somebody who came later was served first, `wait_priority`.",
    "all busy": "The rest of the wait: all who could serve had others before, `wait_contention`.",
    "off shift": "The part of the wait in which nobody who could serve was on duty, `wait_off_shift`.",
    "no room": "The part of the wait before a full step, `wait_blocking`.",
    "value lost": "The `value` of the cases that ended without being solved.",
    "answer": "In a report: the mean answer from 1 to 5 to how satisfied one was, `satisfaction`.",
    "NPS": "The net promoter score, `nps`: the share of recommendations 9 and 10 less that of 0 to 6.",
    "ease": "In a report: the mean answer from 1 to 7 to how easy it was, `ces`.",
    "touchpoint": "A visit to a step that the customer sees and at which somebody serves.",
    "came": "In a report: how many customers of the class came, in an average replication.",
    "inside": "In a report: the time from arrival to leaving, on average; as a measure `time_in_system`.",
    "all together": "All customers, whatever their class.",
    # standards of work, their papers, audits
    "lint": "What the documents of a service lack for complete SOPs: `sopsim sop FILE --lint` lists it.",
    "promote": "To write a scenario into the blueprint as its next version, with a row in its revisions: "
    "`sopsim promote FILE SCENARIO`.",
    "standardise": "To find how much of the work to prescribe: `sopsim standardise FILE`.",
    "control chart": "The share of conforming cases over time, with limits three standard deviations away: "
    "`sopsim audit FILE LOG` draws it, and names the points out of control.",
    "out of control": "Of a point of a control chart: beyond its limits, or the eighth or later in a row on "
    "one side of the centre.",
    "conforms": "Of a case of a log: its steps, in their order, are a way that the routes allow, and its "
    "actions are as the SOP prescribes for all.",
    "skipped": "In an audit: it was due and not done.",
    "out of order": "In an audit: it was done, but not when it was due.",
    "repeated": "In an audit: it was done in its place, and once more than is allowed.",
    "unexpected": "In an audit: it was done and never due.",
    "ended early": "In an audit: it was due when the case ended.",
    "left": "In an audit: cases taken to have left the step unserved, as they may. In a run: visits with an "
    "error that nobody found, `errors_left`.",
    "prescribed": "In a report: how much of the work the SOP prescribes.",
    "complied": "In a report: how much of what is prescribed was really done so, `compliance`.",
    # satisfaction, scorecards, paybacks
    "perceived wait": "How long a wait feels: its power 0.9, more before the service and with nothing to do. "
    "`sopsim check FILE --assumptions` has the constants.",
    "AHP": "The analytic hierarchy process: weights from comparisons in pairs, the `pairs` of a `scorecard`.",
    "consistency ratio": "How well comparisons in `pairs` agree with each other; 0.1 at most is well.",
    "grade": "Of a scorecard: A from 90 points, B from 80, C from 70, D from 60, else E.",
    "payback": "When a change has brought in what it took; its `investment` says what that is.",
    "load": _LOAD,
    "asked for": "How many of the team would be busy on average if nobody waited.",
    "busiest hour": "The hour of the week in which most work comes in for the team.",
    "load then": "The load of the team in its busiest hour.",
}
