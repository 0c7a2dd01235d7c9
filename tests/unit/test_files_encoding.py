"""Files of unknown encoding: what was written is read, in many languages, also where a place is spoilt."""

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlplay.files.encoding import ENCODINGS, LOST, NotText, decode

CASES = Path(__file__).parents[1] / "fixtures" / "brought" / "text"
CHINESE = "学而时习之，不亦说乎？有朋自远方来，不亦乐乎？人不知而不愠，不亦君子乎？\n"
# a few lines of each language, and the encodings that its people have used
WRITTEN = [
    (CHINESE, ("gbk", "gb18030", "gb2312")),
    ("床前明月光，疑是地上霜。\n舉頭望明月，低頭思故鄉。\n學而時習之，不亦說乎？\n", ("big5", "cp950")),
    ("吾輩は猫である。名前はまだ無い。\nどこで生れたかとんと見当がつかぬ。\n", ("shift_jis", "euc_jp")),
    ("나 보기가 역겨워 가실 때에는 말없이 고이 보내 드리우리다.\n오늘은 날씨가 좋습니다.\n", ("euc_kr",)),
    ("Мой дядя самых честных правил, когда не в шутку занемог.\n", ("cp1251", "koi8-r", "cp866")),
    ("Реве та стогне Дніпр широкий, сердитий вітер завива, горами хвилю підійма.\n", ("cp1251", "koi8-u")),
    ("Über allen Gipfeln ist Ruh, die Vögelein schweigen. Die Größe der Bäume.\n", ("cp1252", "latin-1")),
    ("Déjà l'été s'achève, et la forêt résonne où l'élève rêvait. Ça n'a été.\n", ("cp1252", "latin-1")),
    ("¿Qué pasó mañana? ¡Años después! Un rocín flaco y galgo corredor.\n", ("cp1252", "latin-1")),
    ("Dziś piękność twą w całej ozdobie widzę i opisuję, bo tęsknię po tobie.\n", ("cp1250", "iso8859-2")),
    ("Příliš žluťoučký kůň úpěl ďábelské ódy, večerní máj byl lásky čas.\n", ("cp1250",)),
    ("Árvíztűrő tükörfúrógép, őszi éjben légy híve, oh magyar.\n", ("cp1250",)),
    ("Σε γνωρίζω από την κόψη του σπαθιού την τρομερή, σε γνωρίζω από την όψη.\n", ("cp1253", "iso8859-7")),
    ("Korkma, sönmez bu şafaklarda yüzen al sancak; o benim milletimin yıldızıdır.\n", ("cp1254",)),
    ("בראשית ברא אלהים את השמים ואת הארץ והארץ היתה תהו ובהו וחשך על פני תהום.\n", ("cp1255",)),
    ("كان يا ما كان في قديم الزمان ملك عظيم يحكم بلادا بعيدة وكان له ثلاثة أبناء.\n", ("cp1256",)),
    ("วันนี้อากาศดีมาก เราไปเดินเล่นในสวนสาธารณะ และเห็นดอกไม้บานมากมาย\n", ("cp874",)),
    ("To be, or not to be: that is the question.\n", ("ascii",)),
]
EVERYWHERE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
PAIRS = [(text, one) for text, encodings in WRITTEN for one in (*encodings, *EVERYWHERE)]


@pytest.mark.parametrize("times", [1, 30])
@pytest.mark.parametrize(("text", "encoding"), PAIRS)
def test_what_was_written_is_read_and_a_guess_is_told(text: str, encoding: str, times: int) -> None:
    found = decode((text * times).encode(encoding))
    assert found.text == text * times
    assert not found.replaced
    sure = encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32", "ascii")
    assert found.guessed != sure


CASE = {
    "big5.txt": ("big5", 0),
    "cp1251_russian.txt": ("cp1251", 0),
    "utf16le_nobom.txt": ("utf-16-le", 0),
    "utf8_cut_midchar.txt": ("utf-8", 1),
    "hindi.txt": ("utf-8", 0),
    "french_nfd.txt": ("utf-8", 0),
    "one_line.txt": ("utf-8", 0),
    "empty.txt": ("utf-8", 0),
}


@pytest.mark.parametrize("path", sorted(CASES.iterdir()), ids=lambda path: path.name)
def test_the_collected_files_are_read(path: Path) -> None:
    encoding, replaced = CASE[path.name]
    found = decode(path.read_bytes())
    assert found.text == path.read_bytes().decode(encoding, "replace")
    assert found.replaced == replaced


@given(st.integers(0, len(CHINESE.encode()) * 20 - 1), st.integers(0, 0xFF))
def test_one_bad_byte_spoils_no_file(place: int, byte: int) -> None:
    data = bytearray((CHINESE * 20).encode())
    data[place] = byte
    found = decode(bytes(data))
    assert found.encoding == "utf-8"
    assert not found.guessed
    assert found.replaced == found.text.count(LOST) <= 4
    assert len(found.text.replace(LOST, "")) >= len(CHINESE * 20) - 2


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "big5", "cp1251", "koi8-r"])
def test_a_zero_spoils_no_file_either(encoding: str) -> None:
    text = "".join(text for text, encodings in WRITTEN if encoding in (*encodings, "utf-8")) * 20
    data = text.encode(encoding)
    middle = data.index(b"\n", len(data) // 2)
    found = decode(data[:middle] + b"\0" + data[middle:])
    assert found.text.replace(LOST, "") == text
    assert found.replaced == 1


def test_a_bad_byte_among_ascii_is_no_letter_of_another_language() -> None:
    found = decode(b"To be or not to be, that is th\xffe question. " * 2)
    assert (found.encoding, found.replaced) == ("utf-8", 2)
    assert decode("naïve café".encode("latin-1") + b" and so on" * 100).text.startswith("naïve café")


def test_half_a_character_at_a_cut_is_none_lost() -> None:
    data = (CHINESE * 4).encode()[:-2]
    assert decode(data).replaced == 1
    assert decode(data, cut=True) == decode((CHINESE * 4)[:-2].encode())


def test_the_reader_may_say_in_which_encoding_it_is() -> None:
    data = CHINESE.encode("gbk")
    assert decode(data, "gb18030").text == CHINESE
    assert decode(data, "big5hkscs").text != CHINESE
    assert decode(data, "utf-8").replaced > 30
    for encoding in ENCODINGS:
        codecs.lookup(encoding)
        assert not decode(b"abcd", encoding).guessed


def test_a_file_may_hold_the_sign_of_a_lost_character_itself() -> None:
    assert decode("a \ufffd b 学".encode()).replaced == 0


def test_line_ends_become_one_character() -> None:
    assert decode("a学\r\nb\rc\n".encode("utf-16-be")).text == "a学\nb\nc\n"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        bytes(range(256)) * 4,
        b"\x01\x02 text" * 40,
        b"PK\x03\x04\x14\0\x06\0\x08\0" + bytes(range(256)) * 9,
    ],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(NotText, match="data must be text, got"):
        decode(data)


@given(st.binary())
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        found = decode(data)
    except NotText:
        return
    assert found.text.encode().decode() == found.text
    assert 0 <= found.replaced <= len(data)
