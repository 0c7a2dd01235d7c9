"""The model card's figures of the networks that are applications."""

from dlplay.training.card_figures import Facts, megabytes, percents, shipped
from dlplay.translation.examples import FIRST_HELD_OUT, HELD_OUT, LONGEST

NAMES = {"en": "English", "zh": "Chinese"}


def applications() -> Facts:
    """What the template names of all of them."""
    return (
        _detection(shipped("detection"))
        | _segmentation(shipped("segmentation"))
        | _sentiment(shipped("sentiment"))
        | _translation(shipped("translation"))
        | _speech(shipped("speech"))
        | _summary(shipped("summary"))
    )


def _detection(facts: Facts) -> Facts:
    held_out = facts["held_out"]
    names = ("precision", "recall", "f1", "average_precision", "mean_iou", "label_right")
    rows = [(name.replace("_", " "), *(one[name] for one in held_out.values())) for name in names]
    sizes = sorted({size for one in held_out.values() for size in one["recall_by_size"]}, key=_lowest)
    for size in sizes:
        recalls = (one["recall_by_size"].get(size, {}).get("recall") for one in held_out.values())
        rows.append((f"recall of digits {size} pixels high", *recalls))
    return {
        "detection": facts,
        "detection_size": megabytes("detection.npz"),
        "detection_digits": ", ".join(f"{one['digits']:,}" for one in held_out.values()),
        "detection_backend": facts.get("backend", "tensorflow"),
        "detection_pen": percents(facts["settings"]["pen"], 0),
        "detection_near": percents(facts["settings"]["habits"]["near"], 0),
        "detection_minutes": facts["seconds"] / 60,
        "detection_cases": "\n".join(
            f"| {name} | {one['sheets']} | {one['digits']} | {one['found']} | {one['false_alarms']} |"
            for name, one in facts["cases"].items()
        ),
        "detection_table": "\n".join(
            f"| {name} | {' | '.join('-' if share is None else percents(share) for share in shares)} |"
            for name, *shares in rows
        ),
    }


def _lowest(size: str) -> int:
    return int(size.split("-")[0])


def _segmentation(facts: Facts) -> Facts:
    rows = [
        "| network | sheets | digits' pixels | along edges | all pixels | mean IoU | mean Dice | by height |",
        "|---|" + "---|" * 7,
    ]
    for name, network in facts["networks"].items():
        kinds = {"to choose by": network["chosen_by"]}
        kinds |= {f"held out, {source}": each for source, each in network["held_out"].items()}
        kinds |= {f"the same as pictures, {source}": each for source, each in network["as_pictures"].items()}
        for kind, one in kinds.items():
            shares = " | ".join(percents(one[measure]) for measure in ("ink", "edges", "all"))
            sizes = ", ".join(f"{span}: {percents(share, 0)}" for span, share in one["sizes"].items())
            rows.append(f"| `{name}` | {kind} | {shares} | {one['iou']:.3f} | {one['dice']:.3f} | {sizes} |")
    return {
        "segmentation": facts,
        "segmentation_table": "\n".join(rows),
        "segmentation_files": ", ".join(
            f"`{name}.npz` {megabytes(f'{name}.npz')}" for name in facts["networks"]
        ),
        "segmentation_parameters": " and ".join(
            f"{one['parameters']:,}" for one in facts["networks"].values()
        ),
        "segmentation_nothing": ", ".join(
            f"{source} {percents(one['nothing'])}, along edges {percents(one['nothing_edges'])}"
            for source, one in facts["networks"]["segmentation"]["held_out"].items()
        ),
    }


def _sentiment(facts: Facts) -> Facts:
    languages = facts["languages"]
    sizes = (megabytes(f"sentiment.{end}") for end in ("npz", "txt"))
    rows = [
        (each["accuracy"], *each["by_kind"].values(), each["irony"], each["leak"]["honest"])
        for each in languages.values()
    ]
    names = ("held out", *languages["en"]["by_kind"], "irony", "held out, by a bag of words")
    return {
        "sentiment": facts,
        "sentiment_files": "`sentiment.npz` ({}), `sentiment.txt` ({})".format(*sizes),
        "sentiment_forget": percents(facts["settings"]["forget"], 0),
        "sentiment_table": "\n".join(
            f"| {name} | {percents(en)} | {percents(zh)} |" for name, en, zh in zip(names, *rows, strict=True)
        ),
        "sentiment_confidence": {name: percents(each["confidence"]) for name, each in languages.items()},
        "sentiment_unknown": {name: percents(each["unknown"]) for name, each in languages.items()},
    }


def _translation(facts: Facts) -> Facts:
    kinds = list(next(iter(facts["right"].values())))
    rows = [f"| held out | {' | '.join(kinds)} |", "|---|" + "---|" * len(kinds)]
    for direction, right in facts["right"].items():
        source, target = direction.split()
        rows.append(f"| {source} -> {target} | {' | '.join(percents(right[kind]) for kind in kinds)} |")
    return {
        "translation": facts,
        "translation_table": "\n".join(rows),
        "translation_share": percents(facts["held_out"], 2),
        "translation_size": megabytes("translation.npz"),
        "translation_minutes": facts["seconds"] / 60,
        "translation_examples": facts["settings"]["updates"] * facts["settings"]["batch"],
        "longest": LONGEST,
        "kept_out": HELD_OUT,
        "kept_out_from": FIRST_HELD_OUT,
    }


def _speech(facts: Facts) -> Facts:
    accuracy, learned = facts["accuracy"], facts["learned_from"]
    rows = [
        f"| {NAMES[language]}, {family} | {found['words']} | {percents(found['right'])} |"
        for language, families in accuracy.items()
        for family, found in families.items()
    ]
    counts = [
        f"{NAMES[language]}: "
        + ", ".join(f"{family} {count:,}" for family, count in families.items() if count)
        for language, families in learned.items()
    ]
    return {
        "speech": facts,
        "speech_size": megabytes("speech.npz"),
        "speech_table": "\n".join(rows),
        "speech_learned": "; ".join(counts),
        "speech_seen": facts["settings"]["epochs"] * facts["settings"]["steps"] * facts["settings"]["batch"],
    }


def _summary(facts: Facts) -> Facts:
    methods = {
        "vectors": "centrality, learned vectors",
        "counts": "centrality, counted words",
        "first": "the first three",
        "chance": "by chance",
    }
    columns = [facts["test"][language][lead] for language in NAMES for lead in ("all", "first", "not")]
    return {
        "summary": facts,
        "summary_files": "`summary.npz` ({}), `summary.txt` ({})".format(
            *(megabytes(f"summary.{end}") for end in ("npz", "txt"))
        ),
        "summary_table": "\n".join(
            f"| {told} | {' | '.join(percents(column[name], 0) for column in columns)} |"
            for name, told in methods.items()
        ),
        "summary_ways": {kind: _way(way) for kind, way in facts["ways"].items()},
        "summary_near": {
            language: {name: percents(share) for name, share in found.items()}
            for language, found in facts["neighbours"].items()
        },
    }


def _way(way: Facts) -> str:
    scored = {"walk": "by the walk", "degree": "by the sum of similarities"}[way["by"]]
    return f"{scored}, edges above {way['threshold']}, penalty {way['penalty']}"
