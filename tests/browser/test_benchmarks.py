"""What benchmarks put their hand to is on its page: nobody else notices a control that has a new name."""

import asyncio
import time

from benchmarks import live, load, moves
from benchmarks.visitors import Seat, arrived


async def reached(address: str, seats: set[Seat]) -> None:
    for page, control, _ in seats:
        async with arrived(address, control) as visitor:
            assert not (await visitor.open(page, time.perf_counter())).errors
            visitor.move(0)  # written down, and not sent


def test_every_control_that_a_benchmark_uses_is_on_its_page(address: str) -> None:
    seats = [*moves.SEATS, load.TRAINER, *(Seat(*hand, 0) for hand in live.HANDS)]
    once = {seat._replace(times=0) for seat in seats}
    asyncio.run(reached(address, once))
