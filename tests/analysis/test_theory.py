"""Formulas against published and hand-computed values, and against each other."""

from __future__ import annotations

import math

import numpy as np
import pytest

from simulator.analysis import theory
from simulator.timeline import Timeline

CALLS = 100 / 30  # a minute
HANDLE_TIME = 3.0
PATIENCE = 5.0


class TestErlangC:
    def test_m_m_3_at_two_thirds(self) -> None:
        queue = theory.mmc(2, 1, 3)
        assert queue.mean_wait == pytest.approx(4 / 9, rel=1e-14)
        assert queue.mean_present == pytest.approx(26 / 9, rel=1e-14)
        assert queue.model == "M/M/3"

    def test_m_m_3_at_five_sixths(self) -> None:
        queue = theory.mmc(10, 1 / 4, 3)
        assert queue.mean_wait == pytest.approx(0.351124, abs=5e-7)
        assert queue.wait_share == pytest.approx(0.702247, abs=5e-7)

    def test_of_a_call_centre(self) -> None:
        queue = theory.mmc(CALLS, HANDLE_TIME, 14)
        assert queue.wait_share == pytest.approx(0.174132, abs=5e-7)
        assert queue.utilisation == pytest.approx(0.714286, abs=5e-7)
        assert theory.mmc_served_within(CALLS, HANDLE_TIME, 14, 20 / 60) == pytest.approx(0.88835, abs=5e-7)

    def test_of_one_server_is_the_load(self) -> None:
        assert theory.erlang_c(0.7, 1) == pytest.approx(0.7, rel=1e-14)

    def test_of_hundreds_of_servers_as_the_sum_has_it(self) -> None:
        load, servers = 480.0, 500
        logs = [n * math.log(load) - math.lgamma(n + 1) for n in range(servers)]
        tail = servers * math.log(load) - math.lgamma(servers + 1) + math.log(servers / (servers - load))
        top = max(*logs, tail)
        weight = math.exp(tail - top)
        expected = weight / (math.fsum(math.exp(value - top) for value in logs) + weight)
        assert theory.erlang_c(load, servers) == pytest.approx(expected, rel=1e-10)

    def test_without_steady_state(self) -> None:
        queue = theory.mmc(3, 1, 3)
        assert (queue.mean_wait, queue.mean_present, queue.wait_share) == (math.inf, math.inf, 1.0)
        assert theory.mmc_served_within(3, 1, 3, 10) == 0.0

    def test_littles_law(self) -> None:
        queue = theory.mmc(7, 0.4, 4)
        assert queue.mean_waiting == pytest.approx(7 * queue.mean_wait)
        assert queue.mean_present == pytest.approx(7 * (queue.mean_wait + 0.4))


class TestLoss:
    def test_erlang_b_of_small_systems(self) -> None:
        # a²/2 / (1 + a + a²/2) at a = 1
        assert theory.erlang_b(1.0, 2) == pytest.approx(0.2, rel=1e-14)
        assert theory.erlang_b(3.0, 0) == 1.0

    def test_m_m_2_3(self) -> None:
        queue = theory.mmck(3, 1 / 4, 2, 3)
        assert queue.mean_present == pytest.approx(0.762340, abs=5e-7)
        assert queue.lost_share == pytest.approx(0.049360, abs=5e-7)

    def test_without_a_queue_is_erlang_b_whatever_the_work(self) -> None:
        queue = theory.mmck(CALLS, HANDLE_TIME, 14, 14)
        assert queue.lost_share == pytest.approx(theory.erlang_b(10, 14), rel=1e-12)
        assert theory.mgcc(CALLS, HANDLE_TIME, 14).lost_share == theory.erlang_b(10, 14)
        assert queue.mean_present == pytest.approx(theory.mgcc(CALLS, HANDLE_TIME, 14).mean_present)
        assert queue.wait_share == 0.0

    def test_with_much_room_is_erlang_c(self) -> None:
        roomy, endless = theory.mmck(10, 1 / 4, 3, 400), theory.mmc(10, 1 / 4, 3)
        assert roomy.mean_wait == pytest.approx(endless.mean_wait, rel=1e-10)
        assert roomy.wait_share == pytest.approx(endless.wait_share, rel=1e-10)
        assert theory.mmck_served_within(10, 0.25, 3, 400, 0.3) == pytest.approx(
            theory.mmc_served_within(10, 0.25, 3, 0.3), rel=1e-10
        )

    def test_all_who_join_are_served_in_the_end(self) -> None:
        lost = theory.mmck(20, 1 / 4, 3, 9).lost_share
        assert theory.mmck_served_within(20, 1 / 4, 3, 9, 1e3) == pytest.approx(1 - lost, rel=1e-12)

    def test_served_in_time_of_a_thousand_servers(self) -> None:
        # e^−1000 for the departures of a minute is no float. At most 5 wait, so all who join are in time.
        lost = theory.mmck(1100, 1, 1000, 1005).lost_share
        assert theory.mmck_served_within(1100, 1, 1000, 1005, 1.0) == pytest.approx(1 - lost, rel=1e-12)

    def test_there_is_room_for_those_in_service(self) -> None:
        with pytest.raises(ValueError, match="room >= servers"):
            theory.mmck(1, 1, 3, 2)


