"""Write the network that hears digits: weights in 16 bits, figures, the sha256 of each."""

import json
from pathlib import Path

import keras
import numpy as np

from dlplay.speech import eight_bits
from dlplay.speech.features import spectrogram
from dlplay.speech.network import FACTS, LANGUAGES, WEIGHTS, Weights, forward
from dlplay.speech.samples import FILE
from dlplay.training import card
from dlplay.training.recording import made_with, record_sums
from dlplay.training.speech_set import Words

SAMPLED = {"en": ("piper", "espeak"), "zh": ("espeak", "espeak")}


def write(trained: Weights, known: dict, learned: Words, tested: Words, out: Path) -> None:
    """Write `speech.npz`, `speech.json` and their sha256 to `out`, the sounds that the page plays beside it.

    Args:
        known: figures of the run that are known already.
    """
    out.mkdir(parents=True, exist_ok=True)
    packed = {name: np.asarray(array, np.float16) for name, array in trained._asdict().items()}
    np.savez_compressed(out / WEIGHTS.name, allow_pickle=False, **packed)
    shipped = Weights(**{name: array.astype(np.float32) for name, array in packed.items()})
    facts = {
        "accuracy": accuracies(shipped, tested),
        "learned_from": counts(learned),
        "parameters": sum(array.size for array in packed.values()),
        **known,
        **made_with(keras, np),
    }
    (out / FACTS.name).write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    record_sums(out, [WEIGHTS.name, FACTS.name])
    write_samples(tested, out.parent / "data")
    card.follow(out)
    print(json.dumps(facts["accuracy"], indent=2))


def write_samples(tested: Words, folder: Path) -> None:
    """Write `spoken.npz` and its sha256: the held-out voices that the page plays."""
    chosen = [_voices(tested, language, families) for language, families in SAMPLED.items()]
    sounds = [tested.samples[place] for voices in chosen for voice in voices for place in voice]
    folder.mkdir(parents=True, exist_ok=True)
    lengths = np.array([len(sound) for sound in sounds])
    packed = eight_bits.pack(np.concatenate(sounds))
    np.savez_compressed(folder / FILE.name, allow_pickle=False, sound=packed, lengths=lengths)
    record_sums(folder, [FILE.name])


def _voices(tested: Words, language: str, families: tuple[str, ...]) -> list[np.ndarray]:
    """For each family the places of the ten digits in its next whole voice."""
    found: list[np.ndarray] = []
    taken: set[str] = set()
    for family in families:
        own = (tested.family == family) & (tested.language == LANGUAGES.index(language))
        for voice in np.unique(tested.voice[own]):
            places = np.flatnonzero(own & (tested.voice == voice))
            if voice not in taken and sorted(tested.digit[places]) == list(range(10)):
                taken.add(voice)
                found.append(places[np.argsort(tested.digit[places])])
                break
    return found


def accuracies(weights: Weights, words: Words) -> dict[str, dict[str, dict[str, float]]]:
    """By language and family: how many words, and the share of them that are heard right."""
    right = np.array(
        [
            forward(spectrogram(sound).picture, weights).probabilities(LANGUAGES[language]).argmax() == digit
            for sound, digit, language in zip(words.samples, words.digit, words.language, strict=True)
        ]
    )
    groups = {
        name: {
            family: (words.language == number) & (words.family == family)
            for family in np.unique(words.family)
        }
        for number, name in enumerate(LANGUAGES)
    }
    return {
        name: {
            str(family): {"words": int(which.sum()), "right": float(right[which].mean())}
            for family, which in families.items()
            if which.any()
        }
        for name, families in groups.items()
    }


def counts(words: Words) -> dict[str, dict[str, int]]:
    """How many words of each language and family there are."""
    return {
        name: {
            str(family): int(((words.family == family) & (words.language == number)).sum())
            for family in np.unique(words.family)
        }
        for number, name in enumerate(LANGUAGES)
    }
