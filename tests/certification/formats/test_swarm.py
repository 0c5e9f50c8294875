import pytest

from certification.formats import swarm


@pytest.mark.parametrize("draw", [swarm.column, swarm.band])
@pytest.mark.parametrize("seed", ["VAL-2026-0001", "VAL-AS-2026-00012", ""])
def test_a_swarm_is_the_same_for_a_number_and_never_empty(draw, seed):
    first = draw(seed)
    assert first.count("M") > 20  # a drawing of nothing stops the whole sheet
    draw.cache_clear()
    assert draw(seed) == first


def test_two_numbers_have_two_swarms():
    assert swarm.column("VAL-2026-0001") != swarm.column("VAL-2026-0002")