class TestErlangA:
    def test_of_a_call_centre(self) -> None:
        queue = theory.erlang_a(CALLS, HANDLE_TIME, 14, PATIENCE)
        assert queue.wait_share == pytest.approx(0.14526, abs=5e-6)
        assert queue.abandoned_share == pytest.approx(0.013984, abs=5e-7)
        assert queue.utilisation == pytest.approx(0.704297, abs=5e-7)

    def test_abandonment_is_the_patience_rate_times_the_queueing_time(self) -> None:
        for patience in (0.1, 1.0, 30.0):
            queue = theory.erlang_a(CALLS, HANDLE_TIME, 8, patience)
            assert queue.abandoned_share == pytest.approx(queue.mean_wait / patience, rel=1e-12)

    def test_of_one_server_as_the_birth_and_death_chain_has_it(self) -> None:
        arrive, serve, give_up, size = 2.0, 1.0, 0.5, 80
        rates = np.zeros((size, size))
        for n in range(size - 1):
            rates[n, n + 1] = arrive
            rates[n + 1, n] = serve + n * give_up
        rates -= np.diag(rates.sum(axis=1))
        present = np.linalg.lstsq(np.vstack([rates.T, np.ones(size)]), np.eye(size + 1)[-1], rcond=None)[0]
        queue = theory.erlang_a(arrive, 1 / serve, 1, 1 / give_up)
        assert queue.wait_share == pytest.approx(1 - present[0], rel=1e-9)
        assert queue.mean_present == pytest.approx(present @ np.arange(size), rel=1e-9)

    def test_wait_of_those_served_is_the_mean_of_its_distribution(self) -> None:
        # E[W; served] = ∫ (P(served) − P(served within t)) dt, here by the trapezoid rule up to 20 min.
        known = (CALLS, HANDLE_TIME, 8, PATIENCE)
        times = np.linspace(0, 20, 2001)
        within = np.array([theory.erlang_a_served_within(*known, float(t)) for t in times])
        waited = float(np.trapezoid(within[-1] - within, times))
        assert theory.erlang_a_wait_of_served(*known) == pytest.approx(waited / within[-1], rel=1e-4)

    def test_wait_of_those_served_by_one_with_endless_patience(self) -> None:
        # M/M/1 at load 1/2: Wq = 0.5 · 1 / (1 − 0.5) = 1
        assert theory.erlang_a_wait_of_served(0.5, 1, 1, 1e9) == pytest.approx(1.0, rel=1e-7)

    def test_wait_of_those_served_in_a_large_overload(self) -> None:
        # Half give up, so those served wait until half of their like have: 1000 ln 2.
        assert theory.erlang_a_wait_of_served(1000, 1, 500, 1000) == pytest.approx(
            1000 * math.log(2), rel=1e-4
        )

    def test_with_endless_patience_is_erlang_c(self) -> None:
        queue = theory.erlang_a(CALLS, HANDLE_TIME, 14, 1e9)
        assert queue.wait_share == pytest.approx(theory.erlang_c(10, 14), rel=1e-7)
        assert theory.erlang_a_served_within(CALLS, HANDLE_TIME, 14, 1e9, 1 / 3) == pytest.approx(
            theory.mmc_served_within(CALLS, HANDLE_TIME, 14, 1 / 3), rel=1e-7
        )

    def test_without_patience_is_erlang_b(self) -> None:
        queue = theory.erlang_a(CALLS, HANDLE_TIME, 14, 1e-9)
        assert queue.abandoned_share == pytest.approx(theory.erlang_b(10, 14), rel=1e-6)

    @pytest.mark.parametrize(("rate", "servers"), [(CALLS, 14), (CALLS, 6), (100.0, 300), (130.0, 300)])
    def test_who_is_not_served_in_the_end_has_given_up(self, rate: float, servers: int) -> None:
        queue = theory.erlang_a(rate, HANDLE_TIME, servers, PATIENCE)
        served = theory.erlang_a_served_within(rate, HANDLE_TIME, servers, PATIENCE, 200.0)
        assert served == pytest.approx(1 - queue.abandoned_share, rel=1e-9)

    @pytest.mark.parametrize(
        ("rate", "work", "servers", "patience"),
        [(CALLS, HANDLE_TIME, 14, PATIENCE), (3300.0, 3.0, 9500, 1.0), (1000.0, 1.0, 500, 1000.0)],
    )
    def test_a_longer_time_than_anybody_waits_is_as_good_as_for_ever(
        self, rate: float, work: float, servers: int, patience: float
    ) -> None:
        queue = theory.erlang_a(rate, work, servers, patience)
        served = theory.erlang_a_served_within(rate, work, servers, patience, 1e7)
        # In the last system logarithms reach −λ/θ·(1 − ln 2) ≈ −3·10⁵, after 5·10⁵ additions.
        assert served == pytest.approx(1 - queue.abandoned_share, rel=1e-8)

    def test_served_at_once_where_there_is_no_time(self) -> None:
        queue = theory.erlang_a(CALLS, HANDLE_TIME, 14, PATIENCE)
        at_once = theory.erlang_a_served_within(CALLS, HANDLE_TIME, 14, PATIENCE, 0.0)
        assert at_once == pytest.approx(1 - queue.wait_share, rel=1e-12)

    def test_of_a_large_overload(self) -> None:
        # Twice the work that 500 can do, and great patience: half give up, all are busy.
        queue = theory.erlang_a(1000, 1, 500, 1000)
        assert queue.abandoned_share == pytest.approx(0.5, rel=1e-9)
        assert queue.utilisation == pytest.approx(1.0, rel=1e-9)


