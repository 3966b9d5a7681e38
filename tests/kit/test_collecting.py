"""A batch runs without collections, and whatever becomes of it they go on afterwards."""

import gc

import pytest

from antoan.kit.collecting import collecting_later


def test_collections_wait_for_the_end_of_a_batch_even_one_that_fails():
    def fails():
        with collecting_later():
            assert not gc.isenabled()
            raise KeyError

    with pytest.raises(KeyError):
        fails()
    assert gc.isenabled()


def test_a_batch_within_a_batch_leaves_collections_to_the_outer_one():
    with collecting_later():
        with collecting_later():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
