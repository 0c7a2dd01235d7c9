"""The scripts of the view "small": each network, how it was made smaller, and weights in few bits."""

from dlplay.digits import network
from dlplay.digits.family import MEMBERS, Member
from dlplay.digits.family.architecture import Layer
from dlplay.ui.code_panel import Script
from dlplay.ui.digit_lab import small_torch_code, torch_code
from dlplay.ui.digit_lab.code import GIVEN

ALONE = """\
import keras
import numpy as np
from PIL import Image

# The picture of this page in hundredths of ink: it can be downloaded, and so can the networks
image = np.round(np.asarray(Image.open("input.png")) / 255, 2).reshape(1, 28, 28, 1)
"""
ANSWER = """\
p = model.predict(image)[0]
print(p.argmax(), p.max())
"""
FLOAT16 = """
# Each number in two bytes instead of four; computed with is float32 again
half = [one.astype(np.float16) for one in model.get_weights()]
np.savez_compressed("half.npz", *half)
model.set_weights([one.astype(np.float32) for one in half])
"""
INT8 = """
import tensorflow as tf
from ai_edge_litert.interpreter import Interpreter  # another package: pip install ai-edge-litert

# Training digits show how large the numbers between the layers become
data = np.load("mnist.npz")  # lies beside this script: “Run it at home” offers it
digits = data["x_train"][:300, None, :, :, None] / np.float32(255)
model.export(
    "int8.tflite",
    format="litert",
    optimizations=[tf.lite.Optimize.DEFAULT],
    representative_dataset=lambda: ([one] for one in digits),
    target_spec={"supported_ops": [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]},
    inference_input_type=tf.int8,
    inference_output_type=tf.int8,
)

reader = Interpreter("int8.tflite")
reader.allocate_tensors()
given, found = reader.get_input_details()[0], reader.get_output_details()[0]
scale, zero = given["quantization"]
whole = np.clip(np.rint(image / scale) + zero, -128, 127).astype(np.int8)
reader.set_tensor(given["index"], whole)
reader.invoke()
scale, zero = found["quantization"]
p = scale * (reader.get_tensor(found["index"])[0].astype(np.float32) - zero)
print(p.argmax(), p.max())
"""
CONVERTED = {
    "float16": (f"{GIVEN}{FLOAT16}\n{ANSWER}", small_torch_code.FLOAT16),
    "int8": (f"{GIVEN}{INT8}", small_torch_code.INT8),
}


def member(key: str) -> Script:
    """A network and its probabilities of the picture, `p` (10,)."""
    one, shipped = MEMBERS[key], network.WEIGHTS.name
    if key in CONVERTED:
        keras, torch = CONVERTED[key]
        return Script(keras, small_torch_code.rounded(one.layers, shipped, torch))
    file = one.files()["npz"].name
    if one.zeros:
        return Script(_pruned(one), small_torch_code.pruned(one.layers, shipped, one.zeros, file))
    return Script(_built(one), small_torch_code.built(one.layers, file))


def _built(one: Member) -> str:
    layers = "\n".join(f"        {_line(layer, layer is one.layers[-1])}," for layer in one.layers)
    return f"""\
{ALONE}
model = keras.Sequential(
    [
        keras.Input((28, 28, 1)),
{layers}
    ]
)
model.summary()  # its parameters, layer by layer

# The weights that it has learned
model.set_weights(keras.models.load_model("{one.files()["keras"].name}").get_weights())
{ANSWER}"""


def _line(layer: Layer, last: bool) -> str:
    bend = "softmax" if last else "relu"
    match layer.kind:
        case "conv":
            return f'keras.layers.Conv2D({layer.units}, {layer.size}, activation="{bend}")'
        case "pool":
            return f"keras.layers.MaxPooling2D({layer.size})"
        case "flatten":
            return "keras.layers.Flatten()"
    return f'keras.layers.Dense({layer.units}, activation="{bend}")'


def _pruned(one: Member) -> str:
    return f"""\
{GIVEN}
# The dense layer has nearly all weights: of those the nearest to 0 become 0
zeros = round({one.zeros} * sum(layer.kernel.numpy().size for layer in model.layers if layer.weights))
kernel, bias = model.get_layer("dense").get_weights()
least = np.sort(np.abs(kernel), axis=None)[zeros]
model.get_layer("dense").set_weights([np.where(np.abs(kernel) < least, 0, kernel), bias])
at_once = model.predict(image)[0]

# The page's own was then trained on, with those zeros held at 0
model = keras.models.load_model("{one.files()["keras"].name}")
{ANSWER}print(at_once.argmax(), at_once.max())
"""


def bits(bits: int) -> Script:
    """The network with its weights rounded, and its probabilities of the picture, `p` (10,)."""
    rule = (
        "    scale = np.abs(kernel).mean(axis=axes)\n    whole = np.where(kernel < 0, -1, 1)"
        if bits == 1
        else f"    scale = np.abs(kernel).max(axis=axes) / (2 ** ({bits} - 1) - 1)\n"
        "    whole = np.rint(kernel / scale)"
    )
    keras = f"""\
{GIVEN}
for layer in (layer for layer in model.layers if layer.weights):
    kernel, bias = layer.get_weights()
    axes = tuple(range(kernel.ndim - 1))  # a scale for each filter or unit
{rule}
    layer.set_weights([whole * scale, bias])
{ANSWER}"""
    return Script(keras, torch_code.bits(bits))
