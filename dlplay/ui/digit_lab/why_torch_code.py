"""The PyTorch lines of the view "why"; `why_code` has Keras's."""

from dlplay.digits.explanations.curves import SHARES
from dlplay.digits.explanations.methods import CROWDED, PATCH
from dlplay.digits.explanations.methods import STEPS as PARTS
from dlplay.digits.explanations.space import EVERY
from dlplay.ui.digit_lab.torch_code import GIVEN

PLACES = {"conv": 0, "dense": 4, "output": 6}  # of the layers with weights
SLOPES = """\
x = torch.tensor(image, dtype=torch.float32)


def slopes(x, label):
    # What the convolution finds, and the slopes of the logit by it and by the picture
    x = x.clone().requires_grad_()
    maps = model[:2](x)
    logit = model[2:](maps)[:, label].sum()
    return maps.detach(), *torch.autograd.grad(logit, [maps, x])
"""
LOGITS = """\


def logits(pictures, label):
    return model(torch.tensor(pictures, dtype=torch.float32))[:, label].detach().numpy()
"""
CHANCES = """\


def chances(pictures, label):
    z = model(torch.tensor(pictures, dtype=torch.float32))
    return torch.softmax(z, dim=1)[:, label].detach().numpy()
"""

WITHOUT_AND_ONLY = f"""\
ink = np.flatnonzero(image)
order = ink[np.argsort(-map[ink], kind="stable")]  # the most important pixel first
without, only = [], []
for share in np.linspace(0, 1, {len(SHARES)}):
    first = order[: round(share * len(order))]
    without.append(image.ravel().copy())
    only.append(np.zeros(28 * 28))
    without[-1][first], only[-1][first] = 0, image.ravel()[first]"""  # of either framework


def maps(label: int) -> str:
    half = PATCH // 2
    return f"""\
{GIVEN}
{SLOPES}{LOGITS}

label = {label}
found, by_maps, by_pixel = slopes(x, label)
gradient = by_pixel[0, 0].numpy()
gradient_x_input = image[0, 0] * gradient

# From blank paper to the picture in {PARTS} parts, shorter ones near blank paper
ends = np.linspace(0, 1, {PARTS + 1}) ** {CROWDED}
middles = ((ends[1:] + ends[:-1]) / 2).reshape(-1, 1, 1, 1)
on_the_way = slopes(torch.tensor(middles * image, dtype=torch.float32), label)[2].numpy()
mean_slope = np.tensordot(np.diff(ends), on_the_way[:, 0], 1)
integrated_gradients = image[0, 0] * mean_slope

weights = by_maps[0].mean(dim=(1, 2))  # of each of the maps
cam = torch.relu((weights[:, None, None] * found[0]).sum(dim=0))
grad_cam = np.pad(cam.numpy(), 1)  # the middles of its windows

covered = np.repeat(image, 28 * 28, axis=0)
for i, j in np.ndindex(28, 28):
    covered[28 * i + j, 0, max(i - {half}, 0) : i + {half + 1}, max(j - {half}, 0) : j + {half + 1}] = 0
lost = logits(image, label) - logits(covered, label)
occlusion = lost.reshape(28, 28)
print(integrated_gradients.sum(), (logits(image, label) - logits(0 * image, label))[0])
"""


def deletion(label: int) -> str:
    return f"""\
{GIVEN}
{SLOPES}{CHANCES}

label = {label}
map = image.ravel() * slopes(x, label)[2].numpy().ravel()

{WITHOUT_AND_ONLY}
deletion, insertion = (chances(np.reshape(one, (-1, 1, 28, 28)), label) for one in (without, only))
apart = 1 / (len(deletion) - 1)
print(np.trapezoid(deletion, dx=apart), np.trapezoid(insertion, dx=apart))
"""


def forgetful(label: int, names: tuple[str, ...]) -> str:
    return f"""\
{GIVEN}
{SLOPES}

# The last layers forget what they learned: weights as before training, another draw than the page's
torch.manual_seed(0)
for place in {[PLACES[name] for name in names]}:
    torch.nn.init.xavier_uniform_(model[place].weight)
    torch.nn.init.zeros_(model[place].bias)
gradient = slopes(x, {label})[2][0, 0].numpy()
print(np.abs(gradient).max())
"""


def near() -> str:
    return f"""\
{GIVEN}
dense = model[:6]  # 128 numbers a picture
data = np.load("mnist.npz")  # lies beside this script: “Run it at home” offers it
pictures = data["x_train"][::{EVERY}]  # those that this page compares with
labels = data["y_train"][::{EVERY}]
with torch.no_grad():
    parts = torch.tensor(pictures[:, None] / 255, dtype=torch.float32).split(500)
    codes = torch.cat([dense(part) for part in parts])
    away = (codes - dense(torch.tensor(image, dtype=torch.float32))).norm(dim=1).numpy()
nearest = np.argsort(away)[:6]
digits, distances = labels[nearest], away[nearest]
print(digits, distances)
"""


def change(label: int) -> str:
    return f"""\
{GIVEN}
label = {label}
x = torch.tensor(image, dtype=torch.float32)
changed = x
for step in range(40):
    changed = changed.detach().requires_grad_()
    z = model(changed)[0]
    others = torch.cat([z[:label], z[label + 1 :]])
    m = z[label] - others.logsumexp(0)  # 0 where the digit has one half
    if m >= 0:
        break
    (slope,) = torch.autograd.grad(m, changed)
    # The shortest way to where m would be a little above 0, were it a plane; short enough to trust that
    length = torch.clamp((0.02 * (step + 1) - m) / slope.norm(), max=0.6)
    changed = torch.clamp(changed + length * slope / slope.norm(), 0, 1)
changed = changed.detach()
# Back towards the picture, as far as the digit keeps one half
low, high = 0.0, 1.0
for halving in range(10):
    middle = (low + high) / 2
    chance = torch.softmax(model(x + middle * (changed - x)), dim=1)[0, label]
    low, high = (low, middle) if chance >= 0.5 else (middle, high)
changed = x + high * (changed - x)
length = float((changed - x).norm())
print(length, torch.softmax(model(changed), dim=1)[0].detach().numpy().round(3))
"""
