"""What a word of the language means: `sopsim explain WORD`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from simulator.blueprint.families import FAMILIES, LIMITS, LISTED
from simulator.blueprint.how_to import habits_about
from simulator.blueprint.json_schema import json_schema
from simulator.blueprint.part import Form
from simulator.blueprint.reading import UNIT_SECONDS
from simulator.blueprint.reference import reference_markdown
from simulator.blueprint.report_words import REPORT_WORDS
from simulator.blueprint.synonyms import advice, listed
from simulator.blueprint.vocabulary import Entry, entries, forms, later_words
from simulator.blueprint.wording import not_yet
from simulator.errors import UsageError
from simulator.names import which

__all__ = ["explain", "json_schema", "known_words", "reference_markdown"]

#: Words that stand in texts and not behind a key.
_CONCEPTS = {
    "profile": (
        'A value that changes over the day, `{"09:00": 3, "17:00": 0}`, or over the week, '
        "`{Mon-Fri: {...}, Sat: {...}}`. Each holds until the next entry, around the clock: the last "
        "one of the evening "
        "goes on until the first of the morning."
    ),
    "distribution": (
        "A value that varies, by the name of its family and its parameters: "
        + ", ".join(f"`{name}`" for name in (*FAMILIES, *LISTED))
        + ". `shift`, `min` and `max` may stand beside the name."
    ),
    "visits": "In conditions: how often this case has come to a step so far, `'x-ray'.visits < 3`.",
    "waiting": "In conditions: how many wait at a step now, `answer.waiting > 12`.",
    "expected_wait": "In conditions: how long one would wait at a step now, `answer.expected_wait > 2 min`.",
    "age": "In conditions: the time since the case arrived, `age > 1 h`.",
    "between": 'In conditions: from one time of day to another, `time between "12:00" and "13:00"`.',
    "is": "In conditions: compares with a name, `customers is business`, `urgency is not urgent`.",
    "abandoned": "The outcome of those whose patience ended.",
    "balked": "The outcome of those who saw the queue and did not join.",
    "turned_away": "The outcome of those who found the queue full.",
    "no_show": "The outcome of those with an appointment who did not come.",
    "unfinished": "The outcome of those who were still inside at the end of the run.",
    "base": "The file as it is written, without any scenario.",
    "endless": "Patience that never ends.",
    **{
        unit: f"As a unit of time: {name}. `5 {unit}`, `30/{unit}`."
        for unit, name in zip(UNIT_SECONDS, ("seconds", "minutes", "hours", "days", "weeks"), strict=True)
    },
}


def explain(word: str) -> str:
    """Return what a word means, wherever it stands in the language; of everyday words, where it is told.

    Raises:
        UsageError: it is neither; the message names the nearest word of the language.
    """
    wanted = _as_known(word.strip().rpartition(".")[2])
    told = [table[wanted] for table in (_CONCEPTS, REPORT_WORDS) if wanted in table]
    told += [*_keys(wanted), *_values(wanted), *_inner(wanted), *_families(wanted), *_forms(wanted)]
    if not told and wanted in later_words():
        homes = " or ".join(later_words()[wanted])
        told.append(f"{not_yet(wanted)[0].upper()}{not_yet(wanted)[1:]}. It will belong to {homes}.")
    if not told:
        told = list(_habits(wanted))
    if not told:
        raise UsageError(f"`{word}` is no word of the language; {advice(wanted, known_words())}")
    return "\n\n".join([wanted, *told])


def _as_known(word: str) -> str:
    """Return the word of the language that is written so but for capitals, blanks and underscores."""
    known = known_words()
    if word in known:
        return word
    return next((name for name in known if _folded(name) == _folded(word)), word)


def _folded(word: str) -> str:
    return " ".join(word.casefold().replace("_", " ").replace("-", " ").split())


def _habits(words: str) -> Iterator[str]:
    """Yield where the how-to pages tell of everyday words, and the word of the language that may be meant."""
    if found := habits_about(words):
        lines = [f"  docs/how-to/{habit.page}, {habit.title}: {habit.told}" for habit in found]
        yield "\n".join(("It is no word of the language, but how to say it is told in", *lines))
        if near := listed(words, known_words()):
            yield f"As a word of the language: {which(near)}"


def known_words() -> tuple[str, ...]:
    """Return every word that `explain` knows, keys first."""
    keys = [entry.word for entry in entries()]
    values = [value for entry in entries() for value in entry.values]
    inner = [inner_word for form in forms() for inner_word in form.words]
    families = [
        *FAMILIES,
        *LISTED,
        *LIMITS,
        *(name for family in FAMILIES.values() for name in family.parameters),
    ]
    named = [_bare(form.name) for form in forms()]
    texts = [*_CONCEPTS, *REPORT_WORDS]
    return tuple(dict.fromkeys([*keys, *values, *inner, *families, *named, *texts, *later_words()]))


def _bare(name: str) -> str:
    """Return a form's name without its article."""
    return name.removeprefix("a ").removeprefix("an ").removeprefix("the ")


