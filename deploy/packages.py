"""What a container that serves pages needs: all of pyproject.toml but what trains, and PostgreSQL's driver.

    python deploy/packages.py >wanted && pip install --constraint requirements.txt --requirement wanted

TensorFlow and Keras are most of an installation, and the web process imports neither.
"""

import re
import sys
import tomllib
from pathlib import Path

TRAINS = ("tensorflow", "tensorflow-cpu", "keras")


def packages(project: dict) -> list[str]:
    """The requirements, as pyproject.toml writes them."""
    needed = [one for one in project["dependencies"] if re.split(r"[^\w-]", one)[0] not in TRAINS]
    return needed + project["optional-dependencies"]["postgres"]


if __name__ == "__main__":
    with (Path(__file__).parents[1] / "pyproject.toml").open("rb") as file:
        sys.stdout.write("\n".join([*packages(tomllib.load(file)["project"]), ""]))
