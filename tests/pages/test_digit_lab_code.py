"""The scripts of the page inside a CNN, in PyTorch: they print what Keras's print."""

from pathlib import Path

import numpy as np
import pytest

from dlplay.assets import DATA
from dlplay.digits import family, network
from dlplay.ui.charts import pictures
from dlplay.ui.code_panel import Script
from dlplay.ui.digit_lab import break_code, code, small_code, why_code
from tests import scripts
from tests.pages.test_digit_lab import digit


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the scripts read, beside them."""
    (tmp_path / "input.png").write_bytes(pictures.png(digit(4)))
    kept = [path for member in family.MEMBERS.values() for path in member.files().values()]
    for path in {network.KERAS_FILE, network.WEIGHTS, DATA / "mnist.npz", *kept}:
        (tmp_path / path.name).symlink_to(path)
    monkeypatch.chdir(tmp_path)


def test_every_layer_s_size_and_the_answer() -> None:
    found = scripts.printed_by_pytorch(code.inside().torch + "print(*outputs[-1][0].tolist())\n")
    if found is not None:
        conv, pooled = [32, 26, 26], [32, 13, 13]
        assert found[:-10] == [*conv, *conv, *pooled, 5408, 128, 128, 10, 10]
        np.testing.assert_allclose(found[-10:], network.load()(digit(4)).probabilities, atol=1e-5)


def test_spoiled_attacked_unseen() -> None:
    made = [break_code.distort(name, 1.3) for name in break_code.SPOILED if name not in ("noise", "invert")]
    made += [break_code.distort("invert", 0.3), break_code.distort("blur", 0), break_code.unseen()]
    scripts.assert_the_same(scripts.joined(made), rtol=1e-3)
    attacks = [break_code.attack(4, False, 1, 0.12), break_code.attack(3, True, 5, 0.12)]
    scripts.assert_the_same(scripts.joined(attacks), rtol=0.1)  # the sign of a slope near 0 is rounding's


def test_why_it_reads_so() -> None:
    sums = "print(gradient.sum(), gradient_x_input.sum(), occlusion.sum())\n"
    made = [Script(*(f"{one}{sums}" for one in why_code.maps(4)))]
    made += [why_code.deletion(4), why_code.near(), why_code.change(9)]
    scripts.assert_the_same(scripts.joined(made), rtol=5e-3, atol=2e-3)


def test_a_network_that_forgot_has_a_slope_of_the_same_size() -> None:
    scripts.assert_the_same(why_code.forgetful(4, 2), rtol=0.7)  # from other random weights


def test_the_nine_networks() -> None:
    """Of each its parameters where it is built, the pruned one's answer at once, and what the page reads."""
    script = "\n".join(f"{small_code.member(key).torch}print(*p.tolist())\n" for key in family.MEMBERS)
    found = scripts.printed_by_pytorch(script)
    if found is None:
        return
    for key, member in family.MEMBERS.items():
        if not member.derived:
            assert found.pop(0) == family.facts().members[key].parameters
        answer, chance, found = found[0], found[1], found[2:]
        if member.zeros:
            assert 0.1 <= found[1] <= 1
            found = found[2:]
        expected, near = family.read(key, digit(4)), 0.02 if member.numbers == "int8" else 1e-3
        np.testing.assert_allclose(found[:10], expected, atol=near)
        assert (answer, chance) == (expected.argmax(), pytest.approx(expected.max(), abs=near))
        found = found[10:]
    assert not found


def test_weights_in_few_bits() -> None:
    scripts.assert_the_same(scripts.joined(map(small_code.bits, (1, 2, 3, 8))), rtol=1e-3)
