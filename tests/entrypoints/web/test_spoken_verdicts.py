"""What a gate's page gives a screen reader to say: every sentence ends once."""

import pytest

from tests.entrypoints.web.browser_scripts import run_lines

SCRIPT = """
import { createInterface } from "node:readline";
import { sentences } from "ASSETS/gate/assets/sentences.js";
for await (const line of createInterface({ input: process.stdin })) console.log(JSON.stringify(sentences(JSON.parse(line))));
"""


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (["Xanh", "Theo lần kiểm tra gần nhất lúc 03:00.", "Vào"], "Xanh. Theo lần kiểm tra gần nhất lúc 03:00. Vào"),
        (["Đỏ", "", None, "Đã ghi: vào"], "Đỏ. Đã ghi: vào"),
        (["Bạn đã ra chưa?", "Đợi…", "Máy đã đầy!", "Hết."], "Bạn đã ra chưa? Đợi… Máy đã đầy! Hết."),
        (["  ", "Xanh "], "Xanh"),
        ([], ""),
    ],
)  # fmt: skip
def test_every_sentence_ends_once(parts, said, tmp_path):
    assert run_lines(SCRIPT, [parts], tmp_path) == [said]
