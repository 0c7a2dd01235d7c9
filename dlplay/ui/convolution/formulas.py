"""The formulas of the page with the numbers that they have now, as Markdown."""

import numpy as np

from dlplay import convolution as topic
from dlplay.convolution import Counts, Field, Sliding
from dlplay.digits import network
from dlplay.numbers import added, latex
from dlplay.ui.convolution import current
from dlplay.ui.convolution.settings import ConvolutionSettings
from dlplay.ui.formulas import display
from dlplay.ui.language import t

LEARNT = "conv_kernel", "conv_bias"


def convolution(settings: ConvolutionSettings, ink: np.ndarray) -> str:
    """The size of the map, and one number of it."""
    slide, (weights, bias) = current.sliding(settings), current.kernel(settings)
    size = slide.size(len(ink))
    place = min(settings.row, size - 1), min(settings.column, size - 1)
    found = topic.window(ink[..., None], weights[..., None], bias, slide, place)
    s, d, before = slide.stride, slide.dilation, slide.border(len(ink))[0]
    row, column = _reads(s, "i", d, "a", before), _reads(s, "j", d, "b", before)
    answer = f"{latex(found.z)}" if settings.activation == "linear" else rf"\max(0, {latex(found.z)})"
    result = found.z if settings.activation == "linear" else found.a
    one = display(
        rf"z_{{i,j}} &= \sum_{{a=0}}^{{{slide.kernel - 1}}} \sum_{{b=0}}^{{{slide.kernel - 1}}}"
        rf" x_{{{row},\;{column}}} \, w_{{a,b}} + \text{{bias}}",
        rf"z_{{{place[0]},{place[1]}}} &= {latex(found.total)} {added(bias)} = {latex(found.z)},"
        rf" \qquad a_{{{place[0]},{place[1]}}} = {answer} = \mathbf{{{latex(result)}}}",
    )
    learnt = t("convolution.learnt", k=slide.kernel, weights=weights.size, all=weights.size + 1)
    return "\n\n".join(
        [t("convolution.size_text"), side(slide, len(ink)), t("convolution.one_text"), one, learnt]
    )


def side(slide: Sliding, n: int) -> str:
    """How many places there are along a side of n pixels."""
    before, after = slide.border(n)
    return display(
        r"n' &= \left\lfloor \frac{n + 2p - d\,(k - 1) - 1}{s} \right\rfloor + 1",
        r"&= \left\lfloor"
        rf" \frac{{{n} + {before} + {after} - {slide.dilation} \cdot ({slide.kernel} - 1) - 1}}"
        rf"{{{slide.stride}}} \right\rfloor + 1",
        rf"&= \mathbf{{{slide.size(n)}}}",
    )


def pooling(n: int, size: int) -> str:
    """The size of a map that is pooled, and how many of its numbers are left."""
    left = n // size
    words = t("convolution.pooled_text", before=f"{n * n:,}", after=f"{left * left:,}", parameters=0)
    return f"{words}\n\n{side(Sliding(size, size), n)}"


def receptive(layers: list[Sliding], fields: list[Field]) -> str:
    """r and j of each layer from those of the layer below."""
    rule = r"r_l = r_{l-1} + d_l (k_l - 1) \, j_{l-1}, \qquad j_l = j_{l-1} \, s_l, \qquad r_0 = j_0 = 1"
    lines = [
        rf"r_{{{number}}} &= {below.size} + {one.dilation} \cdot ({one.kernel} - 1) \cdot {below.jump}"
        rf" = \mathbf{{{field.size}}} & j_{{{number}}} &= {below.jump} \cdot {one.stride} = {field.jump}"
        for number, (one, below, field) in enumerate(zip(layers, fields, fields[1:], strict=False), start=1)
    ]
    return f"{display(rule)}\n\n{display(*lines)}"


def parameters(slide: Sliding, counted: Counts, filters: int) -> str:
    """What a convolution and a dense layer of as many outputs have to learn."""
    k, times = slide.kernel, counted.dense / counted.convolution
    formula = display(
        rf"\text{{{t('convolution.convolution')}}}:\quad (k \cdot k \cdot C + 1) \cdot F &="
        rf" ({k} \cdot {k} \cdot 1 + 1) \cdot {filters} = \mathbf{{{latex(counted.convolution)}}}",
        rf"\text{{{t('convolution.dense')}}}:\quad (n_{{\text{{in}}}} + 1) \cdot n_{{\text{{out}}}} &="
        rf" ({latex(counted.inputs)} + 1) \cdot {latex(counted.outputs)} = \mathbf{{{latex(counted.dense)}}}",
    )
    weights = network.load().weights
    all_of_it = sum(one.size for one in weights.values())
    shipped = t(
        "convolution.shipped_counts",
        all=f"{all_of_it:,}",
        convolution=f"{sum(weights[name].size for name in LEARNT):,}",
        dense=f"{weights['dense_kernel'].size + weights['dense_bias'].size:,}",
        inputs=f"{len(weights['dense_kernel']):,}",
    )
    told = t(
        "convolution.counted",
        side=slide.size(28),
        filters=filters,
        outputs=f"{counted.outputs:,}",
        times=f"{round(times):,}",
    )
    return "\n\n".join([told, formula, shipped])


def flat(place: tuple[int, int], channel: int, shape: tuple[int, int, int], units: int) -> str:
    """Where a number of the maps stands in the vector, and how many weights a dense layer has for all."""
    (row, column), (rows, columns, channels) = place, shape
    at, all_of_it = topic.place_in_vector(row, column, channel, columns, channels), rows * columns * channels
    rule = display(
        rf"\text{{{t('convolution.place')}}} &= (i \cdot {columns} + j) \cdot {channels} + c"
        rf" = ({row} \cdot {columns} + {column}) \cdot {channels} + {channel} = \mathbf{{{latex(at)}}}"
    )
    dense = t(
        "convolution.flat_dense",
        units=units,
        inputs=f"{rows} · {columns} · {channels} = {all_of_it:,}",
        weights=f"{units * all_of_it:,}",
    )
    return "\n\n".join([t("convolution.flat_text"), rule, dense])


def _reads(stride: int, place: str, dilation: int, weight: str, before: int) -> str:
    """Which row or column of the picture a weight meets: s i + d a - p."""
    factors = ("" if one == 1 else f"{one} " for one in (stride, dilation))
    border = f" - {before}" if before else ""
    return f"{next(factors)}{place} + {next(factors)}{weight}{border}"
