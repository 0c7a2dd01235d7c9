"""Each classic failure of the network page fails as it is called, over several seeds, and its mend helps."""

from dataclasses import replace
from functools import cache

import pytest

from dlplay import locale
from dlplay.playground import Training
from dlplay.playground.diagnosis import diagnose
from dlplay.ui.network import failures
from dlplay.ui.network.current import recipe_of
from dlplay.ui.network.failures import FAILURES
from dlplay.ui.network.settings import NetworkSettings

SEEDS = (1, 2, 3)


@cache
def trained(settings: NetworkSettings, steps: int) -> Training:
    training = Training(recipe_of(settings))
    training.advance(steps=steps)
    return training


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", FAILURES)
def test_the_diagnosis_names_the_failure_and_after_the_mend_no_more(name: str, seed: int) -> None:
    one = FAILURES[name]
    failed = trained(one.begun(seed), one.steps)
    assert diagnose(failed)[0].name == one.finding
    mended = trained(replace(one.begun(seed), **one.mend), one.steps)
    found = {finding.name for finding in diagnose(mended)}
    assert one.finding not in found
    assert not mended.diverged
    assert mended.now().train_loss < failed.moments[0].train_loss
    if name == "overfitting":
        assert mended.now().test_loss < failed.now().test_loss


def test_a_failure_is_known_by_its_settings_and_by_no_others() -> None:
    for name, one in FAILURES.items():
        assert failures.named(one.begun(7)) == name
        assert failures.named(replace(one.begun(7), **one.mend)) is None
    assert failures.named(NetworkSettings()) is None
    assert failures.mend(NetworkSettings()) == ""


def test_every_mend_names_the_values_that_it_sets() -> None:
    signs = {"x1_squared": "x₁²", "x2_squared": "x₂²"}
    for language in locale.LANGUAGES:
        for name, one in FAILURES.items():
            said = locale.t(f"network.mend_{name}", language)
            for value in one.mend.values():
                parts = value if isinstance(value, tuple) else (value,)
                assert all(signs.get(part, str(part)) in said for part in parts if part not in ("x1", "x2"))
