"""The controls that several views share: the picture and the kernel."""

from dlplay.ui.convolution.settings import ConvolutionSettings
from dlplay.ui.experiment import Experiment
from dlplay.ui.language import t
from dlplay.ui.picture import given
from dlplay.ui.picture.given import Given

LIST, SLIDER = 230, 150  # CSS pixels


def kernel(
    experiment: Experiment[ConvolutionSettings], settings: ConvolutionSettings, picture: Given
) -> None:
    """Which picture and which kernel, in the row that is open."""
    given.choose(experiment, picture)
    experiment.select("kernel", format_func=lambda one: t(f"convolution.kernel_{one}"), width=LIST)
    if settings.kernel == "learned":
        experiment.slide("filter", width=SLIDER)
