"""What the model card says of the character models: tables, curves, samples; and of the texts they learn."""

from dlplay.text import poems
from dlplay.text.cells import CELLS
from dlplay.text.model_files import POEMS_CHARACTERS, SHIPPED, stem
from dlplay.training.card_figures import ASSETS, Facts, megabytes
from dlplay.training.char_units import READ
from dlplay.training.corpus import CHARACTERS, SHA256

SETTINGS = (
    "batch",
    "steps",
    "epochs",
    "learning_rate",
    "warm_up",
    "decay",
    "dropout",
    "recurrent_dropout",
    "weight_decay",
    "clip_norm",
    "averaging",
    "teacher",
    "teacher_share",
)
UNITS = {
    "mark_next": "the line is full, a mark comes next",
    "second_line": "in the second line of a couplet",
    "seven": "lines have seven characters, not five",
    "level_tone": "the character has a level tone (平), not an oblique one (仄)",
}


def of_plays(models: dict[str, Facts]) -> Facts:
    """Of the models of plays, by their names."""
    small = models["small"]
    learned_from = CHARACTERS - small["held_out"]["characters"]
    return {
        "corpus": CHARACTERS,
        "corpus_sum": SHA256,
        "corpus_train": learned_from,
        "models_table": "\n".join(_model_rows(models)),
        "settings_table": "\n".join(_setting_rows(models)),
        "curves": "\n".join(f"- {name}: {_curve(facts['curve'])}." for name, facts in models.items()),
        "moments": _moments("small", small),
        "small_updates": _updates(small["recipe"], learned_from),
        "samples": _samples(models),
        "plays": _plays(),
    }


def of_poems(facts: Facts) -> Facts:
    """Of the model of poems."""
    models, whole, border = {"poems": facts}, poems.text(), poems.border()
    names = {
        "uniform": "every character alike",
        "frequencies": "by how frequent each character is",
        "pairs": "by the character before",
    }
    guesses = "\n".join(f"| {names[guess]} | {nats:.4f} |" for guess, nats in facts["baselines"].items())
    return {
        "poems": facts,
        "poems_count": f"{len(poems.poems()):,}",
        "poems_characters": f"{len(whole):,}",
        "poems_known": f"{POEMS_CHARACTERS:,}",
        "poems_held_out": f"{whole[border:].count(poems.BETWEEN) + 1:,}",
        "poems_table": "\n".join(_model_rows(models)),
        "poems_guesses": guesses,
        "poems_settings": "\n".join(_setting_rows(models)),
        "poems_curve": _curve(facts["curve"]),
        "poems_moments": _moments("poems", facts),
        "poems_updates": f"{_updates(facts['recipe'], border):,}",
        "poems_samples": _samples(models),
        "poems_read": f"{READ:,}",
        "poems_units": "\n".join(
            f"| {UNITS[name]} | layer {tie['layer']}, unit {tie['unit']} | {tie['auc']:.3f} |"
            for name, tie in facts["units"].items()
        ),
    }


def _updates(recipe: Facts, learned_from: int) -> int:
    return recipe["epochs"] * (learned_from // (recipe["batch"] * recipe["steps"]))


def _moments(name: str, facts: Facts) -> str:
    sizes = (megabytes(f"{stem(name)}-{moment}.npz") for moment, _ in facts["recipe"]["moments"])
    told = zip(facts["recipe"]["moments"], sizes, strict=True)
    return ", ".join(f"`{name}-{moment}` after {steps:,} updates ({size})" for (moment, steps), size in told)


def _samples(models: dict[str, Facts]) -> str:
    return "\n\n".join(
        f"{name}, temperature {temperature}:\n\n```text\n{sample}\n```"
        for name, facts in models.items()
        for temperature, sample in facts["samples"]["texts"].items()
    )


def _model_rows(models: dict[str, Facts]) -> list[str]:
    rows = [
        "| model | network | parameters | held out, nats a character | bits | files |",
        "|---|" + "---|" * 5,
    ]
    for name, facts in models.items():
        recipe, held_out = facts["recipe"], facts["held_out"]
        layers = [f"{CELLS[recipe['cell']].layer}({recipe['units']})"] * recipe["layers"]
        network = " -> ".join([*layers, f"Dense({SHIPPED[name].characters}, softmax)"])
        sizes = {end: megabytes(f"{stem(name)}.{end}") for end in ("npz", "keras")}
        files = f"`{stem(name)}.npz` {sizes['npz']}, `.keras` {sizes['keras']}"
        nats, bits = held_out["nats_a_character"], held_out["bits_a_character"]
        rows.append(
            f"| `{name}` | {network} | {facts['parameters']:,} | **{nats:.4f}** | {bits:.4f} | {files} |"
        )
    return rows


def _setting_rows(models: dict[str, Facts]) -> list[str]:
    rows = [f"| setting | {' | '.join(models)} |", "|---|" + "---|" * len(models)]
    for setting in SETTINGS:
        rows.append(
            f"| {setting} | {' | '.join(_setting(facts['recipe'], setting) for facts in models.values())} |"
        )
    return rows


def _setting(recipe: Facts, name: str) -> str:
    """A setting as text; what is not used is a dash."""
    unused = name.startswith("teacher") and not recipe["teacher"]
    return "-" if unused else str(recipe[name])


def _curve(curve: list[Facts]) -> str:
    return ", ".join(f"{one['epoch']}: {one['train']:.3f}/{one['held_out']:.3f}" for one in curve)


def _plays() -> str:
    lengths = {
        one.name: len(one.read_text(encoding="utf-8")) for one in (ASSETS / "data" / "plays").glob("*.txt")
    }
    return "\n".join(f"- `{name}`: {lengths[name]:,} characters" for name in sorted(lengths))
