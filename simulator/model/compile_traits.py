"""How attributes are decided, in numbers."""

from __future__ import annotations

from simulator.blueprint.schema import attributes as written
from simulator.model.plan import Attribute, Trait
from simulator.randomness.distributions import discrete


def compile_trait(attribute: written.Attribute, known: Attribute) -> Trait:
    """Return how an attribute is decided, its values coded as the plan codes them."""
    if isinstance(attribute, written.Flag):
        return _drawn([(0.0, 1.0 - attribute.chance), (1.0, attribute.chance)])
    if isinstance(attribute, written.Choice):
        return _drawn([(float(known.values.index(value)), share) for value, share in attribute.shares])
    if attribute.of.is_constant:
        return Trait(value=attribute.of.mean)
    return Trait(draw=attribute.of)


def _drawn(shares: list[tuple[float, float]]) -> Trait:
    certain = [value for value, share in shares if share == 1.0]
    if certain:
        return Trait(value=certain[0])
    values, weights = zip(*sorted(shares), strict=True)
    return Trait(draw=discrete(values, weights))
