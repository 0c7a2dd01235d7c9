"""Keep the memory of one training step for the next.

A training asks glibc for arrays of megabytes at each step and frees them. By glibc's defaults they go back to
the system and are mapped anew, page by page: half of the digit reader's training time was spent on that.
"""

import ctypes

# Parameters of mallopt in glibc's malloc.h, and what they are set to: never give memory back, take it by
# 256 MB, map nothing below 32 MB (the largest value there is) apart, and share one arena among threads.
SETTINGS = {-1: 2**31 - 1, -2: 256 << 20, -3: 32 << 20, -8: 1}


def keep_freed_memory() -> None:
    """Ask glibc, if that is what allocates here; elsewhere nothing is changed."""
    try:
        set_option = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):  # another C library, or Windows
        return
    for parameter, value in SETTINGS.items():
        set_option(parameter, value)
