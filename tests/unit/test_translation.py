"""The translator: its network against Keras, its search by hand, its examples, its face, its training."""

import itertools
from collections.abc import Iterator
from datetime import date

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import example, given
from hypothesis import strategies as st

from dlplay.assets import load_arrays, load_facts
from dlplay.training import translation as command
from dlplay.training import translation_export, translation_fit, translation_model
from dlplay.training.__main__ import main
from dlplay.translation import (
    DIRECTIONS,
    LANGUAGES,
    LONGEST,
    WIDEST,
    NotTranslatable,
    alphabet,
    by_rule,
    examples,
    interpret,
    meaning,
    network,
    search,
    shipped,
    translate,
)

TEXTS = ["321", "7", "12,345,678", "2026-03-05"]


@pytest.fixture(scope="module")
def weights() -> network.Weights:
    """Drawn so large that attention and answers are far from even, and not so large that they are chaotic."""
    random = np.random.default_rng(5)
    return {
        name: random.normal(0, shape[0] ** -0.5, shape).astype(np.float32)
        for name, shape in network.SHAPES.items()
    }


@pytest.fixture(scope="module")
def textbook(weights: network.Weights) -> keras.Model:
    """Keras's network on the same weights."""
    built = translation_model.textbook_network()
    for name, variable in translation_model.variables(built).items():
        variable.assign(weights[name])
    return built


@pytest.fixture(scope="module")
def padded() -> tuple[np.ndarray, ...]:
    """A batch of texts of several lengths: read, written before, wanted."""
    asked = [
        examples.told(LANGUAGES["digits"].read(text), ("digits", "zh"), np.random.default_rng(0))
        for text in TEXTS
    ]
    read, written, wanted = translation_fit.batch(asked)
    assert (read == alphabet.PADDING).any()
    assert (wanted == alphabet.PADDING).any()
    return read, written, wanted


# --- the network


def test_numpy_keras_and_the_fast_pass_agree(weights, textbook, padded) -> None:
    read, written, wanted = padded
    expected = textbook.predict([read, written], verbose=0)
    fast = tf.nn.softmax(translation_model.forward(weights, tf.constant(read), tf.constant(written)))
    for row, (one, before) in enumerate(zip(read, written, strict=True)):
        there, length = one[one != alphabet.PADDING], np.count_nonzero(before)
        reading = network.read(weights, there[None])
        steps = network.follow(weights, reading, int(before[0]), wanted[row, :length].tolist())
        probabilities = np.exp(steps.log_probabilities[0])
        assert probabilities.shape == (length, alphabet.SIZE)
        np.testing.assert_allclose(probabilities, expected[row, :length], atol=1e-5)
        np.testing.assert_allclose(fast[:length, row], expected[row, :length], atol=1e-5)
        np.testing.assert_allclose(steps.attention.sum(axis=-1), 1, atol=1e-6)
    assert textbook.count_params() == network.PARAMETERS


def test_gradients_of_the_fast_pass_are_those_of_keras_s_layers(weights, textbook, padded) -> None:
    read, written, wanted = padded
    by_name = translation_model.variables(textbook)
    with tf.GradientTape() as tape:
        kept = {name: variable.value for name, variable in by_name.items()}
        loss = translation_model.loss(kept, *map(tf.constant, padded))
    ours = tape.gradient(loss, list(kept.values()))
    with tf.GradientTape() as tape:
        chosen = tf.gather(textbook([read, written]), wanted, batch_dims=2)
        counted = tf.constant((wanted != alphabet.PADDING).astype(np.float32))
        expected = -tf.reduce_sum(counted * tf.math.log(chosen)) / tf.reduce_sum(counted)
    theirs = tape.gradient(expected, [variable.value for variable in by_name.values()])
    assert float(loss) == pytest.approx(float(expected), abs=1e-5)
    for name, one, other in zip(by_name, ours, theirs, strict=True):
        np.testing.assert_allclose(one, tf.convert_to_tensor(other), atol=2e-5, err_msg=name)


def test_texts_read_together_are_read_as_alone(weights) -> None:
    tokens = np.stack([alphabet.encode(text) for text in ("321", "905", "100")])
    together = network.read(weights, tokens)
    for row, one in enumerate(tokens):
        for part, alone in zip(together, network.read(weights, one[None]), strict=True):
            np.testing.assert_allclose(part[row], alone[0], atol=1e-5)


