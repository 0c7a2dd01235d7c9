"""The bundled Tang poems: their form, what is held out, and how they are prepared."""

import re

import pytest

from dlplay.assets import AssetError
from dlplay.text import bundled, plays, poems
from dlplay.text.char_training import CharSettings, train_request, vocabulary_of
from dlplay.training.poems import level_tones, paragraph, poem, texts, without_twins

FIVE, SEVEN = (f"(?:[\u4e00-\u9fff]{{{n}}}，[\u4e00-\u9fff]{{{n}}}。\n?)" for n in (5, 7))
FORM = re.compile(f"{FIVE}{{2}}|{FIVE}{{4}}|{SEVEN}{{2}}|{SEVEN}{{4}}")
QUATRAIN = ["白日依山尽", "黄河入海流", "欲穷千里目", "更上一层楼"]


def lines(text: str) -> list[str]:
    return re.split("[，。]\n?", text)[:-1]


def test_every_poem_has_four_or_eight_lines_of_five_or_of_seven_characters() -> None:
    assert len(poems.poems()) == len(set(poems.poems())) > 10_000
    assert not [one for one in poems.poems() if not FORM.fullmatch(one)]
    assert "白日依山尽，黄河入海流。\n欲穷千里目，更上一层楼。" in poems.poems()
    assert poems.BETWEEN.join(poems.poems()) + "\n" == poems.text()


def test_the_characters_are_the_simplified_ones_of_today() -> None:
    known = vocabulary_of(poems.text()).characters
    assert len(known) == 2_004  # with the two marks, the line end and the sign for what is unknown
    assert "".join(one for one in known if not one.encode("gb2312", "ignore")) == "湲"


def test_what_is_held_out_are_whole_poems_and_no_poem_has_a_twin() -> None:
    text, border = poems.text(), poems.border()
    assert text[border - 2 : border] == poems.BETWEEN
    assert 0.09 < 1 - border / len(text) < 0.1
    every = list(map(lines, poems.poems()))
    assert without_twins(every) == every


@pytest.mark.parametrize(("name", "length"), poems.LENGTHS.items())
def test_a_text_to_learn_holds_whole_quatrains_of_one_kind_and_can_be_learned(name: str, length: int) -> None:
    text = bundled.load(name)
    assert len(text) <= poems.MOST
    assert all(
        [len(line) for line in lines(one)] == [length] * 4 for one in text.rstrip("\n").split(poems.BETWEEN)
    )
    train_request(CharSettings(), text)


def test_a_random_line_is_the_first_one_of_a_poem() -> None:
    found = {poems.random_line(seed) for seed in range(30)}
    assert len(found) > 25
    assert all(any(one.startswith(line) for one in poems.poems()) for line in found)
    assert poems.random_line(7) == poems.random_line(7)


def test_unknown_and_damaged_texts_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    with pytest.raises(ValueError, match="got 'tang_six'"):
        poems.load("tang_six")
    assert bundled.load("hamlet") == plays.load("hamlet")
    monkeypatch.setattr(poems, "FILE", tmp_path / "tang.txt")
    with pytest.raises(AssetError, match=r"python -m dlplay\.training poems"):
        poems.text.__wrapped__()


def test_level_tones_are_those_of_the_old_poets_and_not_of_today() -> None:
    assert set("天山春风人心") <= poems.level_tones()
    assert not set("地水月雨我") & poems.level_tones()
    assert not set("一七八十白竹国") & poems.level_tones()  # level today, then of the entering tone


# --- how they are prepared


def test_the_edition_is_read_in_its_order(tmp_path) -> None:
    for number, line in ((1000, "二"), (0, "一"), (2000, "三")):
        (tmp_path / f"poet.tang.{number}.json").write_text(f'[{{"paragraphs": ["{line}，", "。"]}}]', "utf-8")
    assert list(texts(tmp_path)) == ["一，。", "二，。", "三，。"]


def test_a_tone_is_what_most_of_its_places_call_it(tmp_path) -> None:
    entries = '[{{"id": "1", "{0}": ["{1}"]}}, {{"id": "2", "{0}": ["{2}"]}}]'
    folder, tones = tmp_path / "poems", tmp_path / "strains" / "json"
    for path, text in (
        (folder, entries.format("paragraphs", "山月。", "疎山")),
        (tones, entries.format("strains", "平仄。", "平平仄")),
    ):
        path.mkdir(parents=True)
        (path / "poet.tang.0.json").write_text(text, encoding="utf-8")
    assert level_tones(folder, str) == {"山"}  # the second pattern does not fit its poem


def test_a_poem_has_the_form_or_is_left_out() -> None:
    whole = "白日依山尽，黄河入海流。欲穷千里目，更上一层楼。"
    assert poem(whole) == poem(whole.replace("流。", "流；").replace("楼。", "楼？")) == QUATRAIN
    assert paragraph(QUATRAIN) == "白日依山尽，黄河入海流。\n欲穷千里目，更上一层楼。\n"
    refused = (
        "",
        whole[:12],  # a couplet
        whole[:-1],  # no end
        whole.replace("黄河", "黄"),
        whole.replace("黄", "□"),
        whole.replace("尽", "[尽]"),
        whole + whole[:12],
    )
    assert [poem(one) for one in refused] == [None] * len(refused)


def test_a_poem_that_is_nearly_one_before_is_left_out() -> None:
    other = ["空山不见人", "但闻人语响", "返景入深林", "复照青苔上"]
    variant = ["白日依山没", "黄河入海流", "欲穷千里眼", "更上一重楼"]  # 5 of its 12 groups of three
    longer = [*other, *QUATRAIN]
    one_line = ["空山不见人", "归鸟各飞回", "独坐听流水", "闲云去又来"]  # 3 of 12
    assert without_twins([QUATRAIN, variant, other, longer, one_line]) == [QUATRAIN, other, one_line]
