import pytest

from certification.rules.batches import Progress, progress


@pytest.mark.parametrize(
    ("counts", "settled", "percent", "is_over"),
    [
        ({"waiting": 3}, 0, 0, False),
        ({"waiting": 1, "granted": 1, "issued": 1}, 1, 33, False),
        ({"granted": 1, "issued": 999}, 999, 99, False),
        ({"issued": 2, "refused": 1}, 3, 100, True),
        ({"refused": 1}, 1, 100, True),
        ({}, 0, 100, True),
    ],
)
def test_a_batch_is_over_once_everything_is_settled(counts, settled, percent, is_over):
    found = progress(counts)
    assert (found.settled, found.percent, found.is_over) == (settled, percent, is_over)
    assert found.total == sum(counts.values())


def test_a_state_that_is_none_is_no_progress():
    assert progress({"issued": 1}) == Progress(issued=1)
    with pytest.raises(TypeError):
        progress({"lost": 1})
