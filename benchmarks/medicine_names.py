"""How well and how fast typed names are understood: the tables of docs/medicine-names.md."""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from statistics import median, quantiles

from app.config import questions_folder
from app.content.loader import load_pack
from app.core.medicines import Index, Medicine
from app.core.model import Pack
from tests.core.names import by_hand, by_rule, outcome, tenfold

OUTCOMES = ("right", "asked", "asked in vain", "unknown", "wrong")
HEADINGS = ("right at first", "asked", "asked in vain", "unknown", "matched to other options")
ROUNDS = 5


def main() -> None:
    """Print both tables as Markdown."""
    pack = load_pack(questions_folder())
    index = index_of(pack.medicines, pack)
    print(f"| set | lines | {' | '.join(HEADINGS)} |\n|---|---|---|---|---|---|---|")
    for name, lines in sets(pack).items():
        counted = Counter(outcome(index, typed, meant) for typed, meant in lines)
        print(f"| {name} | {len(lines)} |", *(f"{counted[one]} |" for one in OUTCOMES))
    print("\n| look-ups | median, ms | 99 of 100 under, ms | worst, ms |\n|---|---|---|---|")
    larger = index_of(tenfold(pack.medicines), pack)
    typed = [slip for slip, _ in by_rule(pack)]
    known = [term for medicine in pack.medicines.values() for term in medicine.terms]
    for name, one, texts in (
        ("every name of the table", index, known),
        ("lines by hand", index, [line.typed for line in by_hand()]),
        ("slips by rule", index, typed),
        ("slips by rule, table ten times as large", larger, typed),
    ):
        times = [timed(one.look_up, text) for _ in range(ROUNDS) for text in texts]
        high = quantiles(times, n=100)[98]
        print(f"| {name} | {median(times):.3f} | {high:.3f} | {max(times):.3f} |")
    ratios = [
        median(timed(larger.look_up, text) for text in typed)
        / median(timed(index.look_up, text) for text in typed)
        for _ in range(ROUNDS)
    ]
    spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
    print(f"\nTen times the table: {median(ratios):.2f} times the median ({spread}).")
    built = [timed(lambda: index_of(pack.medicines, pack)) for _ in range(ROUNDS)]
    print(f"Index built in {median(built):.0f} ms ({min(built):.0f} to {max(built):.0f}).")


def sets(pack: Pack) -> Mapping[str, list[tuple[str, Medicine | None]]]:
    """The lines of each set with the medicine that was meant."""
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


def index_of(medicines: Mapping[str, Medicine], pack: Pack) -> Index:
    """An index of these medicines."""
    return Index(medicines.values(), pack.ambiguous, pack.reading)


def timed(call: Callable[..., object], *arguments: str) -> float:
    """How long one call takes, in milliseconds."""
    began = time.perf_counter()
    call(*arguments)
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
