"""PyTorch's lines of the network, and of the neuron on top of it."""

NETWORK = """\
def convolution(n_in, n_out, pool):
    return [torch.nn.Conv2d(n_in, n_out, 3, padding=1), torch.nn.ReLU(), torch.nn.MaxPool2d(pool)]


seeing = torch.nn.Sequential(
    *convolution(1, 24, 2),
    *convolution(24, 48, 2),
    *convolution(48, 64, (1, 2)),
)
over_time = torch.nn.Conv1d(256, 128, 5, padding=2)
score, attention = torch.nn.Linear(128, 20), torch.nn.Linear(128, 1)

# The weights that it has learned
for layer, name in [
    (seeing[0], "1"), (seeing[3], "2"), (seeing[6], "3"),
    (over_time, "time"), (score, "digit"),
]:
    # PyTorch's layout: units first, then channels
    kernel = torch.tensor(weights[f"kernel_{name}"].astype("float32"))
    layer.weight.data = kernel.permute(-1, -2, *range(kernel.dim() - 2))
    layer.bias.data = torch.tensor(weights[f"bias_{name}"].astype("float32"))
attention.weight.data[:] = torch.tensor(weights["attention"])
attention.bias.data[:] = 0

with torch.no_grad():
    h = seeing(torch.tensor(picture[None, None], dtype=torch.float32))
    h = h.permute(0, 3, 1, 2).reshape(1, 256, 24)  # bands and filters of a stretch of 40 ms
    h = torch.relu(over_time(h))[0].T
    a = torch.softmax(attention(h), dim=0)  # how much each stretch counts
    z = (a.T @ score(h))[0]
"""
OWN = """\
x = torch.tensor(x)
labels = torch.tensor(labels).to(x.dtype)

# One new neuron on top of the features that stay
neuron = torch.nn.Linear(128, 1, dtype=x.dtype)
torch.nn.init.zeros_(neuron.weight)
torch.nn.init.zeros_(neuron.bias)
optimizer = torch.optim.SGD(neuron.parameters(), 20.0)
for epoch in range(300):
    z = neuron(x)[:, 0]
    loss = torch.nn.functional.binary_cross_entropy_with_logits(z, labels)
    loss += 0.001 * neuron.weight.square().sum()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
print(torch.sigmoid(neuron(x))[:, 0].detach().numpy().round(3))
"""