# --- the search


def test_a_beam_of_one_is_greedy(weights) -> None:
    for text, start in itertools.product(TEXTS, alphabet.STARTS.values()):
        reading = network.read(weights, alphabet.encode(text)[None])
        beams = search.beam(weights, reading, start, 1, 12)
        assert list(beams[-1][0].tokens) == search.greedy(weights, reading, start, 12)[0].tolist()


def chances(monkeypatch: pytest.MonkeyPatch, table: dict[tuple[int, ...], dict[int, float]]) -> None:
    """The next character's probabilities by what was written; the state tells which that is."""
    texts: list[tuple[int, ...]] = [()]

    def step(weights, reading, state, tokens) -> network.Step:
        logits = np.full((len(tokens), alphabet.SIZE), -np.inf)
        places = []
        for row, (before, token) in enumerate(zip(state[:, 0], tokens, strict=True)):
            text = () if token in alphabet.STARTS.values() else (*texts[int(before)], int(token))
            texts.append(text)
            places.append([len(texts) - 1])
            for following, chance in table[text].items():
                logits[row, following] = np.log(chance)
        nothing = np.zeros((len(tokens), 1))
        return network.Step(np.array(places), nothing, nothing, nothing, nothing, logits)

    monkeypatch.setattr(search, "step", step)


def test_a_beam_finds_what_greedy_misses(monkeypatch) -> None:
    """Greedy takes a (0.6) and comes to 0.6 x 0.4 = 0.24; b leads to 0.4 x 0.9 = 0.36."""
    a, b, end = 10, 11, alphabet.END
    table = {
        (): {a: 0.6, b: 0.4},
        (a,): {end: 0.4, a: 0.3, b: 0.3},
        (b,): {end: 0.9, a: 0.1},
        (a, a): {end: 1.0},
        (a, b): {end: 1.0},
    }
    reading = network.Reading(np.zeros((1, 1, 1)), np.zeros((1, 1, 1)), np.zeros((1, 1)))
    chances(monkeypatch, table)
    narrow = search.beam({}, reading, alphabet.STARTS["zh"], 1)
    assert narrow[-1][0].tokens == (a, end)
    assert narrow[-1][0].total == pytest.approx(np.log(0.24))
    chances(monkeypatch, table)
    wide = search.beam({}, reading, alphabet.STARTS["zh"], 2)
    assert [one.tokens for one in wide[0]] == [(a,), (b,)]
    assert [one.tokens for one in wide[1]] == [(b, end), (a, end)]
    assert [one.total for one in wide[1]] == pytest.approx(np.log([0.36, 0.24]))
    assert [one.parent for one in wide[1]] == [1, 0]
    assert len(wide) == 2


@pytest.mark.parametrize("width", [2, 3, 8])
def test_a_beam_keeps_the_best_texts_that_follow_from_those_before(weights, width: int) -> None:
    reading = network.read(weights, alphabet.encode("321")[None])
    start = alphabet.STARTS["en"]
    before = [search.Candidate((), 0.0, 0, 0.0)]
    for kept in search.beam(weights, reading, start, width, 8):
        possible = [one for one in before if one.finished]
        totals = {one.tokens: one.total for one in possible}
        for one in before:
            if not one.finished:
                steps = network.follow(weights, reading, start, [*one.tokens, alphabet.END])
                row = steps.log_probabilities[0, -1]
                totals |= {(*one.tokens, token): one.total + gain for token, gain in enumerate(row)}
        assert [one.total for one in kept] == pytest.approx(
            sorted(totals.values(), reverse=True)[:width], abs=1e-4
        )
        for one in kept:
            assert totals[one.tokens] == pytest.approx(one.total, abs=1e-4)
            assert before[one.parent].total + one.gain == pytest.approx(one.total)
            assert one.tokens[: len(before[one.parent].tokens)] == before[one.parent].tokens
        before = kept


@pytest.mark.parametrize("width", [0, -1, WIDEST + 1])
def test_a_width_out_of_range_is_refused(weights, width: int) -> None:
    with pytest.raises(ValueError, match="width must be from 1"):
        interpret("321", "digits", "zh", width, weights)


# --- the face


