"""The lines that do the same as the page; `word.wav` is a recording beside them."""

RECOGNISE = """\
import wave

import numpy as np

from dlplay.speech import recognise

# A recording of one word, whole numbers of 16 bits, one channel
with wave.open("word.wav") as file:
    rate = file.getframerate()
    samples = np.frombuffer(file.readframes(file.getnframes()), np.int16) / 2**15
probabilities = recognise(samples, rate, language="{language}")
print(probabilities.argmax(), probabilities.round(3))
"""

FRAME = """\
import wave

import numpy as np

# A recording of one word at 8,000 samples a second
with wave.open("word.wav") as file:
    samples = np.frombuffer(file.readframes(file.getnframes()), np.int16) / 2**15
k = {frame}
frame = samples[80 * k : 80 * k + 200]

# The Hann window, the Fourier transform, the power at each frequency
hann = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(200) / 200)
power = np.abs(np.fft.rfft(frame * hann, 256)) ** 2
frequencies = np.arange(129) * 8000 / 256

# 32 triangles, equally wide on the mel scale
mel = np.linspace(2595 * np.log10(1 + 80 / 700), 2595 * np.log10(1 + 3800 / 700), 34)
corners = 700 * (10 ** (mel / 2595) - 1)
left, middle, right = corners[:-2, None], corners[1:-1, None], corners[2:, None]
rising, falling = (frequencies - left) / (middle - left), (right - frequencies) / (right - middle)
bands = np.maximum(0, np.minimum(rising, falling)) @ power

# Loudness in decibels
print((10 * np.log10(bands + 1e-8)).round(1))
"""

OWN = """\
import keras
import numpy as np

# What the network makes of each recording, 128 numbers, and which word it was
kept = np.load("recordings.npz")
summaries, labels = kept["summaries"], kept["labels"]
x = summaries / np.linalg.norm(summaries, axis=1, keepdims=True)

# One new neuron on top of the features that stay
model = keras.Sequential([
    keras.Input(shape=(128,)),
    keras.layers.Dense(1, activation="sigmoid", kernel_initializer="zeros",
                       kernel_regularizer=keras.regularizers.L2(0.001)),
])
model.compile(optimizer=keras.optimizers.SGD(20.0), loss="binary_crossentropy")
model.fit(x, labels, batch_size=len(x), epochs=300, verbose=0)
print(model.predict(x, verbose=0).ravel().round(3))
"""


def recognise(language: str) -> str:
    """Which digit a recording says."""
    return RECOGNISE.format(language=language)


def frame(number: int) -> str:
    """The bands of one frame."""
    return FRAME.format(frame=number)


def own() -> str:
    """The neuron that tells two words of one's own apart."""
    return OWN
