"""The answers to "Try this": each sets what its question sets, on the page's own settings, and looks."""

import re
import string
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from dlplay import answers, locale, signal
from dlplay.activations import ACTIVATIONS
from dlplay.backprop import depth
from dlplay.backprop.problem import Problem
from dlplay.convolution import KERNELS, Sliding, convolve, pool
from dlplay.descent import Setup, descend
from dlplay.detection import detect, sheets
from dlplay.digits import adversary, classify, distort, family, network, samples
from dlplay.digits.explanations import METHODS
from dlplay.digits.explanations.change import smallest_change
from dlplay.digits.explanations.random_weights import randomised
from dlplay.digits.family import MEMBERS
from dlplay.digits.mnist import load_test_digits
from dlplay.losses import LOSSES, race
from dlplay.numbers import percent, plain
from dlplay.outcome import outcome
from dlplay.playground.training import Training
from dlplay.rates import RATES
from dlplay.recommendation import Ratings, generated, learn
from dlplay.recurrent import words
from dlplay.sentiment import judge, teaching
from dlplay.sentiment.examples import PRAISE, SENTENCES
from dlplay.sentiment.sentences import ironic
from dlplay.speech import hear, recognise
from dlplay.speech import samples as spoken
from dlplay.summary import summarize
from dlplay.summary import texts as summary_texts
from dlplay.summary.centrality import degree
from dlplay.summary.reading import WAYS, read
from dlplay.text import CharLSTM, poems
from dlplay.text.writing import surprise
from dlplay.translation import by_rule, interpret, translate
from dlplay.translation.examples import KINDS
from dlplay.ui.activations.settings import ActivationsSettings
from dlplay.ui.backprop.settings import START, BackpropSettings
from dlplay.ui.cache import translation_facts
from dlplay.ui.convolution.settings import ConvolutionSettings
from dlplay.ui.detection.settings import DetectionSettings
from dlplay.ui.digit_lab.settings import STEPS
from dlplay.ui.losses.settings import LossSettings
from dlplay.ui.memory import reading
from dlplay.ui.memory.settings import MemorySettings
from dlplay.ui.network.current import recipe_of
from dlplay.ui.network.settings import NetworkSettings
from dlplay.ui.neuron.settings import NeuronSettings
from dlplay.ui.optimizers.settings import OptimizerSettings
from dlplay.ui.recommendation.settings import RecommendationSettings
from dlplay.ui.rooms import ROOMS
from dlplay.ui.sentiment.settings import SentimentSettings
from dlplay.ui.summary.settings import SummarySettings
from dlplay.ui.translation.settings import TranslationSettings

LABS = [
    room.name for room in ROOMS if room.name not in ("glossary", "lesson", "class", "paths")
]  # these ask otherwise
QUESTION, ANSWER = re.compile(r"^\d\. ", re.MULTILINE), re.compile(r"^   > \S.*[.。]$", re.MULTILINE)