class TestGeneralWork:
    @pytest.mark.parametrize(("cv", "factor"), [(0, 0.5), (0.5, 0.625), (1, 1), (2, 2.5)])
    def test_pollaczek_and_khinchine(self, cv: float, factor: float) -> None:
        queue = theory.mg1(0.8, 1, cv)
        assert queue.mean_wait == pytest.approx(0.8 / 0.2 * factor, rel=1e-14)
        assert queue.mean_waiting == pytest.approx(0.8 * queue.mean_wait)
        assert queue.wait_share == 0.8

    def test_exponential_work_is_m_m_1(self) -> None:
        assert theory.mg1(0.8, 1, 1).mean_wait == pytest.approx(theory.mmc(0.8, 1, 1).mean_wait)

    def test_without_steady_state(self) -> None:
        assert theory.mg1(1, 1, 0).mean_wait == math.inf

    def test_m_g_infinity_has_poisson_occupancy(self) -> None:
        queue = theory.mg_infinite(3, 0.5)
        assert (queue.mean_present, queue.mean_wait) == (1.5, 0.0)
        chances = [theory.occupancy_chance(1.5, n) for n in range(60)]
        assert math.fsum(chances) == pytest.approx(1.0)
        assert math.fsum(n * p for n, p in enumerate(chances)) == pytest.approx(1.5)
        assert math.fsum((n - 1.5) ** 2 * p for n, p in enumerate(chances)) == pytest.approx(1.5)
        assert theory.occupancy_chance(0, 0) == 1.0


