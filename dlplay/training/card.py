"""Write the model card: the prose of `model_card.md` with the figures that stand beside the weights.

Every figure comes from the `.json` that a training wrote with its weights, from the data, or from recorded
sums: the card tells of the files that ship. A training into `assets/models` ends with it.
"""

import json
from pathlib import Path

from dlplay.digits.family.figures import Facts as Family
from dlplay.digits.family.figures import facts as family_facts
from dlplay.digits.family.members import MEMBERS, Member
from dlplay.text.cells import CELLS
from dlplay.training.card_applications import applications
from dlplay.training.card_figures import ASSETS, Facts, mega, percents, shipped
from dlplay.training.card_writers import of_plays, of_poems

TEMPLATE = Path(__file__).with_name("model_card.md")
CHAR_MODELS = ("small", "large", "rnn")
MEMORY_CELLS = ("simple_rnn", "gru", "lstm")


def add_arguments(parser) -> None:
    """Nothing to choose."""


def run(arguments) -> None:
    write()


def follow(out: Path) -> None:
    """After a training wrote to the folder `out`: the card is written anew if those files ship."""
    if out.resolve() == ASSETS / "models":
        write()


def write() -> None:
    """Write `assets/MODEL_CARD.md`."""
    (ASSETS / "MODEL_CARD.md").write_text(text(), encoding="utf-8")


def text() -> str:
    """The card of the files in `assets/`."""
    digits, memory = shipped("digits"), shipped("memory")
    chars = {name: shipped(f"shakespeare-{name}") for name in CHAR_MODELS}
    numbers = {"digits": digits, "memory": memory, "small": chars["small"]}
    numbers |= _digits(digits) | _doubt(shipped("doubt")) | _run(shipped("textbook-run"))
    numbers |= _family(shipped("family"), family_facts())
    numbers |= of_plays(chars) | of_poems(shipped("poems")) | _memory(memory) | applications()
    return TEMPLATE.read_text(encoding="utf-8").format(**numbers)


def _digits(facts: Facts) -> Facts:
    accuracy = facts["accuracy"]
    shapes, unusual = (
        json.loads((ASSETS / "data" / f"pen_{name}.json").read_text(encoding="utf-8"))
        for name in ("digits", "proportions")
    )
    per_shape = len(accuracy["pen_set_by_size"]) + 1  # each size once, and once with few points
    sums = (ASSETS / "data" / "SHA256SUMS").read_text(encoding="utf-8").split()
    return {
        "mnist_sum": sums[sums.index("mnist.npz") - 1],
        "mnist_parts": _mnist_parts(facts["settings"]["held_out"]),
        "held_out_row": _held_out_row(facts["settings"]["held_out"], accuracy["mnist_held_out"]),
        "pen_drawings": per_shape * len(shapes["digits"]),
        "unusual_drawings": per_shape * len(unusual["digits"]),
        "pen_others": per_shape * len(shapes["not_digits"]),
        **{name: percents(share, 2) for name, share in accuracy.items() if isinstance(share, float)},
        "fresh": percents(facts["settings"]["fresh"], 0),
        "pen_by_digit": _shares(enumerate(accuracy["pen_set_by_digit"])),
        "pen_by_size": _shares(accuracy["pen_set_by_size"].items()),
        "pen_by_width": _shares(accuracy["pen_set_by_pen_width"].items()),
    }


def _mnist_parts(held_out: int) -> str:
    if not held_out:
        return "all of its 60,000 training digits train"
    return f"of its 60,000 training digits all but the last {held_out:,} train"


def _held_out_row(held_out: int, share: float | None) -> str:
    """A row of the table of results, or nothing where all training digits trained."""
    return f"| MNIST, {held_out:,} held-out training digits | {percents(share, 2)} |\n" if share else ""


def _doubt(facts: Facts) -> Facts:
    return {
        "doubt": facts,
        "doubt_size": f"{(ASSETS / 'models' / 'doubt.npz').stat().st_size / 1000:.0f} kB",
        "doubt_fresh": percents(facts["settings"]["fresh"], 0),
        "doubt_allowed": percents(facts["settings"]["doubted"]),
        "doubted": {name: percents(share, 2) for name, share in facts["doubted"].items()},
        "sure": {
            name: {way: percents(share) for way, share in ways.items()}
            for name, ways in facts["sure"].items()
        },
    }


def _family(facts: Facts, family: Family) -> Facts:
    files = [path for path in (ASSETS / "models").glob("family*") if path.name != "family.json"]
    return {
        "family": facts,
        "family_size": mega(sum(path.stat().st_size for path in files)),
        "family_table": "\n".join(_family_rows(family)),
        "family_fresh": percents(facts["settings"]["tiny"]["fresh"], 0),
        "family_pruned": ", ".join(
            f"`{key}` {facts['settings'][key]['epochs']}" for key, member in MEMBERS.items() if member.zeros
        ),
        "family_bits": _shares(family.bits.items()),
    }


def _family_rows(family: Family) -> list[str]:
    rows = [
        "| reader | network | parameters | not zero | multiply-adds | of weights not zero "
        "| files | right | ECE | answers as the reader |",
        "|---|" + "---|" * 9,
    ]
    for key, one in family.members.items():
        counts = (one.parameters, one.nonzero, one.multiply_adds, one.multiply_adds_nonzero)
        files = ", ".join(f"`.{kind}` {mega(size)}" for kind, size in one.files.items())
        told = (*(f"{count:,}" for count in counts), files, f"**{percents(one.accuracy, 2)}**")
        told += (percents(one.ece, 2), percents(one.agreement, 2))
        rows.append(f"| `{key}` | {_layers(MEMBERS[key])} | {' | '.join(told)} |")
    return rows


def _layers(member: Member) -> str:
    names = {"conv": "Conv2D({units}, {size})", "pool": "MaxPooling2D({size})", "flatten": "Flatten"}
    names["dense"] = "Dense({units})"
    return " -> ".join(names[layer.kind].format(**vars(layer)) for layer in member.layers)


def _run(facts: Facts) -> Facts:
    result = facts["result"]
    shares = {"run_test": result["test_accuracy"], "run_train": result["accuracy"]}
    return {"run": facts, "run_moments": len(facts["moments"])} | {
        name: percents(share, 2) for name, share in shares.items()
    }


def _shares(pairs) -> str:
    return ", ".join(f"{name}: {percents(share)}" for name, share in pairs)


def _memory(facts: Facts) -> Facts:
    tasks, recipes = facts["tasks"], facts["recipes"]

    def each(task: str, told) -> str:
        return ", ".join(f"{CELLS[cell].layer} {told(tasks[task][cell])}" for cell in MEMORY_CELLS)

    return {
        "memory_minutes": sum(one["seconds"] for cells in tasks.values() for one in cells.values()) / 60,
        **{name: _rate(recipe) for name, recipe in recipes.items()},
        "letters_off": each("words", lambda one: _range(one["letters_off_by_seed"])),
        "remembered": each(
            "remember", lambda one: percents(one["right"][str(recipes["remember"]["longest"])])
        ),
        "remembered_long": each("remember", lambda one: percents(one["right"]["200"])),
        "text_nats": each("text", lambda one: f"{one['held_out_nats_a_character']:.3f}"),
    }


def _rate(recipe: Facts) -> str:
    return (
        f"{recipe['steps']:,}, {recipe['learning_rate']}{' with a cosine to 0' if recipe['cosine'] else ''}"
    )


def _range(values: list[float]) -> str:
    return f"{min(values):.3f} to {max(values):.3f}"