def test_a_translation_tells_how_it_came_about(weights) -> None:
    one = interpret("  ３２１ ", "digits", "en", 4, weights)
    assert (one.asked, one.expected) == ("321", "three hundred and twenty-one")
    assert one.attention.shape == (len(one.best.tokens), 3)
    gains = one.steps.log_probabilities[0][np.arange(len(one.best.tokens)), list(one.best.tokens)]
    assert gains.sum() == pytest.approx(one.best.total, abs=1e-3)
    assert one.finished == (one.best.tokens[-1] == alphabet.END)
    right = (*alphabet.encode(one.expected).tolist(), alphabet.END)
    assert one.weighed(right).attention.shape == (1, len(right), 3)


@pytest.mark.parametrize(
    ("text", "source", "asked"),
    [
        ("　三百二十一　", "zh", "三百二十一"),
        ("三百 二十一\n", "zh", "三百二十一"),
        ("二○二六年三月五日", "zh", "二〇二六年三月五日"),
        ("兩萬", "zh", "两万"),
        ("Three  Hundred\tand twenty–one", "en", "three hundred and twenty-one"),
        ("MARCH 5, 2026", "en", "march 5, 2026"),
        ("１２，３４５", "digits", "12,345"),
        ("12 345", "digits", "12345"),
    ],
)
def test_what_is_typed_is_made_readable(weights, text: str, source: str, asked: str) -> None:
    target = next(target for start, target in DIRECTIONS if start == source)
    assert interpret(text, source, target, 1, weights).asked == asked


