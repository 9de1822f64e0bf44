"""Accuracy and speed of looking up typed names: the tables of docs/medicine-names.md."""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from statistics import median, quantiles

from app.config import questions_folder
from app.content.load.pack import load_pack
from app.core.medicines.index import MedicineIndex
from app.core.medicines.model import Medicine
from app.core.model import Pack
from tests.core.names import by_hand, by_rule, outcome, tenfold
from tests.core.names.real_lists import real_names, verdict

OUTCOMES = ("right", "asked", "asked in vain", "unknown", "wrong")
HEADINGS = ("right at first", "asked", "asked in vain", "unknown", "matched to other options")
ROUNDS = 5


def main() -> None:
    """Print the tables as Markdown, or with `--json` the figures that tests check."""
    pack = load_pack(questions_folder())
    if "--json" in sys.argv:
        print(
            json.dumps(
                {"median_ms": speed(pack), "grown": growth(pack), "index_ms": build_times(pack)}
            )
        )
        return
    index = index_of(pack.medicines, pack)
    print(f"| set | lines | {' | '.join(HEADINGS)} |\n|---|---|---|---|---|---|---|")
    for name, lines in sets(pack).items():
        counted = Counter(outcome(index, typed, meant) for typed, meant in lines)
        print(f"| {name} | {len(lines)} |", *(f"{counted[one]} |" for one in OUTCOMES))
    print_real_lists(pack, index)
    print_times(pack, index)
    ratios = growth(pack)
    spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
    print(f"\nTen times the table: {median(ratios):.2f} times the median ({spread}).")
    times = build_times(pack)
    print(f"Index built in {median(times):.0f} ms ({min(times):.0f} to {max(times):.0f}).")


def print_real_lists(pack: Pack, index: MedicineIndex) -> None:
    """Print how the names of public lists are understood, by category and together."""
    verdicts = ("right", "asked", "not understood", "WRONG")
    print(f"\n| category | n | {' | '.join(verdicts)} |\n|---|---|---|---|---|---|")
    counted: dict[str, Counter[str]] = {}
    for name in real_names():
        for category in (name.category, "all"):
            counted.setdefault(category, Counter())[verdict(pack, index, name)] += 1
    for category in sorted(counted, key=lambda category: (category == "all", category)):
        total = counted[category]
        print(f"| {category} | {total.total()} |", *(f"{total[one]} |" for one in verdicts))


def print_times(pack: Pack, index: MedicineIndex) -> None:
    """Print the times of several kinds of look-ups."""
    print("\n| look-ups | median, ms | 99 of 100 under, ms | worst, ms |\n|---|---|---|---|")
    for name, one, texts in (
        ("every name of the table", index, names(pack)),
        ("lines by hand", index, [line.typed for line in by_hand()]),
        ("slips by rule", index, slips(pack)),
        (
            "slips by rule, table ten times as large",
            index_of(tenfold(pack.medicines), pack),
            slips(pack),
        ),
    ):
        times = [timed(one.look_up, text) for _ in range(ROUNDS) for text in texts]
        high = quantiles(times, n=100)[98]
        print(f"| {name} | {median(times):.3f} | {high:.3f} | {max(times):.3f} |")


def speed(pack: Pack) -> float:
    """Return the median time to look up a misspelled name, in milliseconds."""
    return median_time(index_of(pack.medicines, pack), slips(pack))


def growth(pack: Pack) -> list[float]:
    """Return how many times as long a look-up takes in a table ten times as large, per round."""
    index, larger = index_of(pack.medicines, pack), index_of(tenfold(pack.medicines), pack)
    return [
        median_time(larger, slips(pack)) / median_time(index, slips(pack)) for _ in range(ROUNDS)
    ]


def build_times(pack: Pack) -> list[float]:
    """Return the times to build the index, in milliseconds of CPU."""
    return [timed(lambda: index_of(pack.medicines, pack)) for _ in range(ROUNDS)]


def median_time(index: MedicineIndex, texts: Sequence[str]) -> float:
    """Return the median time to look these up, in milliseconds."""
    return median(timed(index.look_up, text) for text in texts)


def names(pack: Pack) -> list[str]:
    """Return every name in the table."""
    return [term for medicine in pack.medicines.values() for term in medicine.terms]


def slips(pack: Pack) -> list[str]:
    """Return misspelled names."""
    return [typed for typed, _ in by_rule(pack)]


def sets(pack: Pack) -> Mapping[str, list[tuple[str, Medicine | None]]]:
    """Return the lines of each set, with the medicine that was meant."""
    hand = by_hand()
    return {
        "by hand, one medicine meant": [
            (line.typed, pack.medicines[line.medicine])
            for line in hand
            if line.expected == "matched"
        ],
        "by hand, a pharmacist would ask": [
            (line.typed, pack.medicines.get(line.medicine))
            for line in hand
            if line.expected == "ask"
        ],
        "by hand, nobody could tell": [
            (line.typed, None) for line in hand if line.expected == "unknown"
        ],
        "slips by rule": list(by_rule(pack)),
    }


def index_of(medicines: Mapping[str, Medicine], pack: Pack) -> MedicineIndex:
    """Return an index of these medicines."""
    return MedicineIndex(medicines.values(), pack.ambiguous, pack.name_rules)


def timed(call: Callable[..., object], *arguments: str) -> float:
    """Return the CPU time of one call in this process, in milliseconds."""
    began = time.process_time()
    call(*arguments)
    return (time.process_time() - began) * 1000


if __name__ == "__main__":
    main()
