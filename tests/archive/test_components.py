from hypothesis import given
from hypothesis import strategies as st

from mahdar.archive.components import roots
from mahdar.linking.links import components


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(1, 30))))
def test_components_in_memory_are_those_of_linking(pairs: list[tuple[int, int]]) -> None:
    wanted = components((str(left), str(right)) for left, right in pairs)
    assert {str(item): str(root) for item, root in roots(pairs).items()} == wanted
