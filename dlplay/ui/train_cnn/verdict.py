"""What came of a run, in one sentence: what a teacher would say on seeing its numbers."""

from dlplay.ui.language import percent, t
from dlplay.ui.train_cnn import current
from dlplay.ui.train_cnn.runs import Run
from dlplay.ui.train_cnn.settings import DIGITS

GUESSING = 0.2  # test accuracy below which little was learned
GAP = 0.03  # between training and test accuracy, from which a network knows its examples by heart
WARNING, GOOD = ":material/lightbulb:", ":material/verified:"


def verdict(run: Run) -> tuple[str, str]:
    """An icon and the sentence."""
    key = kind(run)
    facts, missing = run.facts, _missing(run)
    values = {
        "test": percent(facts.get("test_accuracy") or 0.0),
        "train": percent(facts.get("accuracy") or 0.0),
        "flipped": percent(run.settings.flipped),
        "missing": ", ".join(missing),
        "present": ", ".join(digit for digit in DIGITS if digit not in missing),
        "n": f"{facts.get('test_examples', 0):,}",
        "rate": run.settings.rate,
    }
    return (GOOD if key == "good" else WARNING), t(f"train_cnn.verdict_{key}", **values)


def kind(run: Run) -> str:
    """Which sentence fits: the first of these that is true."""
    facts, settings, missing = run.facts, run.settings, _missing(run)
    test, train = facts.get("test_accuracy") or 0.0, facts.get("accuracy") or 0.0
    if len(missing) == len(DIGITS) - 1:
        return "one_class"
    if run.progress.state == "diverged":
        return "diverged"
    if test < GUESSING:
        return "guessing"
    if missing:
        return "missing"
    if settings.flipped and test > train + GAP:
        return "better_than_labels"
    if "shuffled" in settings.lab:
        return "shuffled" if settings.network == "cnn" else "shuffled_dense"
    return "by_heart" if train > test + GAP else "good"


def _missing(run: Run) -> list[str]:
    counts = current.counts(run.settings)
    return [digit for digit, count in zip(DIGITS, counts, strict=True) if not count]
