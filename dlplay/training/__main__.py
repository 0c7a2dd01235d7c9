"""Command line of the training room: `python -m dlplay.training <model> [options]`."""

import argparse

from dlplay.training import (
    allocation,
    card,
    detection,
    digits,
    doubt,
    family,
    liking,
    live_weights,
    memory,
    mnist_data,
    pen_set,
    plays,
    poems,
    segmentation,
    sentiment,
    shakespeare,
    space,
    speech,
    summary,
    textbook_run,
    translation,
)

# A command is a module with `add_arguments(parser)` and `run(arguments)`. It imports tensorflow
# inside `run`, so that `--help` answers at once.
COMMANDS = {
    "card": card,
    "detection": detection,
    "digits": digits,
    "doubt": doubt,
    "family": family,
    "liking": liking,
    "live": live_weights,
    "memory": memory,
    "mnist": mnist_data,
    "pen-set": pen_set,
    "plays": plays,
    "poems": poems,
    "segmentation": segmentation,
    "sentiment": sentiment,
    "speech": speech,
    "shakespeare": shakespeare,
    "space": space,
    "summary": summary,
    "textbook-run": textbook_run,
    "translation": translation,
}


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m dlplay.training", description=__doc__)
    subparsers = parser.add_subparsers(dest="command", required=True)
    for name, module in COMMANDS.items():
        told = (module.__doc__ or "").splitlines()[0]
        module.add_arguments(subparsers.add_parser(name, help=told, description=told))
    chosen = parser.parse_args(arguments)
    allocation.keep_freed_memory()
    COMMANDS[chosen.command].run(chosen)


if __name__ == "__main__":
    main()
