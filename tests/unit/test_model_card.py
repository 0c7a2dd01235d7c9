"""The model card tells of the files that ship: written from their figures, and the recipes are theirs."""

import json
import re
from dataclasses import asdict
from pathlib import Path

import pytest

from dlplay.text.model_files import stem
from dlplay.training import card, detection, digits, doubt, segmentation, shakespeare, translation

MODELS = card.ASSETS / "models"


def facts(name: str) -> dict:
    return json.loads((MODELS / f"{name}.json").read_text(encoding="utf-8"))


def test_the_card_is_what_the_command_writes() -> None:
    assert (card.ASSETS / "MODEL_CARD.md").read_text(encoding="utf-8") == card.text()


def test_figures_of_a_result_are_not_typed_into_the_prose() -> None:
    """No share, no loss and no sum stands in the template but goals and figures of others."""
    typed = set(re.findall(r"\d+\.\d+ %|\d\.\d{3,}|[0-9a-f]{64}", card.TEMPLATE.read_text(encoding="utf-8")))
    others = {"99.4 %", "1.4697", "f393d09d07ea4d0e19957838046b3601ad09e0a5bd1c5ad0454240eacff393be", "0.001"}
    assert typed == others


def test_the_digits_are_trained_by_the_recipe_of_their_name() -> None:
    shipped = facts("digits")
    recipe = json.loads(json.dumps(asdict(digits.RECIPES[shipped["recipe"]])))
    assert recipe == shipped["settings"]


def test_the_network_that_doubts_is_trained_by_its_recipe() -> None:
    assert asdict(doubt.RECIPE) == facts("doubt")["settings"]


def test_the_translator_is_trained_by_its_recipe() -> None:
    assert asdict(translation.RECIPE) == facts("translation")["settings"]


@pytest.mark.parametrize("command", [detection, segmentation], ids=["detection", "segmentation"])
def test_a_network_that_reads_sheets_is_trained_by_its_recipe(command) -> None:
    shipped = facts(command.__name__.rpartition(".")[2])["settings"]
    assert json.loads(json.dumps(asdict(command.RECIPE))) == shipped


@pytest.mark.parametrize("name", [*card.CHAR_MODELS, "poems"])
def test_a_character_model_is_trained_by_the_recipe_of_its_name(name: str) -> None:
    assert json.loads(json.dumps(asdict(shakespeare.RECIPES[name]))) == facts(stem(name))["recipe"]


def test_a_training_into_another_folder_leaves_the_card_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = []
    monkeypatch.setattr(card, "write", lambda: written.append(1))
    card.follow(tmp_path)
    assert not written
    card.follow(MODELS)
    assert written
