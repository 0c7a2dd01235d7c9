"""Whose an address is, as far as bounds on one address go.

One machine has one address of the older kind, and of the longer kind (IPv6) as many as it likes out of a
network of its own, the first 64 bits; so there that network is what is counted.
"""

import ipaddress

HOUSEHOLD = 64  # bits


def whose(address: str | None) -> str:
    """What all addresses of one machine have in common; what is no address stays as it is, none is empty."""
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return address or ""
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(found), HOUSEHOLD), strict=False))
