"""`python -m deploy.bound MODULE …`: `python -m MODULE …` that ends when its input does.

Whoever started it holds the other end, and the system lets go of it after kill -9 too: nothing stays behind.
"""

import os
import runpy
import signal
import sys
import threading
import time

GRACE = 8.0  # seconds for an orderly end


def _end_with_the_input() -> None:
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(1)


if __name__ == "__main__":
    threading.Thread(target=_end_with_the_input, daemon=True).start()
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
