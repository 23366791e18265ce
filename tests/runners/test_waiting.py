"""Workers that wait for work end with the run that started them, whether they got any or not."""

from __future__ import annotations

from pipeline.runners.waiting import WaitingWorkers
from pipeline.runners.watchdog import workers


def test_workers_that_get_no_work_end_with_the_block() -> None:
    with WaitingWorkers(2):
        assert len(workers()) == 2
    assert workers() == []


def test_no_more_workers_are_kept_than_there_is_work_for() -> None:
    with WaitingWorkers(3) as waiting:
        waiting.keep(1)
        assert len(workers()) == 1


def test_a_worker_that_died_while_it_waited_is_handed_out_dead() -> None:
    with WaitingWorkers(1) as waiting:
        (worker,) = workers()
        worker.kill()
        assert waiting.begin({"WORKER_ID": "w"}).wait() != 0


def test_a_worker_is_started_where_none_waits() -> None:
    with WaitingWorkers(0) as waiting:
        assert not waiting.begun.is_set()
        waiting.begin({})
        assert waiting.begun.is_set()
        assert len(workers()) == 1
    assert workers() == []
