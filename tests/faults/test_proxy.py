"""The proxy in front of a web process is gone, gently or not, and another one takes its port."""

from contextlib import ExitStack
from pathlib import Path

import psutil
import pytest
from websockets.exceptions import ConnectionClosed

from deploy.class_start import free_port
from tests import proxy
from tests.faults.served import answers, serving
from tests.faults.test_processes import HOW, wait_until_gone
from tests.faults.visitor import Visitor


@pytest.mark.skipif(proxy.nginx() is None, reason="no nginx here")
@pytest.mark.parametrize("how", HOW)
def test_whoever_came_by_a_proxy_that_is_gone_comes_back_by_the_next_one(
    how: str, tmp_path: Path, seconds
) -> None:
    port = free_port()
    with serving() as server:
        behind = [server.address.removeprefix("http://")]
        with proxy.running(tmp_path / "first", behind, port=port) as address:
            visitor = Visitor(address, "neuron")
            session, page = visitor.session, visitor.drew
            (main,) = [one for one in psutil.Process().children() if one.name() == "nginx"]
            all_of_it = [main, *main.children()]
            for one in all_of_it:
                if one.is_running():
                    HOW[how](one)
            wait_until_gone(all_of_it)
            with visitor, pytest.raises(ConnectionClosed):
                visitor.run()
        assert page
        assert not answers(address)
        assert answers(server.address)
        with ExitStack() as parts:
            with seconds("with the next one there again after"):
                parts.enter_context(proxy.running(tmp_path / "next", behind, port=port))
                visitor = parts.enter_context(Visitor(address, "neuron", session=session))
            assert visitor.session == session  # the server has kept the visit
            assert visitor.drew
            assert not visitor.said
