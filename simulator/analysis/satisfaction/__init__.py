"""From what a customer went through to an answer: pure functions on arrays, one file a subject.

`waiting` how a wait feels; `gains` what a difference from the expected weighs; `kano` the curve of a step;
`dimensions` the five dimensions of service quality; `journey` touchpoints as one score; `answers` a score as
the chances of answers; `scores` CSAT, NPS and CES; `survey` a sample of customers; `afterwards` complaining,
leaving, coming again; `scorecard` and `pairwise` weighted points and where the weights may come from.

The constants are in `simulator.constants`; docs/background/satisfaction.md has the formulas and sources.
"""
