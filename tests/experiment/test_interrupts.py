"""Ctrl-C and bookkeeping."""

from __future__ import annotations

import signal
import sys
import threading

import pytest

from simulator.experiment.interrupts import Interrupts

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals cannot be raised one by one")


def ctrl_c() -> None:
    signal.raise_signal(signal.SIGINT)


def test_outside_a_shield_it_comes_at_once() -> None:
    with Interrupts(), pytest.raises(KeyboardInterrupt):
        ctrl_c()


def test_in_a_shield_it_waits_for_the_end() -> None:
    done = []

    def work(interrupts: Interrupts) -> None:
        with interrupts.shield():
            ctrl_c()
            done.append("the rest of the shield")
        done.append("nothing after it")

    with Interrupts() as interrupts, pytest.raises(KeyboardInterrupt):
        work(interrupts)
    assert done == ["the rest of the shield"]


def test_a_second_one_does_not_wait() -> None:
    done = []

    def work(interrupts: Interrupts) -> None:
        with interrupts.shield():
            ctrl_c()
            done.append("held back once")
            ctrl_c()
            done.append("not twice")

    with Interrupts() as interrupts, pytest.raises(KeyboardInterrupt):
        work(interrupts)
    assert done == ["held back once"]


def test_afterwards_all_is_as_before() -> None:
    before = signal.getsignal(signal.SIGINT)
    with Interrupts() as interrupts:
        assert signal.getsignal(signal.SIGINT) == interrupts._on_signal
    assert signal.getsignal(signal.SIGINT) is before


def test_somebody_elses_handler_is_left_alone() -> None:
    def own(*_: object) -> None:
        pass

    before = signal.signal(signal.SIGINT, own)
    try:
        with Interrupts():
            assert signal.getsignal(signal.SIGINT) is own
        assert signal.getsignal(signal.SIGINT) is own
    finally:
        signal.signal(signal.SIGINT, before)


def test_in_another_thread_it_does_nothing() -> None:
    entered = []

    def enter() -> None:
        with Interrupts() as interrupts, interrupts.shield():
            entered.append(True)

    thread = threading.Thread(target=enter)
    thread.start()
    thread.join()
    assert entered == [True]
