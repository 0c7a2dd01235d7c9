"""Writes seats.conf for nginx.conf: which web processes there are, and how a visitor stays with one of them.

    python deploy/seats.py web-1:8501 web-2:8502 > deploy/seats.conf

A visitor's seat is the port of a process, so each has a port of its own; a cookie holds it and nothing else.
Without one, chance draws a seat. When its process does not answer, another does, and the cookie becomes that
one's port.

Streamlit's own cookie changes with every answer and addresses put a school behind one into one process, so
neither tells where a visitor belongs.
"""

import argparse
import ipaddress
import sys

AWAY = "max_fails=1 fail_timeout=5s"  # how soon a process counts as away, and until when


def port(server: str) -> str:
    """The port of `host:port`. Raises ValueError for anything else."""
    host, _, number = server.rpartition(":")
    if not host or not number.isdecimal() or not 0 < int(number) < 65536 or set(server) & set(" ;{}\n'\"$"):
        raise ValueError(f"a web process must be host:port, got {server!r}")
    return str(int(number))


def seats(servers: list[str], behind: list[str]) -> str:
    """The text of seats.conf.

    Args:
        servers: `host:port` of each web process.
        behind: addresses or networks of the proxy before this one. Where a visitor comes from is the last
            thing that it says: what stands before that in its header, a visitor may have written.

    Raises:
        ValueError: for none, for two with the same port, and for what is no address.
    """
    ports = [port(server) for server in servers]
    if not ports or len({*ports}) < len(ports):
        raise ValueError(f"each web process needs a port of its own, got {' '.join(servers) or 'none'}")
    trusted = [f"set_real_ip_from {ipaddress.ip_network(one)};" for one in behind]
    share = 100 / len(ports)
    drawn = [f"    {share:.2f}% {one};" for one in ports[:-1]] + [f"    * {ports[-1]};"]
    return "\n".join(
        [
            "# Written by deploy/seats.py.",
            *trusted,
            *["real_ip_header X-Forwarded-For;", "real_ip_recursive off;"] * bool(trusted),
            "split_clients $request_id $dlplay_drawn {",
            *drawn,
            "}",
            "map $cookie_dlplay_seat $dlplay_seat {",
            "    default $dlplay_drawn;",
            *(f"    {one} {one};" for one in ports),
            "}",
            *(_seat(own, servers) for own in servers),
            "",
        ]
    )


def _seat(own: str, servers: list[str]) -> str:
    """One process, and the others for when it is away."""
    others = [server for server in servers if server != own]
    lines = [f"server {own} {AWAY};", *(f"server {other} {AWAY} backup;" for other in others)]
    body = "".join(f"    {line}\n" for line in [f"zone dlplay_{port(own)} 64k;", *lines, "keepalive 32;"])
    return f"upstream dlplay_{port(own)} {{\n{body}}}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("server", nargs="+", help="host:port of a web process")
    parser.add_argument("--behind", nargs="+", default=[], metavar="ADDRESS", help="proxies before this one")
    told = parser.parse_args()
    try:
        sys.stdout.write(seats(told.server, told.behind))
    except ValueError as error:
        parser.error(str(error))


if __name__ == "__main__":
    main()
