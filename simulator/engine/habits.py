"""What customers bring along, and what they do and need at a step: their draws, each at its address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import nan

from simulator.engine.procedures import Drawn, Luck, Performed, Performing
from simulator.model.plan import (
    BY_CUSTOMERS,
    Base,
    CustomerClass,
    Plan,
    SamePerson,
    Step,
    Trait,
    Work,
)
from simulator.model.situations import Situations
from simulator.model.streams import (
    AFTER,
    BALK,
    BEFORE_ALL_VISITS,
    BENDS,
    CALL,
    COMES_BACK,
    COMPLIES,
    ERRS,
    ERRS_AFTER,
    ERRS_BACK,
    EXCEPTION,
    FINDS,
    HAND_OFF,
    PATIENCE,
    PRESCRIBED,
    ROUTE,
    SET_UP,
    VARIETY,
    WORK,
    action_stream,
    attribute_stream,
    set_stream,
    variety_stream,
    visit_stream,
)
from simulator.model.worlds import chance_that
from simulator.randomness.distributions import Distribution
from simulator.randomness.draws import Draws


class Customs:
    """The draws of all classes: of their attributes, and their habits wherever they come."""

    def __init__(self, plan: Plan, seed: int, replication: int) -> None:
        self._plan = plan
        self._run = (seed, replication)
        self._traits: dict[tuple[int, str], list[float | Draws]] = {}
        self._situations: dict[int, Situations] = {}
        self._habits: dict[tuple[int, int, int, str], Habits] = {}

    def _trait_draws(self, customers: CustomerClass, lineage: str) -> list[float | Draws]:
        """For each attribute its value, or where it is drawn from."""
        traits: list[float | Draws] = []
        for attribute, trait in zip(self._plan.attributes, customers.traits, strict=True):
            if trait is None or trait.draw is None:
                traits.append(nan if trait is None else trait.value)
            else:
                number = attribute_stream(attribute.name, customers, lineage).number
                traits.append(Draws(*self._run, number, trait.draw, BEFORE_ALL_VISITS))
        return traits

    def traits_of(self, customers: int, n: int, lineage: str) -> list[float]:
        """What a customer brings along: a value for each attribute, nan for those its class has not."""
        traits = self._traits.get((customers, lineage))
        if traits is None:
            traits = self._trait_draws(self._plan.classes[customers], lineage)
            self._traits[customers, lineage] = traits
        return [trait.at(n, BEFORE_ALL_VISITS) if isinstance(trait, Draws) else trait for trait in traits]

    def at(self, step: int, customers: int, branch: int, lineage: str) -> Habits:
        """What the class does and needs at the step, in the branch."""
        habits = self._habits.get((step, customers, branch, lineage))
        if habits is None:
            sop = self._situations_at(step, customers)
            habits = Habits(self._plan, step, customers, branch, lineage, *self._run, sop)
            self._habits[step, customers, branch, lineage] = habits
        return habits

    def _situations_at(self, step: int, customers: int) -> Situations | None:
        """Those of the SOP of a step for a class, once for all classes for which it is the same."""
        procedure = self._plan.steps[step].procedure_for(customers)
        if procedure is None:
            return None
        if id(procedure) not in self._situations:
            self._situations[id(procedure)] = Situations(procedure)
        return self._situations[id(procedure)]


class Habits:
    """The draws of one class at one step in one branch."""

    __slots__ = (
        "_base_otherwise",
        "_bases",
        "_by",
        "_cases",
        "_otherwise",
        "_run",
        "after",
        "balk",
        "call",
        "comes_back",
        "errs_after",
        "errs_back",
        "hand_off",
        "is_timed",
        "lapses",
        "mean_work",
        "patience",
        "performing",
        "route",
        "set_up",
        "sets",
        "work",
    )

    def __init__(
        self,
        plan: Plan,
        step: int,
        customers: int,
        branch: int,
        lineage: str,
        seed: int,
        replication: int,
        situations: Situations | None,
    ) -> None:
        here = plan.steps[step]
        who = plan.classes[customers]
        place = (step, customers, branch, lineage)

        def draws(purpose: str, distribution: Distribution | None = None) -> Draws:
            number = visit_stream(plan, purpose, *place).number
            return Draws(seed, replication, number, distribution)

        def draws_if(purpose: str, distribution: Distribution | None) -> Draws | None:
            return None if distribution is None else draws(purpose, distribution)

        self._run = (seed, replication)
        self._bases, self._base_otherwise = _bases_of_class(here, customers)
        by, cases, otherwise = _work_of_class(here.work, customers)
        self._by = by
        self._cases = cases
        self._otherwise = otherwise
        self.work = draws(WORK, otherwise if by is None else None)
        self.mean_work = _mean_work(here, customers, who)
        self.hand_off = draws_if(HAND_OFF, here.hand_off)
        self.patience = draws_if(PATIENCE, here.patience if here.own_patience else who.patience)
        else_after = isinstance(here.person, SamePerson) and here.person.else_after is not None
        #: whether anything happens to who queues long
        self.is_timed = self.patience is not None or here.escalation is not None or else_after
        self.balk = draws(BALK)
        self.route = draws(ROUTE)
        self.set_up = draws_if(SET_UP, here.set_up)
        self.call = draws(CALL)
        self.comes_back = draws(COMES_BACK)
        self.after = draws_if(AFTER, None if here.comes_back is None else here.comes_back.after)
        self.performing = None if situations is None else self._performing(plan, place, draws, situations)
        procedure = here.procedure_for(customers)
        #: by how much less the class's SOP is complied with at times
        self.lapses = None if procedure is None else procedure.lapses
        rule = None if procedure is None else procedure.undetected
        self.errs_back = None if rule is None else draws(ERRS_BACK)
        self.errs_after = draws_if(ERRS_AFTER, None if rule is None else rule.after)
        self.sets = [
            (attribute, self._decided(trait, set_stream(plan, attribute, *place).number, seed, replication))
            for attribute, trait in here.sets
        ]

    def _performing(
        self,
        plan: Plan,
        place: tuple[int, int, int, str],
        draws: Callable[..., Draws],
        situations: Situations,
    ) -> Performing:
        """How the class is served by the SOP of the step."""
        step, customers, _, lineage = place
        procedure = plan.steps[step].procedure_for(customers)
        assert procedure is not None, "only where there is one"

        def of_action(purpose: str) -> Callable[[str], Drawn]:
            return lambda name: self._drawn(action_stream(plan, purpose, name, *place).number)

        number = variety_stream(plan.classes[customers], lineage).number
        of_case, of_visit = self._drawn(number, BEFORE_ALL_VISITS), draws(VARIETY).at

        def variety(n: int, visit: int, _attempt: int) -> float:
            return of_visit(n, visit, 0) if procedure.own_variety else of_case(n, BEFORE_ALL_VISITS, 0)

        exceptional = procedure.exceptional
        within = exceptional is not None and exceptional.step is None and exceptional.time is not None
        return Performing(
            procedure,
            situations,
            Luck(
                variety,
                draws(PRESCRIBED).at,
                draws(BENDS).at,
                of_action(COMPLIES),
                of_action(ERRS),
                of_action(FINDS),
                draws(EXCEPTION, exceptional.time).at if exceptional is not None and within else None,
            ),
        )

    def _drawn(self, stream: int, visit: int = 1) -> Drawn:
        return Draws(*self._run, stream, None, visit).at

    def perform(self, traits: list[float], n: int, visit: int, attempt: int, lapse: float) -> Performed:
        """Do a visit by the SOP of the step."""
        assert self.performing is not None, "only where there is one"

        def work(again: int) -> float:
            return self.draw_work(traits, n, visit, again)

        return self.performing.perform(self._base(traits), work, n, visit, attempt, lapse)

    def _base(self, traits: list[float]) -> Base:
        """How the unprescribed work of this case comes from the drawn."""
        base = self._base_otherwise
        if self._by is not None:
            base = self._bases.get(traits[self._by], base)
        assert base is not None, "there is one for every time"
        return base

    @staticmethod
    def _decided(trait: Trait, stream: int, seed: int, replication: int) -> float | Draws:
        return trait.value if trait.draw is None else Draws(seed, replication, stream, trait.draw)

    def decide(self, traits: list[float], n: int, visit: int) -> None:
        """The step decides attributes of the case, on this visit of it."""
        for attribute, value in self.sets:
            traits[attribute] = value.at(n, visit) if isinstance(value, Draws) else value

    def draw_work(self, traits: list[float], n: int, visit: int, attempt: int) -> float:
        """The standard work of a visit: a number of its stream through the distribution for this case."""
        drawn = self.work.at(n, visit, attempt)
        if self._by is None:
            return drawn
        distribution = self._cases.get(traits[self._by], self._otherwise)
        assert distribution is not None, "compile_plan leaves no value of the attribute without a time"
        return float(distribution.quantile(drawn))


def _work_of_class(
    work: Work, customers: int
) -> tuple[int | None, dict[float, Distribution], Distribution | None]:
    """The same, with the class known: (attribute that decides, by value, otherwise)."""
    if work.by == BY_CUSTOMERS:
        return None, {}, work.cases.get(float(customers), work.otherwise)
    return work.by, dict(work.cases), work.otherwise


def _bases_of_class(step: Step, customers: int) -> tuple[Mapping[float, Base], Base | None]:
    """The base work by the attribute that decides, with the class known."""
    procedure = step.procedure_for(customers)
    if procedure is None:
        return {}, None
    if step.work.by == BY_CUSTOMERS:
        return {}, procedure.bases.get(float(customers), procedure.otherwise)
    return procedure.bases, procedure.otherwise


def _mean_work(step: Step, customers: int, who: CustomerClass) -> float:
    """The mean of the standard work over the customers of a class, by the SOP of the step.

    Of a class that the step has no time for, since it never comes there: the plain mean of those times.
    """
    work = step.work
    means = {value: _mean(step, customers, value, of) for value, of in work.cases.items()}
    shares: dict[float, float] = {}
    if work.by == BY_CUSTOMERS:
        shares = {float(customers): 1.0}
    elif work.by is not None:
        shares = _shares(who.traits[work.by], work.cases)
    known = {value: share for value, share in shares.items() if value in means}
    mean = sum(share * means[value] for value, share in known.items())
    if work.otherwise is not None:
        return mean + (1.0 - sum(known.values())) * _mean(step, customers, nan, work.otherwise)
    return mean if known else sum(means.values()) / len(means)


def _mean(step: Step, customers: int, value: float, time: Distribution) -> float:
    """The mean work of a visit of the class whose time that is, by the SOP of the step."""
    procedure = step.procedure_for(customers)
    base = None if procedure is None else procedure.bases.get(value, procedure.otherwise)
    return time.mean if base is None else base.takes[0]


def _shares(trait: Trait | None, values: Iterable[float]) -> dict[float, float]:
    """The share of a class that has each of these values of an attribute."""
    if trait is None:
        return {}
    if trait.draw is None:
        return {trait.value: 1.0}
    return {value: chance_that(trait.draw, "=", value) for value in values}
