"""The scripts that do what each view shows, with its settings."""

import numpy as np

from dlplay.convolution import Sliding, place_in_vector
from dlplay.digits import network
from dlplay.ui.code_panel import Script
from dlplay.ui.convolution import current, torch_code
from dlplay.ui.convolution.settings import ConvolutionSettings

GIVEN = """\
import keras
import numpy as np
from PIL import Image

# The picture of this page, which can be downloaded below, in hundredths as there
image = np.round(np.asarray(Image.open("input.png")) / 255, 2)
"""
RESULTS = {"relu": "a = keras.ops.relu(z)", "linear": "a = z"}
DIGITS = 6  # of a learned weight


def convolution(settings: ConvolutionSettings) -> Script:
    """The feature map, `a` (H, W)."""
    return Script(
        f"{GIVEN}{_mapped(settings)}print(a.shape)\n",
        f"{torch_code.GIVEN}{_torch_mapped(settings)}print(tuple(a.shape))\n",
    )


def pooling(settings: ConvolutionSettings) -> Script:
    """The pooled map, `pooled` (H, W)."""
    size, name = settings.pool, settings.pooling
    keras = (
        f"{GIVEN}{_mapped(settings)}\n# Of each {size} x {size} window one number is left\n"
        f"pooled = keras.ops.{name}_pool(a[None, :, :, None], {size}, {size})[0, :, :, 0]\n"
        "print(a.shape, pooled.shape)\n"
    )
    return Script(keras, torch_code.GIVEN + _torch_mapped(settings) + torch_code.pooled(size, name))


def _torch_mapped(settings: ConvolutionSettings) -> str:
    weights, bias = current.kernel(settings)
    slide = current.sliding(settings)
    return torch_code.mapped(_written(weights), round(bias, DIGITS), slide, settings.activation)


def _mapped(settings: ConvolutionSettings) -> str:
    weights, bias = current.kernel(settings)
    slide = current.sliding(settings)
    lines = [f"kernel = np.array({_written(weights)}, float)", f"bias = {round(bias, DIGITS)}", ""]
    padding, dilation = slide.padding, slide.dilation
    if isinstance(padding, int):
        lines.append(f"image = np.pad(image, {padding})  # zeros around it")
        padding = "valid"
    if dilation > 1 and slide.stride > 1:
        lines += [
            "# Keras takes no stride beside a dilation: zeros between the weights do the same",
            f"wide = np.zeros(({slide.reach}, {slide.reach}))",
            f"wide[::{dilation}, ::{dilation}] = kernel",
            "kernel = wide",
        ]
        dilation = 1
    more = f", dilation_rate={dilation}" if dilation > 1 else ""
    lines += [
        "# The kernel is not flipped: what networks call a convolution is a cross-correlation",
        "z = keras.ops.conv(",
        f'    image[None, :, :, None], kernel[:, :, None, None], {slide.stride}, "{padding}"{more}',
        ")[0, :, :, 0] + bias",
        RESULTS[settings.activation],
    ]
    return "\n".join(lines) + "\n"


def _written(weights: np.ndarray) -> str:
    rows = [f"[{', '.join(f'{one:.{DIGITS}g}' for one in row)}]" for row in weights]
    return f"[{', '.join(rows)}]"


def deep(settings: ConvolutionSettings, layers: list[Sliding], n: int) -> Script:
    """Which pixels the unit sees: `first` and `last`, rows and columns (2,)."""
    sizes = [n]
    for layer in layers:
        sizes.append(layer.size(sizes[-1]))
    row, column = (min(one, sizes[-1] - 1) for one in (settings.row, settings.column))
    built = "".join(_layer(number, layer) for number, layer in enumerate(layers))
    keras = f"""\
import keras
import numpy as np
import tensorflow as tf

# Weights of one, and pooling by the mean: so each pixel that the unit sees moves it
model = keras.Sequential([
    keras.Input(shape=({n}, {n}, 1)),
{built}])
image = tf.Variable(np.ones((1, {n}, {n}, 1), "float32"))
with tf.GradientTape() as tape:
    unit = model(image)[0, {row}, {column}, 0]
seen = np.argwhere(tape.gradient(unit, image)[0, :, :, 0])
first, last = seen.min(axis=0), seen.max(axis=0)
print(model.output_shape[1:3], first, last)
"""
    return Script(keras, torch_code.deep(layers, sizes, (row, column)))


def _layer(number: int, layer: Sliding) -> str:
    if number % 2:
        return f"    keras.layers.AveragePooling2D({layer.kernel}),\n"
    before, padding = "", layer.padding
    if isinstance(padding, int):
        before, padding = f"    keras.layers.ZeroPadding2D({padding}),\n", "valid"
    # a stride beside a dilation is not for Keras; a window as wide sees from the same pixel to the same
    wide = layer.stride > 1 and layer.dilation > 1
    kernel, dilation = (layer.reach, 1) if wide else (layer.kernel, layer.dilation)
    options = "".join(
        f", {name}={value!r}"
        for name, value, default in (
            ("strides", layer.stride, 1),
            ("padding", padding, "valid"),
            ("dilation_rate", dilation, 1),
        )
        if value != default
    )
    return f'{before}    keras.layers.Conv2D(1, {kernel}{options}, kernel_initializer="ones"),\n'


def shared(settings: ConvolutionSettings) -> Script:
    """What both layers have to learn: `convolution` and `dense`."""
    slide = current.sliding(settings)
    built = _layer(0, slide).replace("Conv2D(1,", f"Conv2D({settings.filters},")
    keras = f"""\
import keras
import numpy as np

model = keras.Sequential([
    keras.Input(shape=(28, 28, 1)),
{built.replace(', kernel_initializer="ones"', "")}])
outputs = int(np.prod(model.output_shape[1:]))
convolution = model.count_params()
dense = (28 * 28 + 1) * outputs  # keras.layers.Dense(outputs) on 784 pixels
print(outputs, convolution, dense)
"""
    return Script(keras, torch_code.shared(slide, settings.filters, 28))


def flatten(place: tuple[int, int], channel: int) -> Script:
    """A number of the pooled maps, `number`, and the same in the vector, `flat[place]`."""
    (row, column), (rows, columns, channels) = place, (13, 13, 32)
    at = place_in_vector(row, column, channel, columns, channels)
    keras = f"""\
{GIVEN}
# The shipped network, which the digit page offers for download
model = keras.models.load_model("{network.KERAS_FILE.name}")
maps = image[None, :, :, None]
for layer in model.layers[:2]:  # convolution and pooling
    maps = layer(maps)  # at last (1, {rows}, {columns}, {channels})
number = float(maps[0, {row}, {column}, {channel}])
flat = np.asarray(keras.layers.Flatten()(maps))[0]
place = ({row} * {columns} + {column}) * {channels} + {channel}  # {at}
print(flat.shape, number, flat[place])
"""
    return Script(keras, torch_code.flatten(place, channel, at))
