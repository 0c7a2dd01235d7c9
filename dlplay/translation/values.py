"""What is translated: a whole number from 0 to `MOST`, or a date of the years 1 to 9999."""

from datetime import date

Value = int | date
MOST = 10**12 - 1  # more than the network learns, for the page to show where it fails


def bounded(number: int) -> int:
    """The number itself.

    Raises:
        ValueError: if it is not from 0 to `MOST`.
    """
    if not 0 <= number <= MOST:
        raise ValueError(f"value must be from 0 to {MOST}, got {number}")
    return number
