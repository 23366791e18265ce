"""Run a command in a network namespace that has only loopback: `python loopback_only.py COMMAND...`.

Sockets patched in Python would reach neither worker processes nor gRPC; the kernel reaches all.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import socket
import struct
import sys

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 0x1
CANNOT = 77


def enter() -> None:
    """Leave the network behind and bring loopback up. Exits with `CANNOT` where the kernel does not allow it."""
    flags = CLONE_NEWNET if os.geteuid() == 0 else CLONE_NEWUSER | CLONE_NEWNET
    if ctypes.CDLL(None, use_errno=True).unshare(flags) != 0:
        sys.exit(CANNOT)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        request = struct.pack("16sh14x", b"lo", 0)
        _, now = struct.unpack("16sh14x", fcntl.ioctl(control, SIOCGIFFLAGS, request))
        fcntl.ioctl(control, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", now | IFF_UP))


def has_no_way_out() -> bool:
    """Whether nothing but loopback can be reached."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(2)
        try:
            probe.connect(("192.0.2.1", 80))  # RFC 5737: an address for documentation, nobody's
        except OSError as error:
            return "unreachable" in str(error).lower()
    return False


if __name__ == "__main__":
    enter()
    if not has_no_way_out():
        sys.exit("the namespace has a way out")
    os.execvp(sys.argv[1], sys.argv[1:])
