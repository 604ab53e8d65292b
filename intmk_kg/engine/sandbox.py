"""What a worker may do once it holds the graph: compute, and talk to the web process; no network, files or processes.

A filter for system calls (seccomp-BPF, https://docs.kernel.org/userspace-api/seccomp_filter.html) is put on by the
process itself; it needs no privilege, cannot be taken off, and answers every call that is not on its list with EPERM.
Why this way: docs/decisions/0003-worker-sandbox.md.
"""

import ctypes
import os
import platform
import struct
import sys
from collections.abc import Callable
from functools import cache
from typing import Any, Final

_PR_SET_PDEATHSIG, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 22, 38
_SECCOMP_MODE_FILTER = 2
_ALLOW, _EPERM, _KILL = 0x7FFF0000, 0x00050001, 0x80000000
_LOAD, _EQUAL, _AT_LEAST, _AND, _RETURN = 0x20, 0x15, 0x35, 0x54, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT, _THIRD_ARGUMENT = 0, 4, 16, 32
_FIRST_OF_X32 = 0x40000000
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

# System calls that a worker needs: memory, time, waiting, the sockets and files that are open already, and its own end.
_CALLS: Final = {
    "x86_64": {
        "architecture": 0xC000003E,
        "openat": 257,
        "tgkill": 234,
        "allowed": {
            "read": 0, "write": 1, "close": 3, "fstat": 5, "poll": 7, "lseek": 8, "mmap": 9, "mprotect": 10,
            "munmap": 11, "brk": 12, "rt_sigaction": 13, "rt_sigprocmask": 14, "rt_sigreturn": 15, "pread64": 17,
            "readv": 19, "writev": 20, "sched_yield": 24, "mremap": 25, "madvise": 28, "nanosleep": 35, "getpid": 39,
            "sendto": 44, "recvfrom": 45, "sendmsg": 46, "recvmsg": 47, "exit": 60, "gettimeofday": 96,
            "sigaltstack": 131, "gettid": 186, "futex": 202, "sched_getaffinity": 204,
            "restart_syscall": 219, "clock_gettime": 228,
            "clock_getres": 229, "clock_nanosleep": 230, "exit_group": 231, "ppoll": 271, "getrandom": 318,
            "membarrier": 324, "rseq": 334,
        },
    },
    "aarch64": {
        "architecture": 0xC00000B7,
        "openat": 56,
        "tgkill": 131,
        "allowed": {
            "close": 57, "lseek": 62, "read": 63, "write": 64, "readv": 65, "writev": 66, "pread64": 67, "ppoll": 73,
            "fstat": 80, "exit": 93, "exit_group": 94, "futex": 98, "nanosleep": 101, "clock_gettime": 113,
            "clock_getres": 114, "clock_nanosleep": 115, "sched_getaffinity": 123, "sched_yield": 124,
            "restart_syscall": 128, "sigaltstack": 132, "rt_sigaction": 134, "rt_sigprocmask": 135, "rt_sigreturn": 139,
            "gettimeofday": 169, "getpid": 172, "gettid": 178, "sendto": 206, "recvfrom": 207, "sendmsg": 211,
            "recvmsg": 212, "brk": 214, "munmap": 215, "mremap": 216, "mmap": 222, "mprotect": 226, "madvise": 233,
            "getrandom": 278, "membarrier": 283, "rseq": 293,
        },
    },
}  # fmt: skip
# What a worker on RocksDB needs besides, whose files are read as they are asked for.
_READING_FILES: Final = {
    "x86_64": {"stat": 4, "fcntl": 72, "getdents64": 217, "fadvise64": 221, "newfstatat": 262, "statx": 332},
    "aarch64": {"fcntl": 25, "getdents64": 61, "newfstatat": 79, "fadvise64": 223, "statx": 291},
}


def prepare_sandbox() -> None:
    """Find in this process what each process forked from it would have to find for itself (0.15 ms)."""
    if sys.platform == "linux":
        _prctl_function()


def die_with_parent() -> None:
    """End this process as soon as the one that forked it ends."""
    _prctl(_PR_SET_PDEATHSIG, 9)


def close_sandbox(*, reads_files: bool) -> bool:
    """Take from this process, for good, all that a worker does not need.

    Args:
        reads_files: whether it may open files for reading.

    Returns:
        Whether the kernel and the processor's architecture allow it; where not, the guard alone protects.
    """
    machine = platform.machine()
    if machine not in _CALLS:
        return False
    program = _program(machine, reads_files=reads_files)
    buffer = ctypes.create_string_buffer(program, len(program))
    description = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(buffer)))
    return _prctl(_PR_SET_NO_NEW_PRIVS, 1) and _prctl(
        _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.addressof(description)
    )


def _prctl(option: int, *arguments: int) -> bool:
    padded = (*arguments, 0, 0, 0, 0)[:4]
    return bool(_prctl_function()(option, *(ctypes.c_ulong(argument) for argument in padded)) == 0)


@cache
def _prctl_function() -> Callable[..., Any]:
    return ctypes.CDLL(None, use_errno=True).prctl


def _program(machine: str, *, reads_files: bool) -> bytes:
    """The filter: jumps forward only; each comparison skips the answer that follows it where it does not hold."""
    calls = _CALLS[machine]
    allowed = dict(calls["allowed"])  # type: ignore[call-overload] # the table mixes numbers and a table of numbers
    if reads_files:
        allowed |= _READING_FILES[machine]
    steps = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, calls["architecture"]),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 0, 1, _FIRST_OF_X32),
        (_RETURN, 0, 0, _KILL),
    ]
    for number in sorted(allowed.values()):
        steps += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ALLOW)]
    # abort() sends a signal to the process itself; signals to others are refused.
    steps += [(_EQUAL, 0, 4, calls["tgkill"]), (_LOAD, 0, 0, _FIRST_ARGUMENT), (_EQUAL, 0, 1, os.getpid())]
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _EPERM)]
    if reads_files:
        steps += [(_EQUAL, 0, 5, calls["openat"]), (_LOAD, 0, 0, _THIRD_ARGUMENT), (_AND, 0, 0, _WRITING)]
        steps += [(_EQUAL, 0, 1, 0), (_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _EPERM)]
    steps.append((_RETURN, 0, 0, _EPERM))
    return b"".join(struct.pack("HBBI", *step) for step in steps)