@pytest.mark.parametrize(
    ("text", "source", "target", "problem"),
    [
        ("", "zh", "en", "empty"),
        (" \n\t　", "digits", "en", "empty"),
        ("三" * (LONGEST + 1), "zh", "en", "long"),
        ("1" * 10**6, "digits", "en", "long"),
        ("321", "zh", "en", "characters"),
        ("三百", "en", "zh", "characters"),
        ("five 🙂", "en", "zh", "characters"),
        ("<b>1</b>", "digits", "zh", "characters"),
        ("\0\1", "digits", "zh", "characters"),
        ("321", "digits", "digits", "same"),
        ("321", "digits", "fr", "language"),
        ("321", "Zh", "en", "language"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_with_a_reason(text, source, target, problem) -> None:
    with pytest.raises(NotTranslatable) as raised:
        interpret(text, source, target)
    assert raised.value.problem == problem


def test_the_reason_names_each_character_once() -> None:
    with pytest.raises(NotTranslatable) as raised:
        interpret("12a3ab?", "digits", "zh")
    assert raised.value.numbers == {"language": "digits", "characters": "ab?"}


@given(st.text(max_size=30), st.sampled_from(DIRECTIONS), st.integers(1, WIDEST))
@example("〇" * LONGEST, ("zh", "en"), WIDEST)
def test_any_text_is_answered_or_refused(text: str, direction: tuple[str, str], width: int) -> None:
    blank = {name: np.zeros(shape, np.float32) for name, shape in network.SHAPES.items()}
    blank["answer_bias"] = np.eye(alphabet.SIZE, dtype=np.float32)[alphabet.END] * 9
    try:
        one = interpret(text, *direction, width, blank)
    except NotTranslatable:
        return
    assert one.text == ""
    assert one.finished


def test_an_answer_without_end_is_stopped(weights) -> None:
    endless = weights | {"answer_bias": weights["answer_bias"] - np.eye(alphabet.SIZE)[alphabet.END] * 1e4}
    one = interpret("7", "digits", "zh", 2, endless)
    assert not one.finished
    assert len(one.best.tokens) == search.LONGEST


@pytest.mark.parametrize("target", ["zh", "digits"])
def test_the_right_answer_is_weighed_as_a_beam_weighs_its_own(weights, target: str) -> None:
    one = interpret("twelve", "en", target, 2, weights)
    tokens = [*alphabet.encode(by_rule("twelve", "en", target)).tolist(), alphabet.END]
    steps = network.follow(weights, one.reading, alphabet.STARTS[target], tokens)
    expected = sum(steps.log_probabilities[0, place, token] for place, token in enumerate(tokens))
    assert one.expected_total == pytest.approx(float(expected), abs=1e-4)
    assert np.isnan(interpret("twelve one", "en", target, 1, weights).expected_total)


def test_with_even_attention_every_step_takes_the_mean_of_all_that_was_read(weights) -> None:
    one = interpret("12345", "digits", "zh", 1, weights, even=True)
    np.testing.assert_allclose(one.attention, 1 / 5, atol=1e-6)
    mean = one.reading.encoded[0].mean(axis=0)
    np.testing.assert_allclose(one.steps.context[0, -1], mean, atol=1e-5)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三百二十一", 321),
        (" Three hundred  twenty-one", 321),
        ("１２,345", 12345),
        ("5 March 2026", date(2026, 3, 5)),
        ("2026-3-5", date(2026, 3, 5)),
        ("seven seven", None),
        ("2026-02-30", None),
        ("", None),
        ("x" * 10_000, None),
    ],
)
def test_a_meaning_is_found_in_whichever_language(text: str, value: object) -> None:
    assert meaning(text) == value


# --- the shipped network


@pytest.mark.parametrize(
    ("text", "source", "target", "answer"),
    [
        ("三百二十一", "zh", "en", "three hundred and twenty-one"),
        ("three hundred twenty one", "en", "digits", "321"),
        ("321", "digits", "zh", "三百二十一"),
        ("二〇二六年三月五日", "zh", "en", "5 March 2026"),
        ("March 5, 2026", "en", "digits", "2026-03-05"),
        ("2026-03-05", "digits", "zh", "二〇二六年三月五日"),
    ],
)
def test_it_translates(text: str, source: str, target: str, answer: str) -> None:
    assert translate(text, source, target) == answer


def test_without_a_choice_of_where_to_look_most_numbers_go_wrong() -> None:
    random = np.random.default_rng(0)
    held = examples.test_set(random, 20, ("digits", "zh"), 6)
    chosen, even = (
        [interpret(one.asked, one.source, one.target, even=alike).text == one.answer for one in held]
        for alike in (False, True)
    )
    assert np.mean(chosen) >= 0.95
    assert np.mean(even) < 0.3


def test_inside_an_english_word_the_attention_hardly_matters() -> None:
    """What the page says of it: of the letters that do not begin a word few change with even weights."""
    weights, random = shipped.load(), np.random.default_rng(1)
    begun: list[bool] = []
    inside: list[bool] = []
    for one in examples.test_set(random, 20, ("digits", "en"), 6):
        answer = interpret(one.asked, one.source, one.target)
        steps, encoded = answer.steps, answer.reading.encoded[0]
        mean = np.repeat(encoded.mean(axis=0)[None], len(answer.attention), axis=0)
        both = np.concatenate([mean, steps.state[0]], axis=-1)
        combined = np.tanh(both @ weights["combined_kernel"] + weights["combined_bias"])
        even = (combined @ weights["answer_kernel"] + weights["answer_bias"]).argmax(axis=-1)
        for place, token in enumerate(answer.best.tokens):
            first = place == 0 or answer.text[place - 1] in " -"
            (begun if first else inside).append(even[place] == token)
    assert np.mean(inside) > 0.9
    assert np.mean(begun) < 0.8


def test_what_never_occurred_is_as_it_was_drawn() -> None:
    keras.utils.set_random_seed(load_facts(shipped.FACTS, "")["seed"])
    drawn = translation_model.variables(translation_model.textbook_network())["embedding"].numpy()
    moved = np.abs(shipped.load()["embedding"] - drawn).max(axis=-1)
    assert moved[alphabet.encode("亿")[0]] == 0
    assert (moved[alphabet.encode("万千百十")] > 0.1).all()


def test_the_shipped_figures_are_those_of_the_shipped_file() -> None:
    facts = load_facts(shipped.FACTS, "")
    for number, direction in enumerate(DIRECTIONS):
        random = np.random.default_rng([translation_export.TEST_SEED, number])
        held = examples.test_set(random, facts["settings"]["tested"], direction, None)
        right = np.mean(translation_export.exact(shipped.load(), held))
        # a sum in another order may turn an answer or two
        assert right == pytest.approx(facts["right"][" ".join(direction)]["dates"], abs=0.011)
    assert facts["held_out"] >= 0.99
    assert facts["parameters"] == network.PARAMETERS
    assert shipped.FILE.stat().st_size <= 2e6


def test_numbers_longer_than_any_in_training_fail() -> None:
    right = load_facts(shipped.FACTS, "")["right"]
    within, beyond = str(examples.LONGEST), str(examples.LONGEST + 3)
    assert np.mean([one[beyond] for one in right.values()]) < 0.3
    assert np.mean([one[within] for one in right.values()]) > 0.95


# --- the examples


def test_the_same_seed_draws_the_same_examples() -> None:
    drawn = [[examples.draw(np.random.default_rng(seed)) for _ in range(3)] for seed in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2]


def test_examples_are_true_in_all_directions_and_none_is_held_out() -> None:
    random = np.random.default_rng(0)
    drawn = [examples.draw(random) for _ in range(3000)]
    assert {(one.source, one.target) for one in drawn} == set(DIRECTIONS)
    for one in drawn:
        assert by_rule(one.asked, one.source, one.target) == one.answer
        assert not examples.held_out(one.value)
        assert len(one.asked) <= max(translation_fit.LENGTHS)
        assert len(one.answer) < max(translation_fit.LENGTHS)
    dates = [one for one in drawn if isinstance(one.value, date)]
    assert len(dates) / len(drawn) == pytest.approx(examples.DATES, abs=0.03)
    lengths = np.bincount([len(str(one.value)) for one in drawn if not isinstance(one.value, date)])
    assert len(lengths) == examples.LONGEST + 1
    assert lengths[1:].min() > 0.8 * lengths.sum() / examples.LONGEST


@pytest.mark.parametrize("length", [None, 3, 8, 11])
def test_the_test_set_is_never_drawn(length: int | None) -> None:
    held = examples.test_set(np.random.default_rng(0), 50, ("zh", "en"), length)
    assert all(examples.held_out(one.value) for one in held)
    if length:
        assert {len(str(one.value)) for one in held} == {length}
    else:
        assert all(isinstance(one.value, date) for one in held)


def test_a_twentieth_is_held_out_and_no_small_number() -> None:
    numbers = [examples.held_out(number) for number in range(100_000)]
    assert not any(numbers[: examples.FIRST_HELD_OUT])
    assert np.mean(numbers) == pytest.approx(1 / examples.HELD_OUT, abs=0.003)
    days = [examples.held_out(date.fromordinal(day)) for day in range(700_000, 740_000)]
    assert np.mean(days) == pytest.approx(1 / examples.HELD_OUT, abs=0.005)


def test_batches_go_on_where_a_run_was_stopped() -> None:
    whole = list(translation_fit.batches(3, 4, 0, 30))
    parts = [*translation_fit.batches(3, 4, 0, 7), *translation_fit.batches(3, 4, 7, 30)]
    assert len(whole) == len(parts) == 30
    for one, other in zip(whole, parts, strict=True):
        for array, same in zip(one, other, strict=True):
            np.testing.assert_array_equal(array, same)


# --- the training


@pytest.fixture
def without_graphs() -> Iterator[None]:
    """A few small updates come sooner than a graph of so many steps is made."""
    tf.config.run_functions_eagerly(True)
    yield
    tf.config.run_functions_eagerly(False)


@pytest.mark.usefixtures("without_graphs")
def test_a_tiny_run_learns_goes_on_and_writes_what_it_measured(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(examples, "LONGEST", 2)
    monkeypatch.setattr(translation_fit, "LENGTHS", (20,))
    monkeypatch.setattr(translation_fit, "CURVE", 2)
    monkeypatch.setattr(command, "RECIPE", command.Recipe(updates=6, batch=2, warm_up=1, tested=2))
    monkeypatch.setattr(examples, "KINDS", {"dates": None, "3": 3, "8": 8})
    checkpoint = tmp_path / "translation.checkpoint.npz"
    stopped = translation_fit.fit(command.Recipe(updates=4, batch=2), 0, checkpoint)
    assert len(stopped.curve) == 2
    main(["translation", "--out", str(tmp_path), "--resume"])
    assert not checkpoint.exists()
    trained = load_arrays(tmp_path / "translation.npz", network.SHAPES, "")
    assert any(np.abs(trained[name] - stopped.weights[name]).max() > 0 for name in network.SHAPES)
    facts = load_facts(tmp_path / "translation.json", "", "held_out", "settings.updates", "seconds")
    assert facts["curve"][:2] == stopped.curve
    assert len(facts["curve"]) == 3
    assert set(facts["right"]) == {" ".join(direction) for direction in DIRECTIONS}
    assert set(facts["right"]["zh en"]) == {"dates", "3", "8"}
