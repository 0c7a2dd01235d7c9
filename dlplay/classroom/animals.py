"""Names for those who want none: animals that a child knows in both languages, each with one name in each."""

ANIMALS = (
    "ant", "bat", "bear", "beaver", "bee", "butterfly", "camel", "cat", "cheetah", "cicada", "cow",
    "crab", "crane", "cricket", "crocodile", "deer", "dog", "dolphin", "donkey", "dragonfly", "duck",
    "eagle", "elephant", "firefly", "flamingo", "fox", "frog", "giraffe", "goat", "goose", "gorilla",
    "hamster", "hawk", "hedgehog", "hippo", "horse", "kangaroo", "koala", "ladybird", "leopard", "lion",
    "lobster", "lynx", "magpie", "mole", "monkey", "octopus", "ostrich", "otter", "owl", "ox", "panda",
    "parrot", "peacock", "pelican", "penguin", "polar_bear", "rabbit", "raccoon", "reindeer", "rhino",
    "rooster", "seagull", "seal", "sheep", "snail", "sparrow", "squirrel", "swallow", "swan", "tiger",
    "tortoise", "whale", "wolf", "woodpecker", "yak", "zebra",
)  # fmt: skip