class TestPriority:
    def test_two_classes_not_interrupted(self) -> None:
        urgent, routine = theory.mg1_priority((0.2, 0.6), (1, 1), (1, 1))
        assert urgent.mean_wait + 1 == pytest.approx(2.0, rel=1e-14)
        assert routine.mean_wait + 1 == pytest.approx(6.0, rel=1e-14)

    def test_the_work_in_the_queue_is_the_same_in_any_order(self) -> None:
        # Kleinrock's conservation law: Σ ρ_k Wq_k does not depend on the order.
        rates, works, cvs = (0.2, 0.3, 0.1), (1.0, 1.5, 2.0), (1.0, 0.5, 2.0)
        kept = [
            sum(
                rates[k] * works[k] * queue.mean_wait
                for k, queue in zip(
                    order,
                    theory.mg1_priority(
                        [rates[k] for k in order], [works[k] for k in order], [cvs[k] for k in order]
                    ),
                    strict=True,
                )
            )
            for order in ((0, 1, 2), (2, 0, 1))
        ]
        assert kept[0] == pytest.approx(kept[1])

    def test_one_class_is_m_g_1(self) -> None:
        assert theory.mg1_priority((0.8,), (1,), (2,))[0].mean_wait == pytest.approx(
            theory.mg1(0.8, 1, 2).mean_wait
        )
        assert theory.mg1_preemptive((0.8,), (1,), (2,))[0].mean_present == pytest.approx(
            theory.mg1(0.8, 1, 2).mean_present
        )

    def test_preemption_hides_the_lower_class(self) -> None:
        urgent, routine = theory.mg1_preemptive((0.2, 0.6), (1, 1), (1, 1))
        assert urgent.mean_present == pytest.approx(theory.mmc(0.2, 1, 1).mean_present)
        # With exponential work of one mean the number inside is that of M/M/1 in all.
        assert urgent.mean_present + routine.mean_present == pytest.approx(theory.mmc(0.8, 1, 1).mean_present)

    def test_several_servers(self) -> None:
        one = theory.mmc_priority((0.2, 0.6), 1, 1)
        assert [queue.mean_wait for queue in one] == pytest.approx([1.0, 5.0])
        rates, work, servers = (2.0, 5.0), 0.4, 4
        urgent, routine = theory.mmc_priority(rates, work, servers)
        everyone = theory.mmc(7.0, work, servers)
        assert 2 * urgent.mean_wait + 5 * routine.mean_wait == pytest.approx(7 * everyone.mean_wait)

    def test_the_lowest_class_alone_is_without_steady_state(self) -> None:
        urgent, middle, routine = theory.mg1_priority((0.5, 0.2, 0.6), (1, 1, 1), (1, 0, 0))
        assert routine.mean_wait == math.inf
        # The server is always busy: half the time with urgent work, a fifth, and the rest with the last.
        left = 0.5 * 1 + 0.2 * 0.5 + 0.3 * 0.5
        assert urgent.mean_wait == pytest.approx(left / 0.5)
        assert middle.mean_wait == pytest.approx(left / (0.5 * 0.3))
        assert [queue.mean_wait for queue in theory.mg1_preemptive((0.5, 0.6), (1, 1), (1, 1))] == [
            pytest.approx(1.0),
            math.inf,
        ]
        assert theory.mmc_priority((0.5, 2), 1, 2)[1].mean_wait == math.inf


class TestNetwork:
    def test_of_jackson_with_feedback(self) -> None:
        # γ = (1, 0.5): from the first half goes to the second, from the second a fifth back.
        rates = theory.traffic_rates([1, 0.5], [[0, 0.5], [0.2, 0]])
        assert rates == pytest.approx([1.1 / 0.9, 0.5 + 0.55 / 0.9])
        first, second = theory.jackson([1, 0.5], [[0, 0.5], [0.2, 0]], [0.5, 1.2], [1, 2])
        load = 1.1 / 0.9 * 0.5
        assert first.mean_present == pytest.approx(load / (1 - load))
        assert second.mean_wait == pytest.approx(theory.mmc(float(rates[1]), 1.2, 2).mean_wait)

    def test_one_station_with_feedback_by_its_balance_equations(self) -> None:
        # Who is done comes back with chance 0.4: present as an M/M/1 queue of 1/0.6 the arrivals.
        (station,) = theory.jackson([0.3], [[0.4]], [1.0], [1])
        assert station.mean_present == pytest.approx(0.5 / (1 - 0.5))


class TestApproximations:
    def test_allen_and_cunneen_are_exact_where_a_formula_is(self) -> None:
        assert theory.allen_cunneen(10, 0.25, 3, 1, 1).mean_wait == pytest.approx(0.351124, abs=5e-7)
        assert theory.allen_cunneen(0.8, 1, 1, 1, 2).mean_wait == pytest.approx(
            theory.mg1(0.8, 1, 2).mean_wait
        )

    def test_sakasegawa_is_exact_for_one_server_and_near_for_more(self) -> None:
        assert theory.sakasegawa(0.8, 1, 1, 1, 1).mean_wait == pytest.approx(4.0)
        assert theory.sakasegawa(10, 0.25, 3, 1, 1).mean_wait == pytest.approx(0.351124, rel=0.03)

    def test_without_steady_state(self) -> None:
        assert theory.allen_cunneen(4, 1, 4, 1, 1).mean_wait == math.inf
        assert theory.sakasegawa(4, 1, 4, 1, 1).mean_wait == math.inf


class TestArrivalsThatVary:
    def test_of_a_sine_by_small_pieces(self) -> None:
        # The rate 0.5 + 4 sin²(πt/12): its values in the middle of each of 12,000 spans.
        width = 0.001
        times = tuple(i * width for i in range(12_000))
        rate = Timeline(
            times, tuple(0.5 + 4 * math.sin(math.pi * (t + width / 2) / 12) ** 2 for t in times), 12.0
        )
        assert rate.integral(3, 8) == pytest.approx(19.628, abs=5e-4)
        assert rate.integral(8, 12) == pytest.approx(6.692, abs=5e-4)
