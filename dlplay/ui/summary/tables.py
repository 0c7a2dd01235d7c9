"""How often the ways agree with a reader, on texts that decided nothing."""

from functools import cache

from dlplay.summary.texts import LANGUAGES, LEADS
from dlplay.ui import cache as shared
from dlplay.ui.language import percent, t
from dlplay.ui.summary.settings import WAYS


@cache
def held_out(spoken: str) -> str:
    """Precision of three sentences by language and by where the main point stands.

    Args:
        spoken: the visit's language, for which the text is kept.
    """
    facts = shared.summary_facts()
    heads = (t("summary.head_texts"), *(t(f"summary.by_{way}") for way in WAYS))
    rows = [
        (
            t(f"summary.row_{lead}", tongue=t(f"summary.in_{language}")),
            *(percent(facts["test"][language][lead][way], decimals=0) for way in WAYS),
        )
        for language in LANGUAGES
        for lead in (*LEADS, "all")
    ]
    table = "\n".join([f"| {' | '.join(heads)} |", "|---|--:|--:|--:|--:|", *(_row(row) for row in rows)])
    told = t("summary.held_out_says", texts=facts["texts"]["test"], tuned=facts["texts"]["tune"])
    return f"{table}\n\n{told}"


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"
