"""Sentences to try, each for one thing that is easy or hard: data, in either language."""

SENTENCES = {
    "en": {
        "plain": "The soup was delicious.",
        "negation": "The soup was not bad.",
        "contrast": "The room was dirty, but the view was wonderful.",
        "turned": "The view was wonderful, but the room was dirty.",
        "irony": "Great, the soup comes with a free fly.",
        "misspelt": "The soup was delicous!",
        "unknown": "The soup was blorfy.",
        "mixed": "This app is 太好用了!",
        "neutral": "Today is Wednesday.",
        "smile": "I waited two hours :)",
    },
    "zh": {
        "plain": "这汤很好喝。",
        "negation": "这汤不难喝。",
        "contrast": "房间又脏又小，可是风景美极了。",
        "turned": "风景美极了，可是房间又脏又小。",
        "irony": "真会做生意，一碗汤里还送一只苍蝇。",
        "misspelt": "这汤很喝好！",
        "unknown": "这汤真龘。",
        "mixed": "这个 app 太 amazing 了！",
        "neutral": "今天是星期三。",
        "smile": "等了两个小时 :)",
    },
}
NAMES = tuple(SENTENCES["en"])
START = {language: sentences["negation"] for language, sentences in SENTENCES.items()}
PRAISE = {  # to be turned round, which a sentence with a negation hardly can
    "en": "The lecture was interesting and the teacher was patient.",
    "zh": "这位老师讲课很有意思，也很耐心。",
}
