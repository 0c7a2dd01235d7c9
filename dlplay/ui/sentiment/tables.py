"""What is known of the network: where it is right on sentences that it never saw."""

from collections import Counter
from functools import cache

from dlplay.sentiment import sentences
from dlplay.ui import cache as shared
from dlplay.ui.language import percent, t


@cache
def held_out(spoken: str) -> str:
    """Accuracy by kind of sentence in both languages, beside a bag of words and irony; what it cannot know.

    Args:
        spoken: the visit's language, for which the text is kept.
    """
    facts = shared.sentiment_facts()
    known = facts["languages"]
    counts = {one: Counter(each.kind for each in sentences.held_out(one)) for one in known}
    rows = [
        (
            f"**{t('sentiment.all')}**",
            *(f"**{_share(one['accuracy'], one['held_out'])}**" for one in known.values()),
        ),
        *(
            (
                t(f"sentiment.kind_{kind}"),
                *(_share(known[one]["by_kind"][kind], counts[one][kind]) for one in known),
            )
            for kind in next(iter(known.values()))["by_kind"]
        ),
        (t("sentiment.kind_irony"), *(_share(one["irony"], one["ironic"]) for one in known.values())),
        (t("sentiment.bag"), *(_share(one["leak"]["honest"], one["held_out"]) for one in known.values())),
    ]
    heads = (t("sentiment.head_kind"), *(t(f"sentiment.head_{one}") for one in known))
    table = "\n".join(
        [f"| {' | '.join(heads)} |", "|---|--:|--:|", *(f"| {' | '.join(row)} |" for row in rows)]
    )
    counted = {f"train_{one}": f"{known[one]['train']:,}" for one in known}
    made = f"{facts['settings']['templates']:,}"
    origin = t("sentiment.origin", templates=made, parameters=f"{facts['parameters']:,}", **counted)
    return "\n\n".join([table, origin, t("sentiment.limits")])


def _share(accuracy: float, count: int) -> str:
    return t("sentiment.share_of", share=percent(accuracy, decimals=0), count=count)
