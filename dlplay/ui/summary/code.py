"""The lines of the page: word vectors, cosines, centrality and the choice, in plain Python."""

from collections.abc import Sequence

from dlplay.summary.reading import WAYS
from dlplay.summary.vectors import SMOOTHING, VOCABULARY, WEIGHTS

FILES = f"""\
import numpy as np

# The word vectors of this page and how rare each word is: both files can be downloaded
with np.load("{WEIGHTS.name}") as file:
    table, rarity = file["table"].astype("float32"), file["rarity"].astype("float32")
with open("{VOCABULARY.name}", encoding="utf-8") as file:
    row = {{word: place for place, word in enumerate(file.read().split("\\n"))}}

# The words of each sentence of this page
sentences = SENTENCES

"""
MEANS = f"""\
# A sentence is the mean of its words' vectors, in which rare words weigh more
vectors = np.zeros((len(sentences), table.shape[1]))
for vector, words in zip(vectors, sentences):
    known = [row[word] for word in words if word in row]
    if known:
        weight = {SMOOTHING} / ({SMOOTHING} + np.exp(-rarity[known].astype(float)))
        vector[:] = weight @ table[known] / weight.sum()

"""
COUNTS = """\
# A sentence counts each word of the text, times how rare it is; an unknown word is one in a million
column = {word: place for place, word in enumerate(dict.fromkeys(sum(sentences, [])))}
vectors = np.zeros((len(sentences), len(column)))
for vector, words in zip(vectors, sentences):
    for word in words:
        vector[column[word]] += rarity[row[word]] if word in row else -np.log(1e-6)

"""
CENTRAL = """\
# Cosine similarity of every two sentences
sizes = np.linalg.norm(vectors, axis=1, keepdims=True)
units = vectors / np.where(sizes > 0, sizes, 1)
similarity = units @ units.T

# Centrality: the sum of the similarities with all others, as a share of all
edges = np.maximum(similarity, 0)
np.fill_diagonal(edges, 0)
sums = edges.sum(axis=1)
centrality = sums / sums.sum() if sums.any() else np.full(len(sums), 1 / len(sums))

"""
PICK = """\
# One after the other: central, and not like one that is chosen already
chosen, repeats = [], np.zeros(len(sentences))
for _ in range(COUNT):
    value = centrality / centrality.max() - PENALTY * repeats
    value[chosen] = -np.inf
    chosen.append(int(np.argmax(value.round(9))))
    repeats = np.maximum(repeats, similarity[chosen[-1]])
"""
FIRST = """\
# The first sentences, whatever they say
chosen = list(range(COUNT))
"""
CHANCE = """\
# Drawn blindly
chosen = np.random.default_rng(DRAW).permutation(len(sentences))[:COUNT].tolist()
"""
WALK = """\
# A walker follows an edge, the likelier the more alike, or jumps anywhere
n = len(sentences)
between = np.divide(edges, sums[:, None], out=np.full((n, n), 1 / n), where=sums[:, None] > 0)
share = np.full(n, 1 / n)
for _ in range(COUNT):
    share = (1 - DAMPING) / n + DAMPING * between.T @ share
print(share.round(4))
"""
AGREE = """
# How many of your own three it chose, and how often three drawn blindly do as well
mine = MINE
hits = len(set(chosen) & set(mine))
n = len(sentences)
as_good = sum(comb(3, j) * comb(n - 3, 3 - j) for j in range(hits, 4)) / comb(n, 3)
print(hits, as_good)
"""
SAY = """\
print([place + 1 for place in sorted(chosen)])
"""
WAY = {
    "vectors": MEANS + CENTRAL + PICK,
    "counts": COUNTS + CENTRAL + PICK,
    "first": MEANS + CENTRAL + FIRST,
    "chance": MEANS + CENTRAL + CHANCE,
}


def summary(names: Sequence[Sequence[str]], by: str, count: int, draw: int) -> str:
    """The places of `count` sentences, `chosen`.

    Args:
        names: the words of each sentence.
        by: a key of `WAY`.
        draw: of chance.
    """
    lines = FILES + WAY[by] + SAY
    if by in WAYS:
        lines = lines.replace("PENALTY", str(WAYS[by].penalty))
    return _about(names, lines.replace("COUNT", str(count)).replace("DRAW", str(draw)))


def agreeing(names: Sequence[Sequence[str]], mine: Sequence[int]) -> str:
    """How many of three sentences by learned vectors are one's own at the places `mine`, `hits`."""
    lines = summary(names, "vectors", len(mine), 1).removesuffix(SAY) + AGREE.replace("MINE", repr([*mine]))
    return f"from math import comb\n\n{lines}"


def walk(names: Sequence[Sequence[str]], damping: float, steps: int) -> str:
    """Where the walker is after so many steps, `share` (n,)."""
    lines = FILES + MEANS + CENTRAL + WALK
    return _about(names, lines.replace("COUNT", str(steps)).replace("DAMPING", str(damping)))


def _about(names: Sequence[Sequence[str]], lines: str) -> str:
    return lines.replace("SENTENCES", repr([list(one) for one in names]))
