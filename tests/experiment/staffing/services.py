"""Services whose staff can be varied: without chance, to be reckoned by hand, and with chance."""

from __future__ import annotations

#: One comes every 10 minutes in the first hour and two in the second; each takes 9 minutes of one clerk.
TWO_HOURS = """\
blueprint: Two hours
currency: EUR
clock: {unit: min, start: "Mon 09:00", run_for: 2 h}
customers:
  guest:
    starts_at: desk
    arrivals: {at: [0, 10, 20, 30, 40, 50, 60, 60, 70, 70, 80, 80, 90, 90, 100, 100, 110, 110]}
teams:
  clerks: {count: 2, cost: 30/h}
steps:
  desk: {team: clerks, time: 9 min, next: {end: served}}
sla:
  quick: {measure: wait, step: desk, within: 2 min, at_least: 90%}
staffing:
  clerks: {range: 1..3, per: 1 h}
"""

#: Two come every 10 minutes in the first and the last of three hours, one in the second; each takes 9 minutes
#: of one clerk.
THREE_HOURS = """\
blueprint: Three hours
currency: EUR
clock: {unit: min, start: "Mon 09:00", run_for: 3 h}
customers:
  guest:
    starts_at: desk
    arrivals:
      at: [0, 0, 10, 10, 20, 20, 30, 30, 40, 40, 50, 50, 60, 70, 80, 90, 100, 110,
           120, 120, 130, 130, 140, 140, 150, 150, 160, 160, 170, 170]
teams:
  clerks: {count: 2, cost: 30/h}
steps:
  desk: {team: clerks, time: 9 min, next: {end: served}}
sla:
  quick: {measure: wait, step: desk, within: 2 min, at_least: 90%}
staffing:
  clerks:
    range: 1..2
    per: 1 h
    shifts:
      early: {start: "09:00", length: 2 h, cost: 40}
      late: {start: "10:00", length: 2 h, cost: 40}
      first: {start: "09:00", length: 1 h, cost: 45}
      last: {start: "11:00", length: 1 h, cost: 45}
"""

#: One who comes every 5 minutes keeps a clerk for 6 minutes, then a packer for 4.
TWO_TEAMS = """\
blueprint: Two teams
currency: EUR
clock: {unit: min, start: "Mon 09:00", run_for: 1 h}
customers:
  guest: {starts_at: till, arrivals: {every: 5 min}}
teams:
  clerks: {count: 1, cost: 30/h}
  packers: {count: 2, cost: 12/h}
steps:
  till: {team: clerks, time: 6 min, next: pack}
  pack: {team: packers, time: 4 min, next: {end: served}}
sla:
  quick: {measure: wait, step: till, within: 2 min, at_least: 90%}
  packed: {measure: wait, step: pack, at_most: 1 min}
staffing:
  clerks: {range: 1..4}
  packers: {range: 1..4}
"""

#: Two come every 10 minutes; a second clerk would send both on at once to the only packer.
FLOODED = """\
blueprint: Flooded
clock: {unit: min, start: "Mon 09:00", run_for: 1 h}
customers: {guest: {starts_at: till, arrivals: {at: [0, 0, 10, 10, 20, 20, 30, 30, 40, 40, 50, 50]}}}
teams:
  clerks: {count: 1}
  packers: {count: 1}
steps:
  till: {team: clerks, time: 5 min, next: pack}
  pack: {team: packers, time: 5 min, next: {end: served}}
sla:
  packed: {measure: wait, step: pack, within: 1 min, at_least: 90%}
staffing:
  clerks: {range: 1..2}
"""

#: Those at the till give up after a minute; the packer is slow, and nobody gives up there.
IMPATIENT = """\
blueprint: Impatient
clock: {unit: min, start: "Mon 09:00", run_for: 1 h}
customers:
  guest: {starts_at: till, arrivals: {at: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]}}
teams:
  clerks: {count: 1}
  packers: {count: 1}
steps:
  till: {team: clerks, time: 6 min, patience: 90 s, next: pack}
  pack: {team: packers, time: 20 min, next: {end: served}}
sla:
  few give up: {measure: abandoned, at_most: 10%}
staffing:
  clerks: {range: 1..1}
"""

#: Small services with chance, each with few enough plans to try them all.
SMALL = {
    "one team": """\
blueprint: One team
currency: EUR
clock: {unit: min, start: "Mon 09:00", run_for: 2 h}
customers: {guest: {starts_at: till, arrivals: {rate: 40/h}}}
teams: {clerks: {count: 2, cost: 20/h}}
steps: {till: {team: clerks, time: {exponential: 3 min}, next: {end: served}}}
sla: {quick: {measure: wait, within: 3 min, at_least: 85%}}
staffing: {clerks: {range: 1..8}}
""",
    "two teams in a row": """\
blueprint: Two teams in a row
currency: EUR
clock: {unit: min, start: "Mon 09:00", run_for: 2 h}
customers: {guest: {starts_at: till, arrivals: {rate: 30/h}}}
teams: {clerks: {count: 2, cost: 30/h}, packers: {count: 2, cost: 12/h}}
steps:
  till: {team: clerks, time: {exponential: 3 min}, next: pack}
  pack: {team: packers, time: {exponential: 4 min}, next: {end: served}}
sla: {short stay: {measure: time_in_system, within: 20 min, at_least: 90%}}
staffing: {clerks: {range: 1..5}, packers: {range: 1..6}}
""",
    "by the hour": """\
blueprint: By the hour
currency: EUR
clock: {unit: min, start: "Mon 09:00", run_for: 3 h}
customers:
  guest:
    starts_at: till
    arrivals: {rate: {"09:00": 15/h, "10:00": 45/h, "11:00": 20/h}}
    patience: {exponential: 10 min}
teams: {clerks: {count: 2, cost: 20/h}}
steps: {till: {team: clerks, time: {exponential: 3 min}, next: {end: served}}}
sla: {quick: {measure: wait, within: 5 min, at_least: 85%}}
staffing: {clerks: {range: 1..4, per: 1 h}}
""",
    "one of two teams": """\
blueprint: One of two teams
currency: EUR
clock: {unit: min, start: "Mon 09:00", run_for: 2 h}
customers: {guest: {starts_at: answer, arrivals: {rate: 40/h}}}
teams: {agents: {count: 2, cost: 20/h}, experts: {count: 1, cost: 35/h}}
steps: {answer: {first_free: [agents, experts], time: {exponential: 4 min}, next: {end: served}}}
sla:
  quick: {measure: wait, at_most: 1 min}
staffing: {agents: {range: 0..5}, experts: {range: 1..4}}
""",
    "people and rooms": """\
blueprint: People and rooms
clock: {unit: min, start: "Mon 09:00", run_for: 2 h}
customers: {patient: {starts_at: treat, arrivals: {rate: 12/h}, patience: {exponential: 15 min}}}
teams: {nurses: {count: 2}}
resources: {rooms: {count: 2}}
steps: {treat: {needs: {nurses: 1, rooms: 1}, time: {exponential: 10 min}, next: {end: served}}}
sla: {few give up: {measure: abandoned, at_most: 10%}}
staffing: {nurses: {range: 1..5}, rooms: {range: 1..5}}
""",
}