def _keys(word: str) -> list[str]:
    """Return a paragraph for each block in which a word stands; blocks that say the same share one."""
    found: dict[tuple[str, str, str, tuple[str, ...]], list[Entry]] = {}
    for entry in entries():
        if entry.word == word:
            found.setdefault((entry.meaning, entry.takes, entry.default, entry.examples), []).append(entry)
    return [_key(alike) for alike in found.values()]


def _key(alike: list[Entry]) -> str:
    entry = alike[0]
    nouns = tuple(dict.fromkeys(other.block.noun for other in alike))
    places = tuple(dict.fromkeys(other.place for other in alike if other.place.count("then") == 0))
    lines = [f"In {', '.join(nouns)}: {entry.meaning}"]
    lines.append(f"  takes    {entry.takes}")
    if entry.form and entry.form.name not in {"a text", "a name"}:
        lines.append(f"           {entry.form.meaning}")
    lines.append("  default  " + ("must be given" if entry.required else entry.default))
    lines += [f"  example  {entry.word}: {example}" for example in entry.examples]
    lines += [f"  stands   {place}" for place in places]
    return "\n".join(lines)


def _values(word: str) -> list[str]:
    """Return a line for each key that takes the word as its value."""
    found = [entry for entry in entries() if word in entry.values]
    told = {f"A value of `{entry.word}` in {entry.block.noun}: {entry.meaning}" for entry in found}
    return sorted(told)


def _inner(word: str) -> list[str]:
    told = {form.words[word]: form for form in forms() if word in form.words}
    return [f"In {form.name}: {meaning}\n  example  {_with(word, form)}" for meaning, form in told.items()]


def _with(word: str, form: Form) -> str:
    """Return an example of a form: the word itself where it is a value, else one in which it stands."""
    if word in _enumerated(form.json):
        key = next(entry.word for entry in entries() if entry.form is form)
        return f"{key}: {word}"
    return next((example for example in form.examples if word in example), form.examples[0])


def _enumerated(schema: dict[str, Any]) -> list[str]:
    """Return the values that a form lists."""
    return [value for part in schema.get("anyOf", ()) for value in part.get("enum", ())]


def _families(word: str) -> list[str]:
    """Return what is known of a word as a distribution, a parameter, a limit."""
    if word in FAMILIES:
        family = FAMILIES[word]
        return [f"A distribution. {family.meaning}\n  takes    {family.needs}\n  example  {family.example}"]
    if word in LISTED:
        meaning, example = LISTED[word]
        return [f"A distribution. {meaning}\n  example  {example}"]
    if word in LIMITS:
        return [f"Beside a distribution. {LIMITS[word]}\n  example  {{exponential: 12 min, {word}: 1 h}}"]
    having = [family for family in FAMILIES.values() if word in family.parameters]
    if having:
        names = ", ".join(f"`{family.name}`" for family in having)
        shown = next((family for family in having if f"{word}:" in family.example), having[0])
        return [f"A parameter of the distributions {names}.\n  example  {shown.example}"]
    return []


def _forms(word: str) -> list[str]:
    return [
        f"{form.name[0].upper()}{form.name[1:]}: {form.meaning}\n"
        + "\n".join(f"  example  {e}" for e in form.examples)
        for form in forms()
        if _bare(form.name) == word
    ]
