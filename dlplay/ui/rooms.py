"""Every page that exists: its section, address, file and icon. Navigation and home page follow this list."""

from pathlib import Path
from typing import NamedTuple

import streamlit as st

from dlplay.ui.language import t

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "pages"
PICTURES = ROOT / "assets" / "pictures"


class Room(NamedTuple):
    """A page, and its place in the course: the map, the paths and their tests are made of nothing else."""

    name: str  # also the address, the catalogue's table, and the picture assets/pictures/<name>.svg
    section: str
    icon: str
    after: tuple[str, ...] = ()  # what it builds on: pages above it in this list
    ideas: tuple[
        str, ...
    ] = ()  # what it is there for: keys of the glossary whose entries name this page first
    minutes: int = 0  # that a first visit takes, as a teacher reckons; none for what is only looked up
    folder: str = ""  # its own in dlplay/ui, where that cannot have its name: `class` is a word of Python's

    @property
    def file(self) -> Path:
        return PAGES / self.section / f"{self.name}.py"

    @property
    def teaches(self) -> bool:
        """Whether it has a place on the way through the course."""
        return self.section != "classroom"

    @property
    def picture(self) -> str | None:
        """Its card's SVG; None where the file is missing or cut off, as Streamlit breaks the page on one."""
        try:
            svg = (PICTURES / f"{self.name}.svg").read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None
        return svg if svg.startswith("<svg ") and svg.rstrip().endswith("</svg>") else None

    def page(self) -> st.Page:
        return st.Page(self.file, title=t(f"{self.name}.title"), url_path=self.name, icon=self.icon)


ROOMS = (
    Room("neuron", "foundations", ":material/hub:", ideas=("neuron", "weight", "bias"), minutes=10),
    Room(
        "activations",
        "foundations",
        ":material/show_chart:",
        after=("neuron",),
        ideas=("activation_function", "relu", "softmax"),
        minutes=15,
    ),
    Room(
        "losses",
        "foundations",
        ":material/trending_down:",
        after=("activations",),
        ideas=("loss_function", "mean_squared_error", "cross_entropy"),
        minutes=15,
    ),
    Room(
        "backprop",
        "foundations",
        ":material/undo:",
        after=("losses",),
        ideas=("gradient", "chain_rule", "backpropagation"),
        minutes=20,
    ),
    Room(
        "optimizers",
        "foundations",
        ":material/downhill_skiing:",
        after=("backprop",),
        ideas=("learning_rate", "optimizer", "adam"),
        minutes=15,
    ),
    Room(
        "network",
        "foundations",
        ":material/account_tree:",
        after=("optimizers",),
        ideas=("hidden_layer", "overfitting", "test_set"),
        minutes=20,
    ),
    Room(
        "convolution",
        "vision",
        ":material/filter_center_focus:",
        after=("activations",),
        ideas=("convolution", "feature_map", "receptive_field"),
        minutes=15,
    ),
    Room(
        "digits",
        "vision",
        ":material/draw:",
        after=("convolution",),
        ideas=("cnn", "inference", "mnist"),
        minutes=10,
    ),
    Room(
        "digit_lab",
        "vision",
        ":material/biotech:",
        after=("digits",),
        ideas=("saliency_map", "adversarial_example", "calibration"),
        minutes=25,
    ),
    Room(
        "train_cnn",
        "vision",
        ":material/model_training:",
        after=("network", "digits"),
        ideas=("data_augmentation", "accuracy", "confusion_matrix"),
        minutes=20,
    ),
    Room(
        "shakespeare",
        "language",
        ":material/history_edu:",
        after=("activations",),
        ideas=("language_model", "temperature", "sampling"),
        minutes=15,
    ),
    Room(
        "train_lstm",
        "language",
        ":material/model_training:",
        after=("network", "shakespeare"),
        ideas=("corpus", "vocabulary", "truncated_bptt"),
        minutes=15,
    ),
    Room(
        "memory",
        "language",
        ":material/memory:",
        after=("backprop", "shakespeare"),
        ideas=("lstm", "gate", "bptt"),
        minutes=25,
    ),
    Room(
        "detection",
        "applications",
        ":material/frame_inspect:",
        after=("digits",),
        ideas=("object_detection", "intersection_over_union", "non_maximum_suppression"),
        minutes=15,
    ),
    Room(
        "segmentation",
        "applications",
        ":material/colors:",
        after=("digit_lab",),
        ideas=("semantic_segmentation", "skip_connection", "dice_coefficient"),
        minutes=15,
    ),
    Room(
        "translation",
        "applications",
        ":material/translate:",
        after=("memory",),
        ideas=("attention", "encoder", "beam_search"),
        minutes=20,
    ),
    Room(
        "sentiment",
        "applications",
        ":material/thumbs_up_down:",
        after=("network", "convolution"),
        ideas=("sentiment_analysis", "bag_of_words", "word_vector"),
        minutes=20,
    ),
    Room(
        "summary",
        "applications",
        ":material/short_text:",
        after=("sentiment",),
        ideas=("extractive_summary", "abstractive_summary", "centrality"),
        minutes=15,
    ),
    Room(
        "speech",
        "applications",
        ":material/mic:",
        after=("network", "convolution"),
        ideas=("spectrogram", "fourier_transform", "domain_gap"),
        minutes=20,
    ),
    Room(
        "recommendation",
        "applications",
        ":material/recommend:",
        after=("optimizers",),
        ideas=("matrix_factorization", "cold_start", "filter_bubble"),
        minutes=20,
    ),
    Room(
        "course",
        "classroom",
        ":material/map:",
        ideas=("deep_learning", "supervised_learning", "machine_learning"),
        minutes=10,
    ),
    Room("lesson", "classroom", ":material/school:"),
    Room("paths", "classroom", ":material/schedule:"),
    Room("glossary", "classroom", ":material/dictionary:"),
    Room("class", "classroom", ":material/groups:", folder="class_board"),
)


def home() -> st.Page:
    return st.Page(PAGES / "home.py", title=t("home.title"), icon=":material/home:", default=True)


def sections() -> dict[str, list[st.Page]]:
    """The navigation: sections in the order of the course, titles in the session's language."""
    menu = {"": [home()]}
    for room in ROOMS:
        menu.setdefault(t(f"sections.{room.section}"), []).append(room.page())
    return menu
