"""The shipped network that reads digits, in PyTorch, and the files that scripts read it from."""

import streamlit as st

from dlplay.digits import network
from dlplay.ui.language import t

LAYERS = """\
model = torch.nn.Sequential(
    torch.nn.Conv2d(1, 32, 3),
    torch.nn.ReLU(),
    torch.nn.MaxPool2d(2),
    torch.nn.Flatten(),
    torch.nn.Linear(32 * 13 * 13, 128),
    torch.nn.ReLU(),
    torch.nn.Linear(128, 10),
)
"""
WEIGHTS = f"""\
file = np.load("{network.WEIGHTS.name}")
# PyTorch's layout: a row for each unit, channels before rows and columns
conv = file["conv_kernel"].transpose(3, 2, 0, 1)
dense = file["dense_kernel"].reshape(13, 13, 32, 128).transpose(3, 2, 0, 1).reshape(128, -1)
arrays = {{
    "0.weight": conv, "0.bias": file["conv_bias"],
    "4.weight": dense, "4.bias": file["dense_bias"],
    "6.weight": file["output_kernel"].T, "6.bias": file["output_bias"],
}}
model.load_state_dict({{name: torch.tensor(array) for name, array in arrays.items()}})
"""


def downloads() -> None:
    """The network for either framework."""
    for kind, file in (("keras", network.KERAS_FILE), ("npz", network.WEIGHTS)):
        st.download_button(
            t(f"digits.download_{kind}"),
            file.read_bytes,
            file.name,
            icon=":material/download:",
            on_click="ignore",
        )
