"""Training jobs: an epoch against plain Keras, how soon one stops, what 30 trainings leave behind."""

import os
import statistics
import time
from dataclasses import replace

import psutil

from benchmarks import Row
from dlplay.digits import cnn
from dlplay.digits.lab import Lab
from dlplay.digits.mnist import load_mnist
from dlplay.jobs import Job, Jobs, Progress
from dlplay.text import char_training, plays

TRAININGS = 30
ROUNDS = 3
STOPS = 5
SOME = Lab(counts=(300,) * 10)
MANY = Lab(counts=(2000,) * 10)
TEXTBOOK = cnn.CnnSettings(epochs=2)


def rows() -> list[Row]:
    """The table's rows. The leak comes first: what Keras leaves in this process would hide it."""
    jobs = Jobs()
    found = [*_leaks(jobs), _stops(jobs), _epochs(jobs)]
    jobs.close()
    return found


def _follow(job: Job) -> Progress:
    while not (progress := job.follow()).ended:
        time.sleep(0.1)
    if progress.state not in ("done", "cancelled"):
        raise RuntimeError(f"{progress.state}: {progress.problem}")
    return progress


def _requests():
    """Trainings as a class would start them: two CNNs and a GRU, each time with another seed and rate."""
    text = plays.load("macbeth")[:20_000]
    for number in range(TRAININGS):
        seed, rate = number, 1e-3 * (1 + number % 3)
        match number % 3:
            case 0:
                yield cnn.train_request(replace(TEXTBOOK, seed=seed, learning_rate=rate), SOME)
            case 1:
                other = replace(TEXTBOOK, activation="tanh", kernel=5, dropout=0.3, optimizer="sgd")
                yield cnn.train_request(replace(other, seed=seed, learning_rate=10 * rate), SOME)
            case 2:
                writer = char_training.CharSettings(cell="gru", units=64, layers=1, epochs=1, seed=seed)
                yield char_training.train_request(replace(writer, learning_rate=rate), text)


def _leaks(jobs):
    """Resident megabytes after each training, counted from when each of the three had run once."""
    worker, here = [], []
    for request in _requests():
        _follow(jobs.submit("leaks", request))
        worker.append(_worker())
        here.append(psutil.Process().memory_info().rss / 1e6)
    if len({pid for pid, _ in worker}) > 1:
        raise RuntimeError("the worker was replaced on the way, so its growth says nothing")
    sizes = [size for _, size in worker]
    grown, grown_here = sizes[-1] - sizes[2], here[-1] - here[2]
    return [
        Row(f"worker after {TRAININGS} trainings", f"{sizes[-1]:.0f} MB", f"{grown:+.0f} MB", "≤ +100 MB"),
        Row(
            f"web process after {TRAININGS} trainings",
            f"{here[-1]:.0f} MB",
            f"{grown_here:+.1f} MB",
            "≤ +10 MB",
        ),
    ]


def _worker() -> tuple[int, float]:
    """The worker's process and its resident megabytes: the largest of our children."""
    children = psutil.Process().children(recursive=True)
    sizes = {child.pid: child.memory_info().rss / 1e6 for child in children}
    return max(sizes.items(), key=lambda pair: pair[1])


def _stops(jobs):
    seconds = []
    for number in range(STOPS):
        job = jobs.submit("stops", cnn.train_request(replace(TEXTBOOK, epochs=50), MANY))
        while job.follow().now.get("step", 0) < 20 + number:
            time.sleep(0.01)
        start = time.perf_counter()
        job.cancel()
        while not job.follow().ended:
            time.sleep(0.01)
        seconds.append(time.perf_counter() - start)
    return Row("Stop in the middle of an epoch, to the result", f"{max(seconds):.2f} s", "-", "≤ 1 s")


def _epochs(jobs):
    ours, theirs = [], []
    plain = _plain_keras()
    for _ in range(ROUNDS):  # in turn, so that a busy moment hits both alike
        ours.append(_second_epoch(_follow(jobs.submit("epochs", cnn.train_request(TEXTBOOK, MANY)))))
        theirs.append(plain())
    own, other = statistics.median(ours), statistics.median(theirs)
    return Row(
        "epoch of the textbook's CNN, 20,000 digits, in a job",
        f"{own:.1f} s : {other:.1f} s for model.fit on all cores",
        f"{own / other:.2f}x",
        "≤ 1.1x",
    )


def _second_epoch(progress: Progress) -> float:
    """The first one holds more checkpoints than the others."""
    last = [point for point in progress.points if point["epoch"] == 2]
    batches = last[-1]["batch"] - last[0]["batch"]
    return (last[-1]["seconds"] - last[0]["seconds"]) / batches * last[-1]["batches"]


def _plain_keras():
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    import keras
    import numpy as np

    pictures, labels = MANY.training_set(load_mnist())
    x, y = pictures[..., None] / np.float32(255), np.eye(10, dtype=np.float32)[labels]
    network = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    network.compile("adam", "categorical_crossentropy", metrics=["accuracy"])

    def epoch():
        start = time.perf_counter()
        network.fit(x, y, batch_size=TEXTBOOK.batch_size, verbose=0)
        return time.perf_counter() - start

    epoch()  # compiles
    return epoch


if __name__ == "__main__":
    for row in rows():
        print(*row, sep="  |  ")
