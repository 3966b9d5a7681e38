"""Writes of samples, one function per use case."""

from antoan.domains.laboratory.services.answering import answer_tube, take_batch, take_table
from antoan.domains.laboratory.services.collecting import add_person, open_tube, record_at_desk

__all__ = ["add_person", "answer_tube", "open_tube", "record_at_desk", "take_batch", "take_table"]
