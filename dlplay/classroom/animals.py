"""Names for those who want none: animals that a child knows in both languages, each with its picture."""

ANIMALS = {
    "ant": "🐜", "bat": "🦇", "bear": "🐻", "beaver": "🦫", "bee": "🐝", "bison": "🦬",
    "butterfly": "🦋", "camel": "🐫", "cat": "🐱", "chick": "🐥", "cow": "🐮", "crab": "🦀",
    "cricket": "🦗", "crocodile": "🐊", "deer": "🦌", "dinosaur": "🦕", "dog": "🐶", "dolphin": "🐬",
    "dragon": "🐉", "duck": "🦆", "eagle": "🦅", "elephant": "🐘", "fish": "🐟", "flamingo": "🦩",
    "fox": "🦊", "frog": "🐸", "giraffe": "🦒", "goat": "🐐", "gorilla": "🦍", "hamster": "🐹",
    "hedgehog": "🦔", "hippo": "🦛", "horse": "🐴", "kangaroo": "🦘", "koala": "🐨", "ladybird": "🐞",
    "leopard": "🐆", "lion": "🦁", "llama": "🦙", "lobster": "🦞", "mammoth": "🦣", "monkey": "🐵",
    "mouse": "🐭", "octopus": "🐙", "otter": "🦦", "owl": "🦉", "ox": "🐂", "panda": "🐼",
    "parrot": "🦜", "peacock": "🦚", "penguin": "🐧", "rabbit": "🐰", "raccoon": "🦝", "rhino": "🦏",
    "rooster": "🐓", "seal": "🦭", "shark": "🦈", "sheep": "🐑", "sloth": "🦥", "snail": "🐌",
    "squirrel": "🐿️", "swan": "🦢", "tiger": "🐯", "tortoise": "🐢", "unicorn": "🦄", "whale": "🐳",
    "wolf": "🐺", "zebra": "🦓",
}  # fmt: skip