def named(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", locale.LANGUAGES)
@pytest.mark.parametrize("page", LABS)
def test_every_question_has_its_answer_and_every_number_is_computed(page: str, language: str) -> None:
    text = locale.long_text(f"{page}_try", language)
    assert len(QUESTION.findall(text)) == len(ANSWER.findall(text)) >= 2
    assert named(text) == set(locale.answers(page, language))
    assert "NaN" not in text.format(**locale.answers(page, language))


def test_the_numbers_that_are_shown_are_those_computed() -> None:
    """If this fails: python -m dlplay.answers."""
    assert locale.ANSWERS.read_text(encoding="utf-8") == answers.written()


def test_the_neuron_s_numbers_are_those_of_its_start() -> None:
    start, shown = NeuronSettings(), locale.answers("neuron", "en")
    *w, b = start.w[:2] + start.w[-1:]
    z = float(np.dot(w, start.x[:2]) + b)
    function = ACTIVATIONS[start.activation].function
    assert (shown["z"], shown["z_double"]) == (plain(z), plain(2 * z))
    assert shown["a_double"] == plain(float(function(np.array(2 * z))), 3)


def test_a_signal_through_twenty_layers_and_softmax_s_shares() -> None:
    page, shown = ActivationsSettings(), locale.answers("activations", "zh")
    start = signal.draw(2 * page.depth, page.width, page.initializer, page.seed)
    assert page.depth == 10
    assert shown["twenty"] == percent(signal.push(ACTIVATIONS[page.name], start).arrived, "zh", digits=2)
    z = np.array([page.z1, page.z2, page.z3, page.z4])
    first, raised = (ACTIVATIONS["softmax"].function(one) for one in (z, z + [1, 0, 0, 0]))
    assert shown["together"] == plain(float((first - raised)[1:].sum()), 2)
    assert float(ACTIVATIONS["softmax"].function(z / 0.1)[0]) > 0.999


def test_squared_error_follows_the_outlier_and_keeps_up_from_a_start_less_wrong() -> None:
    page, shown = LossSettings(), locale.answers("losses", "en")
    turned = {one: float(shown[f"{one}_high"]) - float(shown[f"{one}_low"]) for one in ("mse", "huber")}
    assert (page.outlier_x, page.outlier_y, page.delta, page.rate, page.step) == (9.0, 1.0, 1.0, 1.0, 20)
    assert turned["mse"] > 4 * turned["huber"] > 0
    for name, wrong in (("near", 2.5), ("far", 3.5), ("start", page.wrong)):
        run = race.train("mean_squared_error", -wrong, 0.0, page.rate, 200)
        assert shown[name] == percent(run.truths[page.step], "en", digits=2)
    p = np.linspace(0.001, 0.999, 999)
    for name, most in (("mean_squared_error", 2), ("mean_absolute_error", 1)):
        assert all(
            abs(float(LOSSES[name].gradient(np.array([1.0]), p[i : i + 1])[0])) <= most for i in range(999)
        )


def test_what_a_stride_leaves_and_what_a_unit_sees() -> None:
    page, shown = ConvolutionSettings(), locale.answers("convolution", "en")
    assert (page.kernel, page.layers, page.pool, page.padding, page.dilation) == (
        "edge_left",
        3,
        2,
        "valid",
        1,
    )
    ink = np.ones((28, 28, 1))
    sums = {
        name: convolve(ink, KERNELS[name][..., None, None], np.zeros(1), Sliding(3))
        for name in ("edge_left", "blur")
    }
    assert not sums["edge_left"].any()
    np.testing.assert_allclose(sums["blur"], float(shown["ink"]))
    strided = convolve(ink, KERNELS["blur"][..., None, None], np.zeros(1), Sliding(3, stride=2))
    assert (shown["strided"], shown["left"], shown["all"]) == (
        plain(len(strided)),
        plain(strided.size),
        plain(sums["blur"].size),
    )
    moves = 0  # the unit, if only this pixel changes
    for pixel in range(28):
        line = np.zeros((28, 28, 1))
        line[:, pixel] = 1
        first = convolve(line, np.ones((3, 3, 1, 1)), np.zeros(1), Sliding(3))
        last = convolve(pool(first).values, np.ones((3, 3, 1, 1)), np.zeros(1), Sliding(3))
        moves += bool(last[5, 5, 0])
    assert (shown["field"], shown["pixels"]) == (plain(moves), plain(moves**2))


def test_inside_a_cnn_most_sums_are_cut_and_paper_gives_the_bias() -> None:
    shown, reader = locale.answers("digit_lab", "en"), network.load()
    picture = (load_test_digits()[0][0] / 255).round(2)
    kernel, bias = reader.weights["conv_kernel"].astype(float), reader.weights["conv_bias"].astype(float)
    sums = convolve(picture[..., None], kernel, bias, Sliding(3))
    assert (shown["numbers"], shown["above"]) == (
        f"{sums.size:,}",
        percent((sums > 0).mean(), "en", digits=2),
    )
    np.testing.assert_allclose(sums[0, 0], bias)  # a corner of paper
    assert (bias > 0).any()
    signs = np.sign(reader.weights["output_kernel"])
    assert (np.abs(signs.sum(axis=1)) < 10).mean() > 0.9  # units speak for some digits and against others
    weights = {name: array.size for name, array in reader.weights.items()}
    assert weights["dense_kernel"] / sum(weights.values()) > 0.99
    assert (shown["flat"], shown["weights"]) == (plain(13 * 13 * 32), f"{weights['dense_kernel']:,}")


def test_what_is_asked_of_the_explanations_is_so() -> None:
    shown, reader = locale.answers("digit_lab", "en"), network.load()
    picture = (load_test_digits()[0][0] / 255).round(2).astype(np.float32)
    forgetful = randomised(reader, 3, 0)
    maps = [METHODS["gradient_x_input"].map(one, picture, 7) for one in (reader, forgetful)]
    ranks = [pd.Series(np.abs(one).ravel()).rank() for one in maps]
    assert shown["alike"] == plain(ranks[0].corr(ranks[1]), 2)
    ink = picture.ravel() > 0
    ranks = [pd.Series(np.abs(one).ravel()[ink]).rank() for one in maps]
    assert shown["alike_ink"] == plain(ranks[0].corr(ranks[1]), 2)
    assert float(shown["alike"]) > 0.9
    assert float(shown["alike_ink"]) < 0.9
    change = smallest_change(reader, picture, 3).picture - picture
    length = np.sqrt((change**2).sum())
    assert shown["share"] == percent(length / np.sqrt((picture**2).sum()), "en", decimals=0)
    noise = np.random.default_rng(0).normal(size=(100, 28, 28))
    noise *= length / np.linalg.norm(noise, axis=(1, 2), keepdims=True)
    answers = reader(np.clip(picture + noise, 0, 1).astype(np.float32)).probabilities.argmax(axis=1)
    assert (answers == 7).all()


def test_a_small_network_reads_nearly_as_well_and_few_bits_are_enough() -> None:
    shown, (members, accuracies) = locale.answers("digit_lab", "en"), family.facts()
    arrays = np.load(MEMBERS["tiny"].files()["npz"])
    tiny, large = sum(array.size for array in arrays.values()), sum(map(np.prod, network.SHAPES.values()))
    assert (shown["tiny_parameters"], shown["parameters"]) == (f"{tiny:,}", f"{large:,}")
    assert shown["tiny_share"] == percent(tiny / large, "en")
    wrong = {key: round(10_000 * (1 - one.accuracy)) for key, one in members.items()}
    assert [shown[name] for name in ("tiny_wrong", "wrong", "wrong_80", "wrong_95")] == [
        str(wrong[key]) for key in ("tiny", "textbook", "pruned_80", "pruned_95")
    ]
    assert shown["changed_80"] == str(round(10_000 * (1 - members["pruned_80"].agreement)))
    assert wrong["tiny"] - wrong["textbook"] < 100 > wrong["pruned_80"] - wrong["textbook"]
    lost_80, lost_95 = (wrong[key] - wrong["textbook"] for key in ("pruned_80", "pruned_95"))
    assert lost_95 > 3 * lost_80  # "begins to go into what was needed"
    kept, lost = int(shown["bits_kept"]), int(shown["bits_lost"])
    usual = members["textbook"].accuracy
    assert all(usual - accuracies[bits] <= 0.01 for bits in range(kept, 9))
    assert accuracies[lost] < 0.5  # "over the cliff"
    assert (shown["accuracy_kept"], shown["accuracy_lost"], shown["accuracy"]) == tuple(
        percent(one, "en", decimals=2) for one in (accuracies[kept], accuracies[lost], usual)
    )


def test_a_shifted_digit_is_read_with_less_certainty_and_then_wrongly() -> None:
    pictures, digits = (one[::4] for one in load_test_digits())
    chances = []
    for shift in (0, 2, 4, 6):
        moved = np.zeros_like(pictures)
        moved[:, :, shift:] = pictures[:, :, : 28 - shift]
        found = network.load()((moved / 255).astype(np.float32)).probabilities
        chances.append(found[np.arange(len(digits)), digits].mean())
    assert chances == sorted(chances, reverse=True)
    right = found.argmax(1) == digits
    assert right.mean() < 0.5
    assert right[0]


def test_a_six_on_its_head_is_a_nine_and_an_attack_does_what_chance_does_not() -> None:
    (pictures, digits), read = load_test_digits(), network.load()
    sixes = pictures[digits == 6][:100] / 255
    answered = read(np.rot90(sixes, 2, axes=(1, 2)).astype(np.float32)).logits.argmax(axis=1)
    assert 80 < (answered == 9).sum() < 90
    upright, turned = read(distort.rotate(pictures[11] / 255, np.array([0, 180]))).probabilities
    assert (upright[6] > 0.99, turned[9] > 0.99) == (True, True)
    epsilon, changed = np.array([0.1]), dict.fromkeys(("chance", "attack"), 0)
    for picture in pictures[:100] / 255:
        label = read(picture.astype(np.float32)).logits.argmax()
        pushed = {
            "chance": adversary.random_push(picture, epsilon),
            "attack": adversary.attack(read, picture, epsilon, label, steps=STEPS["iterated"]),
        }
        for name, one in pushed.items():
            changed[name] += read(one).logits.argmax() != label
    assert changed["chance"] <= 5
    assert changed["attack"] > 60


def test_backpropagation_s_signs_and_multipliers() -> None:
    page, shown = BackpropSettings(), locale.answers("backprop", "en")
    problem = Problem((2, 2, 1), START[page.net], page.hidden, page.output, page.loss, page.x, page.y[:1])
    gradient = float(problem.run().gradients.kernels[1][0, 0])
    assert shown["w5"] == plain(gradient, 3)
    assert gradient < 0
    assert not replace(problem, x=(0.0, page.x[1])).run().gradients.kernels[0][0].any()
    low, high = float(shown["holds_from"]), float(shown["holds_to"])
    for scale, verdict in (
        (low - 0.1, "vanishes"),
        (low, "steady"),
        (high, "steady"),
        (high + 0.1, "explodes"),
    ):
        drawn = depth.draw(10, page.deep_width, page.deep_initial, scale, page.deep_seed)
        assert depth.flow(drawn, "relu", page.rate).verdict == verdict
    for scale in np.linspace(-5, 5, 101):
        drawn = depth.draw(10, page.deep_width, page.deep_initial, float(scale), page.deep_seed)
        assert depth.flow(drawn, "sigmoid", page.rate).verdict != "steady"


def test_who_diverges_who_is_stuck_and_who_settles() -> None:
    page, shown = OptimizerSettings(), locale.answers("optimizers", "en")
    assert (page.surface, page.steps) == ("ravine", Setup().steps)
    away = outcome(descend(Setup(), "sgd", 0.1))
    assert (away.kind, shown["step"]) == ("diverged", plain(away.step))
    assert RATES["ravine"]["sgd"] < away.limit < 0.1
    for name in page.runners:
        rate = RATES["saddle"][name]
        assert outcome(descend(Setup("saddle", (-2.0, 0.0)), name, rate)).kind == "saddle"
        assert (
            outcome(descend(Setup("saddle", (-2.0, 0.0), batch=1, seed=page.seed), name, rate)).kind
            != "saddle"
        )
    around = [(0.1, -0.9), (-0.5, -0.9), (-0.2, -0.7), (-0.2, -1.1)]
    ends = [
        outcome(descend(Setup("himmelblau", one, 200), "sgd", RATES["himmelblau"]["sgd"])) for one in around
    ]
    assert len({end.minimum for end in ends}) >= 3
    assert float(shown["cosine"]) < float(shown["constant"])
    assert float(shown["adam_high"]) > 100 * float(shown["sgd_high"])


def run(steps: int, **changed: object) -> Training:
    training = Training(recipe_of(replace(NetworkSettings(), **changed)))
    training.advance(steps)
    return training


def test_a_network_without_a_hidden_layer_draws_a_line_and_a_circle_of_squares() -> None:
    assert run(500, hidden=()).now().train_accuracy < 0.8
    assert run(500, hidden=(), features=("x1", "x2", "x1_squared", "x2_squared")).now().train_accuracy > 0.98


def test_a_spiral_is_learnt_by_heart() -> None:
    training = run(2000, data="spiral", noise=0.2, hidden=(8, 8, 8), activation="relu")
    best, end = min(training.moments, key=lambda moment: moment.test_loss), training.now()
    assert (end.epoch, best.epoch < 150) == (200, True)
    assert end.test_loss > 1.3 * best.test_loss
    assert end.train_loss < best.train_loss


def test_a_rate_of_ten_bounces_and_zeros_learn_nothing() -> None:
    losses = np.array([moment.train_loss for moment in run(200, rate="10").moments])
    assert (np.diff(losses) > 0).mean() > 0.3
    zeros = run(200, initializer="zeros")
    assert not zeros.row[:-1].any()
    assert abs(zeros.now().train_loss - np.log(2)) < 0.01


def test_a_seven_in_a_corner_is_a_seven_that_the_steps_make() -> None:
    less = []
    for hand in range(1, samples.HANDS + 1):
        drawn = samples.drawing(7, hand, "corner")
        whole, bare = classify(drawn), classify(drawn, skip={"crop", "centre"})
        assert whole.label == 7
        less.append(whole.probabilities[7] - bare.probabilities[7])
    assert np.mean(less) > 0.05


def test_the_coldest_text_goes_round_in_circles_and_words_surprise_at_their_beginning() -> None:
    model = CharLSTM.load("small")
    text = model.generate("ROMEO:\n", 400, 0.0, 1)
    assert max(text.count(line) for line in text.split("\n") if len(line) > 10) >= 3
    written = "".join(model.generate("ROMEO:\n", 1000, 0.7, seed) for seed in (1, 2))
    nats = -np.log(surprise(model, written).probabilities)
    pairs = [(one.isspace(), here.isalpha()) for one, here in pairwise(written)]
    begins, goes_on = (
        np.array([pair == wanted for pair in pairs]) for wanted in ((True, True), (False, True))
    )
    assert nats[begins].mean() > 1.5 * nats[goes_on].mean()


def test_verse_keeps_its_form_far_longer_than_its_sense() -> None:
    model = CharLSTM.load("poems")
    shares = [
        [poems.well_formed(model.generate("明月松间照，", 400, heat, seed)) for seed in (1, 2, 3)]
        for heat in (1, 2)
    ]
    assert np.mean(shares[0]) > 0.9
    assert np.mean(shares[1]) < 0.75


def test_a_gate_that_is_held_forgets_overwrites_or_hides() -> None:
    page, shown = MemorySettings(), locale.answers("memory", "en")
    read = words.read_text(page.word)

    def ends(**held: str) -> reading.Read:
        return reading.read("lstm", read, replace(page, hold_from=3, **held))

    assert ends().letters(read.gaps)[-1] == page.word[0]
    for held in ({"hold_forget": "shut"}, {"hold_input": "open"}, {"hold_output": "shut"}):
        assert ends(**held).letters(read.gaps)[-1] != page.word[0]
    assert shown["half"] == plain(0.5 ** (1 / page.steps), 4)
    assert shown["left"] == percent(page.weight**page.steps, "en", digits=2)


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_so_many_digits_are_heard_right_by_each_voice(language: str) -> None:
    shown = locale.answers("speech", language)
    for voice in range(spoken.VOICES):
        heard = [int(recognise(spoken.sample("en", voice, digit), 8_000).argmax()) for digit in range(10)]
        assert shown[f"right_{voice + 1}"] == str(sum(map(int.__eq__, heard, range(10))))


def test_a_hiss_is_loud_above_2500_hertz_and_a_vowel_has_peaks_at_equal_distances() -> None:
    seen = hear(spoken.sample("en", 0, 6))[0]  # "six" by the first voice
    high = seen.power[:, 80:].sum(axis=1) / seen.power.sum(axis=1)  # above 2,500 Hz
    vowel = int(seen.power.sum(axis=1).argmax())
    assert high[:vowel].max() > 0.5 > high[vowel]
    spectrum = np.log(seen.power[vowel, :40] + 1e-8)
    echo = np.correlate(spectrum - spectrum.mean(), spectrum - spectrum.mean(), "full")[40:]
    assert echo[2:12].max() > 0.25 * np.var(spectrum) * 40  # so many bins apart, again and again


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_what_is_asked_of_the_detector_is_so(language: str) -> None:
    shown, start = locale.answers("detection", language), DetectionSettings()
    assert (start.sheet, start.written, start.hand) == ("phone", "mnist", 1)
    phone = sheets.sample("phone", "mnist", 1)
    found = {threshold: detect(sheets.picture(phone), threshold=threshold) for threshold in (0.1, 0.8)}
    assert [shown["low"], shown["high"]] == [str(len(one)) for one in found.values()]
    assert shown["digits"] == str(len(phone.labels))
    assert int(shown["low"]) > int(shown["high"])
    assert shown["signs"] == str(len(detect(sheets.picture(sheets.sample("signs_only", "mnist", 1)))))
    assert int(shown["candidates"]) > 2 * int(shown["digits"])  # "several boxes for one digit"
    assert int(shown["loose"]) > int(shown["kept"])
    figures = {name: float(re.sub(r"[^\d.]", "", shown[name])) for name in shown if "_" in name}
    assert figures["precision_high"] > figures["precision_low"]
    assert figures["recall_high"] < figures["recall_low"]


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_what_is_asked_of_the_judge_of_sentences_is_so(language: str) -> None:
    shown, start = locale.answers("sentiment", language), SentimentSettings()
    assert start.text == SENTENCES["en"]["negation"] == "The soup was not bad."
    p = {text: judge(text) for text in (start.text, start.text.replace("not ", ""), "bad")}
    assert [shown[name] for name in ("with_not", "without_not", "bad_alone")] == [
        percent(one, language) for one in p.values()
    ]
    assert p[start.text] > 0.5 > max(p["bad"], p["The soup was bad."])
    assert float(shown["bad_share"]) > 0
    own = SENTENCES[language]
    sides = {name: judge(own[name]) for name in ("contrast", "turned", "irony", "unknown")}
    assert sides["contrast"] > 0.5 > sides["turned"]
    assert sides["irony"] > 0.5  # "it is praise"
    assert 0.3 < sides["unknown"] < 0.7  # "near the middle"
    assert judge("The soup was delicous!") > 0.8
    assert all(shown[name] == percent(one, language) for name, one in sides.items())
    right = sum((judge(one.text) > 0.5) == one.label for one in ironic(language))
    assert (shown["ironic"], shown["ironic_right"]) == (str(len(ironic(language))), str(right))
    assert right < len(ironic(language)) / 2  # "fewer than by tossing a coin"
    near = {"en": "不", "zh": "nobody"}[language]
    assert shown["like_not"] == near
    asked, truth = teaching.measure(language, "mood", start.draw)
    assert len(asked) == 208
    figures = {name: float(re.sub(r"[^\d.]", "", shown[name])) for name in ("bag", "features", "flipped")}
    assert abs(figures["bag"] - 50) <= 4  # "no better than guessing"
    assert figures["features"] > 75
    assert figures["flipped"] == 100 - figures["features"]
    assert abs(float(re.sub(r"[^\d.]", "", shown["topic_features"])) - 50) < 5  # "by guessing half"
    assert truth.mean() == 0.5


def test_stars_for_what_is_sweet_bring_something_sweet_and_eight_factors_know_the_held_out_worse() -> None:
    page, shown = RecommendationSettings(), locale.answers("recommendation", "en")
    assert (page.people, page.filled, page.factors, page.l2, page.explore) == (40, 70, 2, "1", 0)
    row = np.array([5, 5, *[np.nan] * 7, 1, 1, np.nan])
    places = list(generated.THINGS)
    assert [places[one] for one in np.flatnonzero(row == 5)] == ["ice_cream", "chocolate"]
    assert [places[one] for one in np.flatnonzero(row == 1)] == ["spicy_noodles", "hot_pot"]
    given = Ratings([""] * page.people, places, generated.foods(generated.Society(seed=page.seed)).values)
    told = given.joined("", row)
    learned = learn(told, told.held_out(page.seed, always=1))
    guesses = np.where(np.isnan(row), learned.model.predict()[-1], -np.inf)
    assert (
        shown["sweet"] == locale.t(f"recommendation.thing_{places[guesses.argmax()]}", "en") == "Watermelon"
    )
    assert float(shown["held_8"]) > float(shown["held_2"])
    assert float(shown["train_8"]) < float(shown["train_2"])
    assert 8 <= int(shown["worse"]) <= 10


def test_where_the_translator_looks_what_its_beam_finds_and_from_where_on_it_fails() -> None:
    page, shown = TranslationSettings(), locale.answers("translation", "en")
    for name, text, source, target, step in (
        ("zero", "1000005", "digits", "zh", translate("1000005", "digits", "zh").index("零")),
        ("year", "5 March 2026", "en", "digits", 0),
        ("month", "5 March 2026", "en", "digits", 6),
    ):
        one = interpret(text, source, target)
        assert one.text == by_rule(one.asked, source, target)
        place = int(one.attention[step].argmax())
        assert (shown[name], shown[f"{name}_place"]) == (one.asked[place], plain(place + 1))
    greedy, beam = (interpret(page.sample, *page.direction.split("-"), width) for width in (1, 4))
    assert (shown["greedy"], shown["beam"]) == (plain(greedy.best.total, 3), plain(beam.best.total, 3))
    assert shown["right"] == plain(greedy.expected_total, 3)
    assert greedy.best.total < beam.best.total
    assert beam.expected_total < beam.best.total
    means = {
        kind: float(np.mean([one[kind] for one in translation_facts()["right"].values()]))
        for kind in [*KINDS][1:]
    }
    assert means[shown["digits"]] < 0.5 <= means[shown["before"]]
    assert shown["february"] == translate("2026-02-30", "digits", "zh")
    assert by_rule("2026-02-30", "digits", "zh") is None


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_what_is_asked_of_changed_sentences_and_of_leaks_is_so(language: str) -> None:
    shown, text = locale.answers("sentiment", language), PRAISE[language]
    assert shown["praise"] == percent(judge(text), language)
    assert judge(shown["negated"]) < 0.5 < judge(shown["half"]) < judge(text)
    assert (shown["negated_p"], shown["half_p"]) == tuple(
        percent(judge(shown[name]), language) for name in ("negated", "half")
    )
    assert int(shown["jumbled_turned"]) == 0
    assert 10 <= int(shown["swapped_count"]) <= 30
    most = {"en": (10, 30), "zh": (1, 5)}[language]  # "most keep their side" in Chinese
    assert most[0] <= int(shown["swapped_turned"]) <= most[1]
    leaked = [shown[f"leak_{one}"] for one in ("before", "after", "true")]
    before, after, true = (float(re.sub(r"[^\d.]", "", one)) for one in leaked)
    assert after - before > 4
    assert abs(true - before) < 2.5  # "as good as before"
    assert float(shown["copy_j"]) > 0.6 > 0.4 > float(shown["nearest_j"])


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_what_is_asked_of_summaries_is_so(language: str) -> None:
    shown, start = locale.answers("summary", language), SummarySettings()
    assert (start.example, start.count, start.by) == ("news", 3, "vectors")
    for kind, lead in (("news", "first"), ("story", "not")):
        one = summary_texts.example(language, kind, lead)
        chosen = [one.sentences.index(sentence) for sentence in summarize(one.text, 3)]
        assert shown[f"{kind}_vectors"] == str(len(set(chosen) & set(one.marked)))
        assert shown[f"{kind}_first"] == str(len({0, 1, 2} & set(one.marked)))
    assert shown["news_first"] >= shown["news_vectors"] > "0"  # "whoever knows that needs no vectors"
    assert shown["story_first"] < shown["story_vectors"]
    news = summary_texts.example(language, "news", "first")
    assert (shown["news_count"], len(news.marked)) == (str(len(news.sentences)), 3)
    assert float(shown["chance"]) == pytest.approx(9 / len(news.sentences))
    assert shown["penalty"] == str(WAYS["vectors"].penalty)
    repeated = summarize(f"{news.text}\n\n{news.sentences[1]}", 3)
    assert shown["twice"] == str(repeated.count(news.sentences[1])) == "2"  # "yes"
    found = read(news.text)
    moved = np.abs(np.diff(found.walk.trace, axis=0)).sum(axis=1)
    assert (start.damping, shown["still"]) == (0.85, str(int(np.argmax(moved < 0.01)) + 1))
    plain_sum = degree(found.edges)
    assert [*np.argsort(-plain_sum)] == [*np.argsort(-found.walk.shares)]  # "the order stays"
    assert (found.walk.shares < plain_sum)[plain_sum.argmax()]  # "the most central ones lie below"
    assert (found.walk.shares > plain_sum)[plain_sum.argmin()]
