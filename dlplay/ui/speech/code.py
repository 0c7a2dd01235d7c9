"""The scripts that do what the page does; `word.wav` is the word of the page beside them."""

from dlplay.speech import network
from dlplay.ui.code_panel import Script
from dlplay.ui.speech import torch_code

MEL = """\
# 32 triangles, equally wide on the mel scale
frequencies = np.arange(129) * 8000 / 256
mel = np.linspace(2595 * np.log10(1 + 80 / 700), 2595 * np.log10(1 + 3800 / 700), 34)
corners = 700 * (10 ** (mel / 2595) - 1)
left, middle, right = corners[:-2, None], corners[1:-1, None], corners[2:, None]
rising, falling = (frequencies - left) / (middle - left), (right - frequencies) / (right - middle)
"""
PICTURE = f"""\
# The word of this page, 8,000 samples a second, and the network: both can be downloaded
with wave.open("word.wav") as file:
    samples = np.frombuffer(file.readframes(file.getnframes()), np.int16) / 2**15
weights = np.load("{network.WEIGHTS.name}")

# A frame of 25 ms every 10 ms: the Hann window, the Fourier transform, the power at each frequency
samples = np.pad(samples, (0, max(200 - len(samples), 0)))
starts = np.arange(0, len(samples) - 199, 80)
hann = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(200) / 200)
power = np.abs(np.fft.rfft(samples[starts[:, None] + np.arange(200)] * hann, 256)) ** 2

{MEL}bands = power @ np.maximum(0, np.minimum(rising, falling)).T

# Decibels, no more than 50 below the loudest; the word in the middle of 96 frames
decibels = 10 * np.log10(bands + 1e-8)
seen = np.maximum(decibels - decibels.max(), -50) / 12.5 + 2
first = (96 - len(seen)) // 2
seen = seen[max(-first, 0):][:96]
picture = np.full((96, 32), -2.0)
picture[max(first, 0):][:len(seen)] = seen

"""
KERAS = """\
convolutions = [keras.layers.Conv2D(n, 3, padding="same", activation="relu") for n in (24, 48, 64)]
over_time = keras.layers.Conv1D(128, 5, padding="same", activation="relu")
score, attention = keras.layers.Dense(20), keras.layers.Dense(1, use_bias=False)

x = h = keras.Input((96, 32, 1))
for convolution, pool in zip(convolutions, (2, 2, (1, 2))):
    h = keras.layers.MaxPooling2D(pool)(convolution(h))
h = over_time(keras.layers.Reshape((24, 256))(h))  # bands and filters of a stretch of 40 ms
a = keras.layers.Softmax(axis=1)(attention(h))  # how much each stretch counts
model = keras.Model(x, keras.layers.Dot(axes=1)([a, score(h)]))

# The weights that it has learned
for layer, name in zip([*convolutions, over_time, score], ("1", "2", "3", "time", "digit")):
    layer.set_weights([weights[f"kernel_{name}"], weights[f"bias_{name}"]])
attention.set_weights([weights["attention"][:, None]])

z = model.predict(picture[None, :, :, None], verbose=0)[0, 0]
"""
ANSWER = """\

# Softmax over the ten digits of the language that was chosen
z = np.array(z)[{start}:{stop}]
p = np.exp(z - z.max()) / np.exp(z - z.max()).sum()
print(p.argmax(), p.round(3))
"""

FRAME = f"""\
import wave

import numpy as np

# A recording of one word at 8,000 samples a second
with wave.open("word.wav") as file:
    samples = np.frombuffer(file.readframes(file.getnframes()), np.int16) / 2**15
k = {{frame}}
frame = samples[80 * k : 80 * k + 200]

# The Hann window, the Fourier transform, the power at each frequency
hann = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(200) / 200)
power = np.abs(np.fft.rfft(frame * hann, 256)) ** 2

{MEL}bands = np.maximum(0, np.minimum(rising, falling)) @ power

# Loudness in decibels
print((10 * np.log10(bands + 1e-8)).round(1))
"""

KEPT = """\
# What the network makes of each recording, 128 numbers, and which word it was
kept = np.load("recordings.npz")
summaries, labels = kept["summaries"], kept["labels"]
x = summaries / np.linalg.norm(summaries, axis=1, keepdims=True)

"""
OWN = """\
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


def recognise(language: str) -> Script:
    """Which digit the word says: its probabilities, `p` (10,)."""
    start = network.DIGITS * network.LANGUAGES.index(language)
    answer = ANSWER.format(start=start, stop=start + network.DIGITS)
    return Script(
        f"import wave\n\nimport keras\nimport numpy as np\n\n{PICTURE}{KERAS}{answer}",
        f"import wave\n\nimport numpy as np\nimport torch\n\n{PICTURE}{torch_code.NETWORK}{answer}",
    )


def frame(number: int) -> str:
    """The bands of one frame."""
    return FRAME.format(frame=number)


def own() -> Script:
    """The neuron that tells two words of one's own apart."""
    return Script(
        f"import keras\nimport numpy as np\n\n{KEPT}{OWN}",
        f"import numpy as np\nimport torch\n\n{KEPT}{torch_code.OWN}",
    )
