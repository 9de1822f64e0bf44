"""Converts TOML values to the model's dataclasses. Values are never coerced or ignored."""

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
    """A converter from TOML values to model types, which says in plain words what does not fit.

    `groups` are the named sets of answers that a rule's clause may refer to.
    """

    def __init__(self, groups: Groups | None = None) -> None:
        self._strict = _build_converter(groups or {}, strict=True)
        self._lenient = _build_converter(groups or {}, strict=False)

    def structure(self, raw: object, target: type[T]) -> tuple[T | None, list[str]]:
        """Return a value of type `target`, or None if it cannot be built, and all problems found.

        Unknown keys and unknown groups are reported, but the value is still returned, so that one
        misspelled key does not cause further problems in other files.
        """
        try:
            return self._strict.structure(raw, target), []
        except TypeError as error:
            return None, [str(error)]
        except (ClassValidationError, IterableValidationError) as error:
            messages = [
                _path_first(message)
                for message in transform_error(error, "", format_exception=_describe_error)
            ]
        try:
            return self._lenient.structure(raw, target), messages
        except (ClassValidationError, IterableValidationError):
            return None, messages


def _build_converter(groups: Groups, *, strict: bool) -> Converter:
    converter = Converter(forbid_extra_keys=strict)
    for scalar in TYPE_NAMES:
        converter.register_structure_hook(scalar, _scalar_hook(scalar))
    converter.register_structure_hook(Level, _structure_level)
    converter.register_structure_hook(Clause, _clause_hook(converter, groups, strict))
    converter.register_structure_hook_factory(
        is_dataclass, lambda target: _dataclass_hook(converter, target)
    )
    converter.register_structure_hook_factory(
        _is_collection, lambda target: _collection_hook(converter, target)
    )
    converter.register_structure_hook_func(_is_literal, _structure_literal)
    return converter


def _scalar_hook(target: type) -> Callable[[object, object], object]:
    def structure(value: object, _: object) -> object:
        if type(value) is not target:
            raise TypeError(f"expected {TYPE_NAMES[target]}, found {value!r}")
        return value

    return structure


def _dataclass_hook(converter: Converter, target: Any) -> Callable[[object, object], object]:
    """Return a hook that accepts only a table; cattrs assumes one without a check."""
    structure_fields = make_dict_structure_fn(
        target, converter, _cattrs_forbid_extra_keys=converter.forbid_extra_keys
    )

    def structure(value: object, _: object) -> object:
        if not isinstance(value, dict):
            raise TypeError(f"expected a table, found {value!r}")
        return structure_fields(value, target)

    return structure


def _is_collection(target: Any) -> bool:
    return get_origin(target) in (tuple, frozenset)


def _is_literal(target: Any) -> bool:
    return get_origin(target) is Literal


def _collection_hook(converter: Converter, target: Any) -> Callable[[object, object], object]:
    """Return a hook that accepts only a list, so that a string is not split into letters."""

    list_type: Any = GenericAlias(list, target.__args__[:1])

    def structure(value: object, _: object) -> object:
        if not isinstance(value, list):
            raise TypeError(f"expected a list, found {value!r}")
        return get_origin(target)(converter.structure(value, list_type))

    return structure


def _structure_literal(value: object, target: Any) -> object:
    if value not in get_args(target):
        allowed = ", ".join(str(choice) for choice in get_args(target) if choice)
        raise ValueError(f"expected one of {allowed}, found {value!r}")
    return value


def _structure_level(value: object, _: object) -> Level:
    levels = {level.id: level for level in Level}
    if value not in levels:
        raise ValueError(f"expected one of {', '.join(levels)}, found {value!r}")
    return levels[str(value)]


def _clause_hook(
    converter: Converter, groups: Groups, strict: bool
) -> Callable[[object, object], Clause]:
    """Return a hook for a clause: a table of answers, or the name of a group."""

    def structure(value: object, _: object) -> Clause:
        if not isinstance(value, str):
            return Clause(converter.structure(value, dict[str, frozenset[str]]))
        if value not in groups and strict:
            known = ", ".join(sorted(groups))
            raise ValueError(f"no group '{value}' in rules/groups.toml (known: {known})")
        return Clause(groups.get(value, {}), name=value)

    return structure


def _describe_error(error: BaseException, _: type | None) -> str:
    if isinstance(error, ForbiddenExtraKeysError):
        return f"unknown key {', '.join(sorted(repr(field) for field in error.extra_fields))}"
    if isinstance(error, KeyError):
        return f"missing key {error}"
    return str(error)


def _path_first(message: str) -> str:
    """Return a message of cattrs, `text @ path`, as `path: text`."""
    text, _, path = message.rpartition(" @ ")
    path = path.removeprefix(".")
    return f"{path}: {text}" if path else text
