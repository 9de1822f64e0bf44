"""From plain TOML values to the model's dataclasses: nothing is coerced, nothing is ignored."""

from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from types import GenericAlias
from typing import Any, Literal, TypeVar, get_args, get_origin

from cattrs import ClassValidationError, Converter, transform_error
from cattrs.errors import ForbiddenExtraKeysError, IterableValidationError
from cattrs.gen import make_dict_structure_fn

from app.core.rule import Answers, Clause, Level

T = TypeVar("T")
Groups = Mapping[str, Answers]

TYPE_NAMES = {str: "text in quotes", int: "a whole number", bool: "true or false"}


class Structurer:
    """Structures values as `kind`, and tells in words what did not fit."""

    def __init__(self, groups: Groups | None = None) -> None:
        self._strict = _converter(groups or {}, strict=True)
        self._lenient = _converter(groups or {}, strict=False)

    def structure(self, raw: object, kind: type[T]) -> tuple[T | None, list[str]]:
        """The value, if there is one at all, and what is wrong with it.

        A value with unknown keys only is still returned, so that one misspelt key
        does not make every other file complain.
        """
        try:
            return self._strict.structure(raw, kind), []
        except TypeError as error:
            return None, [str(error)]
        except (ClassValidationError, IterableValidationError) as error:
            messages = [_plain(m) for m in transform_error(error, "", format_exception=_in_words)]
        try:
            return self._lenient.structure(raw, kind), messages
        except (ClassValidationError, IterableValidationError):
            return None, messages


def _converter(groups: Groups, *, strict: bool) -> Converter:
    converter = Converter(forbid_extra_keys=strict)
    for kind in TYPE_NAMES:
        converter.register_structure_hook(kind, _exactly(kind))
    converter.register_structure_hook(Level, _level)
    converter.register_structure_hook(Clause, _clause_hook(converter, groups, strict))
    converter.register_structure_hook_factory(is_dataclass, lambda kind: _table(converter, kind))
    converter.register_structure_hook_factory(_is_listed, lambda kind: _listed(converter, kind))
    converter.register_structure_hook_func(_is_one_of, _one_of)
    return converter


def _exactly(kind: type) -> Callable[[object, object], object]:
    def structure(value: object, _: object) -> object:
        if type(value) is not kind:
            raise TypeError(f"expected {TYPE_NAMES[kind]}, found {value!r}")
        return value

    return structure


def _table(converter: Converter, kind: Any) -> Callable[[object, object], object]:
    """A table, as the dataclass that the model wants; cattrs would ask a word for its keys."""
    members = make_dict_structure_fn(
        kind, converter, _cattrs_forbid_extra_keys=converter.forbid_extra_keys
    )

    def structure(value: object, _: object) -> object:
        if not isinstance(value, dict):
            raise TypeError(f"expected a table, found {value!r}")
        return members(value, kind)

    return structure


def _is_listed(kind: Any) -> bool:
    return get_origin(kind) in (tuple, frozenset)


def _is_one_of(kind: Any) -> bool:
    return get_origin(kind) is Literal


def _listed(converter: Converter, kind: Any) -> Callable[[object, object], object]:
    """A list, as the collection that the model wants: a bare string is not a list of letters."""

    members: Any = GenericAlias(list, kind.__args__[:1])

    def structure(value: object, _: object) -> object:
        if not isinstance(value, list):
            raise TypeError(f"expected a list, found {value!r}")
        return get_origin(kind)(converter.structure(value, members))

    return structure


def _one_of(value: object, kind: Any) -> object:
    if value not in get_args(kind):
        known = ", ".join(str(known) for known in get_args(kind) if known)
        raise ValueError(f"expected one of {known}, found {value!r}")
    return value


def _level(value: object, _: object) -> Level:
    levels = {level.id: level for level in Level}
    if value not in levels:
        raise ValueError(f"expected one of {', '.join(levels)}, found {value!r}")
    return levels[str(value)]


def _clause_hook(
    converter: Converter, groups: Groups, strict: bool
) -> Callable[[object, object], Clause]:
    def structure(value: object, _: object) -> Clause:
        if not isinstance(value, str):
            return Clause(converter.structure(value, dict[str, frozenset[str]]))
        if value not in groups and strict:
            known = ", ".join(sorted(groups))
            raise ValueError(f"no group '{value}' in rules/groups.toml (known: {known})")
        return Clause(groups.get(value, {}), name=value)

    return structure


def _in_words(error: BaseException, kind: type | None) -> str:
    if isinstance(error, ForbiddenExtraKeysError):
        return f"unknown key {', '.join(sorted(repr(field) for field in error.extra_fields))}"
    if isinstance(error, KeyError):
        return f"missing key {error}"
    return str(error)


def _plain(message: str) -> str:
    """cattrs writes `text @ path`; a fault reads `path: text`."""
    text, _, path = message.rpartition(" @ ")
    path = path.removeprefix(".")
    return f"{path}: {text}" if path else text
