"""Two languages always: equal keys, equal placeholders, and no key that a page uses is missing."""

import re
import string
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from dlplay import locale

ROOT = Path(__file__).parents[2]
SOURCES = [*(ROOT / "dlplay" / "ui").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
MARKDOWN = MarkdownIt("commonmark")
HAN = re.compile(r"[\u4e00-\u9fff]")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_keys() -> None:
    assert locale.catalogue("en").keys() == locale.catalogue("zh").keys()


@pytest.mark.parametrize("key", sorted(locale.catalogue("en")))
def test_both_languages_have_the_same_placeholders(key: str) -> None:
    assert placeholders(locale.t(key, "en")) == placeholders(locale.t(key, "zh"))


def test_both_languages_have_the_same_long_texts() -> None:
    names = {
        language: {path.name for path in (locale.FOLDER / language).glob("*.md")}
        for language in locale.LANGUAGES
    }
    assert names["en"] == names["zh"] != set()


def test_chinese_is_chinese_and_english_has_no_chinese() -> None:
    same = {key for key, text in locale.catalogue("zh").items() if text == locale.catalogue("en")[key]}
    assert {
        key for key in same if not re.fullmatch(r"home\.title|(digits\.sample|segmentation\.digit)_\d", key)
    } == set()
    assert not [key for key, text in locale.catalogue("en").items() if HAN.search(text)]


def test_every_key_that_the_code_names_exists() -> None:
    named = {
        key
        for path in SOURCES
        for key in re.findall(r'\bt\("([a-z0-9_.]+)"', path.read_text(encoding="utf-8"))
    }
    assert named
    assert named <= locale.catalogue("en").keys()


def test_no_sentence_stands_in_the_code() -> None:
    calls = re.compile(
        r'st\.(?:markdown|write|info|warning|error|success|caption|button|header|subheader|title|slider|toggle)\(\s*"(?!\*\*)'
    )
    assert not [str(path) for path in SOURCES if calls.search(path.read_text(encoding="utf-8"))]


def test_percentages_are_written_in_one_style_a_language() -> None:
    wrong = {"en": re.compile("%(?<!\N{NO-BREAK SPACE}%)"), "zh": re.compile(r"\s%")}
    for language, pattern in wrong.items():
        texts = locale.catalogue(language) | {
            path.name: path.read_text(encoding="utf-8") for path in (locale.FOLDER / language).glob("*.md")
        }
        assert not [key for key, text in texts.items() if pattern.search(text)]
        assert [key for key, text in texts.items() if "%" in text]


def test_no_slider_writes_its_percent_by_itself() -> None:
    own = re.compile(r"""format=["'][^"']*%%""")
    assert not [str(path) for path in SOURCES if own.search(path.read_text(encoding="utf-8"))]


def test_thousands_are_written_alike_in_both_languages() -> None:
    chinese = locale.catalogue("zh")
    for key, text in locale.catalogue("en").items():
        for number in re.findall(r"\d{1,3}(?:,\d{3})+", text):
            assert number.replace(",", "") not in chinese[key], key


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_whatever_is_bold_ends(language: str) -> None:
    """`**` between a full-width mark and a Chinese character closes nothing and is shown."""
    texts = locale.catalogue(language) | {
        path.name: path.read_text(encoding="utf-8") for path in (locale.FOLDER / language).glob("*.md")
    }
    for key, text in texts.items():
        for value in ("3", "-3", "(3%)", "？"):
            shown = MARKDOWN.render(re.sub(r"\{\w+\}", value, text))
            assert "**" not in re.sub(r"<code>.*?</code>", "", shown), key


def test_a_chinese_sentence_has_no_slanted_words() -> None:
    """Slanted Chinese is hard to read: what English slants is bold."""
    for path in (locale.FOLDER / "zh").glob("*.md"):
        assert "<em>" not in MARKDOWN.render(path.read_text(encoding="utf-8")), path.name


WORDINGS = {  # what teachers say: what they do not, on these pages or on all
    "梯度范数": ("", "梯度的模|梯度的长度"),
    "准确率": ("", "正确率"),
    "多分类交叉熵": ("", "多类交叉熵|(?<!多)分类交叉熵|= 分类"),
    "随机失活（Dropout）": ("", r"dropout|(?<!（)(?<!Alpha)Dropout"),
    "随机猜测": ("", "瞎猜|盲猜"),
    "softmax 家族": ("", "一家"),
    "固定为 0": ("memory", "按住|按在|放开"),
    "次迭代": ("backprop", "轮"),
    "下拉框": ("", "列表中|列表里"),
    "手写数字识别": ("", "数字页(?<!识别页)"),
    "损失 − 最小损失": ("optimizers", "高出最小损失"),
}


@pytest.mark.parametrize("wording", WORDINGS)
def test_chinese_has_one_word_for_one_thing(wording: str) -> None:
    page, never = WORDINGS[wording]
    texts = [text for key, text in locale.catalogue("zh").items() if key.startswith(page)]
    assert any(wording in text for text in texts)
    assert not [text for text in texts if re.search(never, text)]


ASKED = {  # what teachers looked for in vain: where it is answered, in either language
    ("neuron", "without it, sums of sums"): "和的和还是一个和",
    ("neuron", "gradient descent finds them"): "由梯度下降找到",
    ("activations", "He's and Glorot's"): "He 和 Glorot",
    ("losses", "Accuracy asks only"): "准确率只问",
    ("backprop", "takes their mean"): "取它们的平均",
    ("optimizers", "a mean over few points"): "少数几个点的平均",
    ("network", "the validation set"): "验证集",
    ("network", "is a circle in the plane"): "在平面上就是圆",
    ("train_cnn", "Flatten only writes"): "展平（Flatten）",
    ("train_cnn", "looks for patterns of neighbouring pixels"): "在相邻像素里找图案",
    ("shakespeare", "Large language models"): "大语言模型",
    ("train_lstm", "shifted by one"): "往后错一位",
    ("memory", "backpropagation through time (BPTT)"): "随时间反向传播（BPTT）",
    ("memory", "forget bias often begins at 1"): "遗忘门的偏置",
    ("activations", "no more than one linear layer"): "只是一个线性层",
    ("losses", "residual is how far"): "残差，就是",
    ("losses", "Huber squares errors up to δ"): "不超过 δ 时取平方",
    ("optimizers", "apart from the gradient"): "与梯度无关",
    ("train_cnn", "switches off a random share"): "随机关掉一部分",
    ("shakespeare", "(greedy)"): "（贪心）",
    ("shakespeare", "forgets, takes in and shows"): "忘掉多少、写入多少",
    ("shakespeare", "goes in one-hot"): "one-hot",
    ("shakespeare", "theirs are tokens"): "词元",
    ("train_lstm", "Sequence length"): "序列长度",
    ("train_lstm", "two gates and one state"): "两个门、一种状态",
}


@pytest.mark.parametrize("asked", ASKED)
def test_a_teacher_s_question_is_answered_in_both_languages(asked: tuple[str, str]) -> None:
    page, english = asked
    for language, words in (("en", english), ("zh", ASKED[asked])):
        texts = [text for key, text in locale.catalogue(language).items() if key.startswith(f"{page}.")]
        assert any(words in text for text in texts)


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_a_data_set_has_one_name(language: str) -> None:
    words = locale.catalogue(language)
    both = [key for key in words if key.startswith("neuron.data_")]
    assert both
    assert [words[key] for key in both] == [words[key.replace("neuron", "network")] for key in both]


def test_values_are_filled_in() -> None:
    assert locale.t("digits.runner_up", "en", digit=3, chance="2 %") == "Runner-up: 3 with 2 %"
    with pytest.raises(KeyError):
        locale.t("no.such.key", "en")
