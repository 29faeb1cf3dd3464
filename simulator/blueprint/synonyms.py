"""Words that other tools and trades use for words of the language: the one table of them.

A word may stand for several: which of them is meant is decided by what stands at the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from simulator.names import did_you_mean, nearest, which

_WRITTEN_FOR: dict[str, str] = {
    # the blocks of a blueprint
    "blueprint": "name title process model service label",
    "purpose": "description goal summary about objective",
    "clock": "time simulation settings horizon calendar",
    "customers": "clients arrivals classes entities customer_classes patients callers cases demand class",
    "teams": "staff workers employees servers personnel roles agents people",
    "resources": "equipment rooms machines assets facilities",
    "steps": "activities tasks process stations nodes stages operations flow",
    "sla": "service_levels slas targets kpis goals sl service_level",
    "scenarios": "what_if experiments variants alternatives cases",
    "hours": "opening_hours calendars working_hours availability shift",
    # the clock
    "run_for": "duration length horizon run_length run until end end_time simulate",
    "warm_up": "warmup warm_up_period initial_transient",
    "unit": "units time_unit",
    "start": "begin begins starts start_time",
    # customers and arrivals
    "starts_at": "start first_step first entry begins_at enters starts to",
    "rate": "arrival_rate lambda frequency poisson per_hour volume demand",
    "every": "interarrival inter_arrival interarrival_time inter_arrival_time iat interval gap each mtbf",
    "at": "times moments arrival_times list",
    "batch": "group_size batch_size group",
    "patience": "patient reneging renege abandonment abandons_after max_wait willing_to_wait",
    # teams
    "count": "servers staff agents size number people quantity headcount capacity units fte members_count c",
    "schedule": "shifts roster rota staffing shift_plan",
    "cost": "wage salary pay hourly_rate price rate cost_per_hour hourly_cost",
    "speed": "efficiency performance pace productivity",
    # steps
    "team": "resource role who worker workers server served_by staffed_by performed_by operator staff agent",
    "time": "duration service_time processing_time process_time handling_time handle_time work_time takes "
    "cycle_time service delay",
    "title": "name label",
    "notes": "description comment note remark",
    "next": "then to goto go_to route routing successor output after",
    "needs": "requires resources uses seizes",
    # queues
    "order": "discipline rule policy priority_rule queue_discipline sequence sort",
    "limit": "capacity max max_length size length buffer queue_size maximum max_size",
    "when_full": "overflow if_full full on_full",
    # ways on
    "share": "probability prob chance percent percentage proportion fraction weight p ratio",
    "if": "when condition where only_if cond",
    "to": "goto go_to target next step destination",
    "end": "exit outcome leave finish finished done none null nothing stop out quit",
    # service levels
    "measure": "metric kpi figure indicator",
    "within": "threshold limit target_time max_time",
    "at_least": "target goal min minimum over above more_than not_below level",
    "at_most": "max maximum under below less_than upper not_above limit",
    "step": "station activity task at",
    # scenarios
    "set": "changes change overrides override values with",
    "extends": "based_on parent inherits from base",
    "drop": "remove delete skip eliminate without omit take_out drops",
    "merge": "combine unite replace rename join merges",
    "split": "divide separate splits",
    "parallel": "parallelise parallelize at_once side_by_side simultaneous",
    "scale": "multiply times factor factors",
    "add": "plus increase",
    # persons, batches, hours, calls back and what else is not in every tool
    "rounds": "times at_most max_rounds max_times repeat repeats max most limit",
    "wait_for": "waits_for until join wait",
    "use": "module uses include",
    "same_as": "same same_person same_person_as as",
    "not": "different different_from other other_than not_same_as except",
    "else_after": "otherwise_after unless_after fallback_after max_wait",
    "person": "four_eyes same_person different_person four_eyes_principle segregation separation_of_duties",
    "size": "capacity seats full_at batch_size count max",
    "hand_off": "handoff handover transfer transport travel",
    "set_up": "setup changeover change_over setup_time switch_over",
    "escalate": "escalation escalates escalates_to sla_breach",
    "comes_back": "return returns recontact callback repeat_contact comeback",
    "keep": "keeps hold holds retain seize",
    "skill": "skills language competence qualification requires_skill",
    "skills": "skill languages competences qualifications",
    "absence": "sick_leave sick sickness absenteeism illness leave",
    "breakdowns": "failures breakdown failure downtime faults",
    "repair": "mttr repair_time fix downtime time_to_repair",
    "pace": "fatigue tempo slow speed_profile",
    "closed": "holidays closures closed_on closed_days holiday exceptions",
    "open": "times days opens spans",
    "when_closed": "before_opening if_closed outside_hours closed",
    "backlog": "initial waiting_at_start initial_queue start_with work_in_progress wip",
    "value": "revenue worth price margin benefit income",
    "penalty": "fine penalties cost_of_miss fee",
    "per": "each every interval period in_each in_every granularity",
    "where": "if for only only_for filter",
    "counted_in": "hours calendar business_hours working_hours clock",
    "no_show": "no_shows noshow no_show_rate missed",
    "early_late": "punctuality lateness earliness late early",
    "tries": "attempts retries calls",
    "unreachable": "no_answer not_reached unreached",
    "deadlines": "deadline timeouts promises due",
    "modules": "subprocesses subprocess functions templates reusable",
    "busyness": "day_factor day_effect daily_factor",
    "priorities": "priority priority_levels",
    # measures
    "wait": "waiting_time wait_time waiting queue_wait asa delay average_wait mean_wait",
    "time_in_system": "lead_time cycle_time throughput_time turnaround turnaround_time sojourn_time "
    "flow_time total_time time_inside",
    "handle_time": "aht average_handle_time service_time touch_time",
    "queue_length": "queue_size length_of_queue number_waiting lq",
    "people_inside": "wip work_in_progress number_in_system",
    "utilisation": "occupancy utilization load usage rho busy_share",
    "abandoned": "abandonment abandonment_rate abandon_rate reneged lost gave_up",
    "throughput": "output departures completed",
    "resolution": "solved",
    "first_contact_resolution": "fcr ftr first_time_right",
    # SOPs
    "sop": "procedure standard_operating_procedure work_instruction work_instructions standard protocol",
    "actions": "steps tasks checklist instructions activities items",
    "do": "text description name what instruction title task",
    "standard_time": "duration time std_time norm_time takes minutes",
    "lock": "type kind mode binding flexibility",
    "fits": "fit_rate coverage applies applies_to suits",
    "error": "defects defect_rate error_probability failure_rate mistakes p_error",
    "mandatory": "required must obligatory compulsory",
    "check": "control verification verify criterion inspection",
    "record": "log documentation evidence documented",
    "tolerance": "allowance deviation limits",
    "standardisation": "sigma prescribed degree level",
    "elastic": "flexibility flexible room",
    "variety": "variability heterogeneity",
    "compliance": "adherence conformance pcr kappa discipline followed",
    "exceptions": "escalation deviations fallback",
    "redone": "rework reworked corrected repaired",
    "undetected": "escaped unfound missed hidden latent",
    "comes_back_as": "as returns_as class customers",
    "responsible": "owner accountable who role process_owner",
    "effects": "parameters constants coefficients",
    "faster": "alpha speedup time_saving",
    "steadier": "beta",
    "safer": "gamma",
    "bending": "delta",
    "time_measured": "measured measured_with time_measured_with",
    "audit": "audits sample inspection inspections",
    "detects": "detection detection_probability sensitivity",
    "learning": "learning_curve wright",
    "training": "coaching trainings",
    "less_per_hour": "fatigue per_hour falls_per_hour",
    "free": "optional none loose open",
    "fixed": "strict rigid hard locked",
    # documents
    "owner": "responsible process_owner",
    "approved_by": "approver approved signed_by released_by",
    "effective": "effective_date valid_from date in_force",
    "review": "review_date next_review",
    "revisions": "history revision_history changes changelog",
    "author": "by who name editor",
    "change": "what description changes text note",
    "retention": "keep_for kept_for",
    # satisfaction, scorecard, investment
    "complain": "complaints complaint_rate voice",
    "kano": "class kano_class category",
    "criteria": "kpis measures items indicators metrics",
    "figure": "measure kpi metric indicator",
    "weight": "share importance percentage",
    "none_at": "worst zero_at min zero",
    "full_at": "best target max hundred_at",
    "once": "cost capex price amount invest initial",
    "per_month": "monthly opex running running_cost",
    "ramp": "ramp_up rampup",
    "discount": "interest discount_rate wacc",
    "runs_per_year": "days_per_year working_days runs",
    # figures of a step in conditions
    "waiting": "wait queue queue_length number_waiting line in_queue",
    "expected_wait": "wait waiting_time wait_time delay",
    "visits": "times tries attempts n sample_size",
    # distributions and their parameters
    "constant": "fixed deterministic const",
    "exponential": "negexp expo exp markov markovian poisson negative_exponential",
    "normal": "gaussian gauss",
    "lognormal": "log_normal lognorm",
    "uniform": "between range rectangular",
    "triangular": "tri triangle",
    "mixture": "hyperexponential hyperexp hyper_exponential",
    "empirical": "data samples observed histogram",
    "mean": "average avg mu expected",
    "sd": "std stdev sigma stddev standard_deviation",
    "cv": "coefficient_of_variation scv",
    "low": "min minimum lower from least",
    "mode": "likely most_likely peak typical usual",
    "high": "max maximum upper to most",
    # values
    "fifo": "fcfs first_come first_come_first_served first_in_first_out",
    "lifo": "lcfs last_come_first_served last_in_first_out",
    "preemptive": "preempt interrupting",
    "random": "siro any",
    "shortest": "sjf spt shortest_job_first",
    "onstage": "frontstage front_stage front front_office",
    "backstage": "back_stage back back_office",
    "customer": "client user",
    "min": "minute minutes mins",
    "s": "second seconds sec secs",
    "h": "hour hours hr hrs",
    "d": "day days",
    "w": "week weeks",
}

_MEANS: dict[str, set[str]] = {}
for _word, _others in _WRITTEN_FOR.items():
    for _other in _others.split():
        _MEANS.setdefault(_other, set()).add(_word)


def meant(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return which of the known words of the language was meant: by the table, else by its looks."""
    words = tuple(known)
    same = tuple(name for name in words if name.casefold() == word.strip().casefold())
    return same or listed(word, words) or nearest(word, words)


def listed(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return which of the known words of the language was meant, by the table alone."""
    found = _MEANS.get(re.sub(r"[-\s]+", "_", word.strip().casefold()), set())
    return tuple(name for name in known if name in found)


def advice(word: str, known: Iterable[str]) -> str:
    """Return the hint for a word that is none of the language: the one meant, else what is known."""
    words = tuple(known)
    near = meant(word, words)
    return which(near) if near else did_you_mean(word, words)
