"""Says what is wrong with a file, a row or a cell: what, where, and how to mend it."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from antoan.domains.records.values import Doubt
from antoan.entrypoints.web.shared.doubts import DOUBTS
from antoan.foundation.imports.reading.refusing import Why
from antoan.foundation.imports.values import Column, Fault

FILES: Final = {
    Why.EMPTY: gettext_lazy("Tệp trống. Hãy mở lại tệp trên máy, lưu rồi gửi lần nữa."),
    Why.NOT_A_TABLE: gettext_lazy("Đây không phải là bảng tính (có thể là PDF, ảnh hoặc văn bản). Hãy chép danh sách vào tệp mẫu Excel."),
    Why.PAGE: gettext_lazy("Đây là trang web hoặc tệp XML mang đuôi Excel. Hãy mở bằng Excel, chọn Lưu thành “Excel (.xlsx)”."),
    Why.OTHER_SPREADSHEET: gettext_lazy("Chưa đọc được loại bảng tính này. Hãy chọn Lưu thành “Excel (.xlsx)”."),
    Why.DAMAGED: gettext_lazy("Tệp bị hỏng hoặc tải lên chưa đủ. Hãy mở trên máy, chọn Lưu thành “Excel (.xlsx)” rồi gửi lại."),
    Why.TOO_MUCH_INSIDE: gettext_lazy("Tệp nén quá nhiều dữ liệu. Hãy bỏ ảnh, bỏ các trang tính khác rồi gửi lại."),
    Why.TOO_HARD: gettext_lazy("Tệp quá nặng để đọc. Hãy chép riêng danh sách vào tệp mẫu rồi gửi lại."),
    Why.MACROS: gettext_lazy("Tệp có macro nên không được nhận. Hãy chọn Lưu thành “Excel (.xlsx)”, không có macro."),
    Why.PASSWORD: gettext_lazy("Tệp có mật khẩu. Hãy bỏ mật khẩu rồi gửi lại."),
    Why.NO_ROWS: gettext_lazy("Tệp có tiêu đề nhưng không có dòng nào. Hãy điền danh sách bên dưới dòng tiêu đề."),
    Why.NO_HEADER: gettext_lazy("Không thấy dòng tiêu đề (Họ và tên, Ngày sinh, Số CCCD…) trong 20 dòng đầu. Hãy dùng tệp mẫu."),
    Why.COLUMNS_MISSING: gettext_lazy("Thiếu cột bắt buộc. Hãy thêm các cột này vào dòng tiêu đề:"),
    Why.COLUMN_TWICE: gettext_lazy("Hai cột nói cùng một điều. Hãy giữ một cột:"),
    Why.TWO_LISTS: gettext_lazy("Có hai trang tính cùng chứa danh sách. Hãy gộp vào một trang hoặc ẩn trang thừa:"),
    Why.ENCODING: gettext_lazy("Không đọc được chữ trong tệp. Hãy lưu thành “Excel (.xlsx)” hoặc “CSV UTF-8”."),
    Why.MIXED_ENCODING: gettext_lazy("Tệp lẫn hai bảng mã chữ Việt. Hãy lưu lại thành “CSV UTF-8”. Dòng đầu tiên bị lẫn:"),
    Why.NUL: gettext_lazy("Tệp chứa ký tự lạ, có thể bị hỏng. Hãy mở trên máy và lưu thành “Excel (.xlsx)”."),
    Why.QUOTES: gettext_lazy("Có dấu ngoặc kép không đóng. Hãy sửa, hoặc lưu thành “Excel (.xlsx)”. Dòng:"),
    Why.TOO_MANY_ROWS: gettext_lazy("Tệp có quá nhiều dòng nên không nạp dòng nào. Hãy chia nhỏ. Nhiều nhất:"),
    Why.TOO_MANY_COLUMNS: gettext_lazy("Tệp có quá nhiều cột. Hãy chỉ giữ các cột của tệp mẫu."),
    Why.SHORT: gettext_lazy("Đọc được ít dòng hơn số dòng trong tệp nên không nạp dòng nào. Hãy gửi lại."),
}  # fmt: skip
_RUNS: Final = {
    "file_lost": gettext_lazy("Tệp không còn trên máy chủ. Hãy gửi lại."),
    "short": gettext_lazy(
        "Số dòng hoặc nội dung sau khi nạp không khớp tệp, nên đã bỏ toàn bộ. Hãy gửi lại."
    ),
    "stuck_waiting": gettext_lazy("Máy chủ không đọc được tệp sau nhiều lần thử. Hãy gửi lại."),
    "stuck_checking": gettext_lazy("Máy chủ không kiểm tra được tệp sau nhiều lần thử. Hãy gửi lại."),
    "stuck_loading": gettext_lazy("Máy chủ không nạp được hết tệp nên đã bỏ toàn bộ. Hãy gửi lại."),
    "stuck_undoing": gettext_lazy("Chưa bỏ được hết những dòng đã nạp. Hãy gọi tổng đài 1022."),
}
_CELLS: Final = {
    "missing": gettext_lazy("ô trống, hãy điền."),
    "formula": gettext_lazy("là công thức; đã lấy kết quả, hãy xem có đúng không."),
    "formula_empty": gettext_lazy("là công thức chưa có kết quả. Hãy chép giá trị (Dán đặc biệt, Giá trị)."),
    "error_cell": gettext_lazy("báo lỗi trong bảng tính (#N/A, #REF!…). Hãy gõ lại."),
    "merged": gettext_lazy("nằm trong ô gộp. Hãy bỏ gộp ô và điền từng dòng."),
    "too_long": gettext_lazy("quá dài, hãy viết ngắn lại."),
    "inexact": gettext_lazy("là số quá dài, bảng tính đã làm mất chữ số cuối. Hãy đổi ô sang dạng Văn bản và gõ lại."),
    "old_font": gettext_lazy("viết bằng phông chữ cũ (VNI, TCVN3). Hãy gõ lại bằng Unicode."),
    "two_digit_year": gettext_lazy("năm chỉ có hai chữ số. Hãy viết đủ, ví dụ 25/12/1990."),
    "month_first": gettext_lazy("có vẻ viết tháng trước ngày. Hãy viết ngày trước: 25/12/1990."),
    "month_first_elsewhere": gettext_lazy("dòng khác trong tệp viết tháng trước ngày: hãy xem dòng này có bị như vậy không."),
    "maybe_swapped": gettext_lazy("bảng tính có thể đã đổi chỗ ngày và tháng: hãy xem lại."),
    "serial": gettext_lazy("là số thứ tự ngày của bảng tính; đã đổi ra ngày, hãy xem có đúng không."),
    "out_of_time": gettext_lazy("ngày ở tương lai, hoặc quá xa."),
    "scientific": gettext_lazy("bị bảng tính đổi thành dạng 7,9E+10. Hãy đổi ô sang dạng Văn bản và gõ đủ số."),
    "zero_added": gettext_lazy("thiếu số 0 ở đầu; đã thêm, hãy xem có đúng không."),
    "phone_ignored": gettext_lazy("không phải số điện thoại 10 chữ số, nên bỏ qua."),
    "paper_province": gettext_lazy("ba số đầu không phải mã tỉnh nào: hãy xem lại giấy gốc."),
    "paper_gender": gettext_lazy("số này là của giới tính khác: hãy xem lại giấy gốc."),
    "paper_birth_year": gettext_lazy("số này là của năm sinh khác: hãy xem lại giấy gốc."),
    "paper_shape": gettext_lazy("hình thức khác thường: hãy xem lại giấy gốc."),
    "paper_taken": gettext_lazy("số này thuộc hồ sơ có họ tên hoặc ngày sinh khác: hãy xem giấy gốc."),
    "lives_elsewhere": gettext_lazy("người này có hồ sơ ở phường, xã khác: hãy sửa nơi ở của hồ sơ trước."),
    "alike": gettext_lazy("phường, xã đã có người rất giống: hãy tìm người đó ở bàn rồi làm thẻ riêng, hoặc đăng ký tại bàn."),
    "by_name": gettext_lazy("đã có hồ sơ cùng họ tên, cùng ngày sinh ở phường, xã; sẽ làm thẻ cho hồ sơ đó."),
    "not_on_list": gettext_lazy("không có trong danh sách người lao động đã ghép hồ sơ của đơn vị."),
    "name_differs": gettext_lazy("khác họ tên của người mang số giấy tờ này trong danh sách của đơn vị."),
    "past_bound": gettext_lazy("một danh sách có nhiều nhất 20.000 người: hãy chia danh sách thành nhiều tệp."),
    "insurance_ignored": gettext_lazy("không phải số thẻ BHYT (15 ký tự, hoặc 10 số BHXH), nên bỏ qua."),
    "time_ignored": gettext_lazy("không phải giờ như 08:30, nên bỏ qua."),
    "ward_unknown": gettext_lazy("không tìm thấy phường, xã này, nên bỏ qua."),
}  # fmt: skip
_UNREADABLE: Final = {
    "name": gettext_lazy("không phải họ tên: hãy viết đủ họ và tên."),
    "birth": gettext_lazy("không phải ngày: hãy viết như 25/12/1990, hoặc chỉ năm."),
    "paper": gettext_lazy("cần đủ 12 số (CCCD), 9 số (CMND), hoặc số hộ chiếu bắt đầu bằng chữ."),
    "gender": gettext_lazy("cần là Nam hoặc Nữ, nên bỏ qua."),
    "given_on": gettext_lazy("không phải ngày: hãy viết đủ như 15/10/2021."),
    "dose_number": gettext_lazy("cần là số từ 1 đến 9."),
}
# Rows of doses that can be loaded, and what becomes of them.
_ROWS: Final = {
    "person_doubtful": gettext_lazy("Chưa chắc của ai: có người giống tên, ngày sinh. Dòng này được để riêng, chưa tính cho ai."),
    "person_conflict": gettext_lazy("Số giấy tờ là của người có tên hoặc ngày sinh khác. Dòng này được để riêng, chưa tính cho ai."),
    "person_unknown": gettext_lazy("Chưa ai có hồ sơ như vậy."),
}  # fmt: skip
_DOUBT: Final = "doubt:"  # Then the name of a doubt about a dose.


def file_fault(code: str, detail: str) -> str:
    """Say why a file was refused, or a run failed."""
    known: Mapping[str, Any] = {why.value: text for why, text in FILES.items()} | _RUNS
    text = known.get(code, FILES[Why.DAMAGED])
    return f"{text} {detail}".strip() if detail and str(text).endswith(":") else str(text)


def row_faults(faults: Iterable[Fault], columns: Iterable[Column]) -> list[str]:
    """Say what is wrong with a row, one line a fault."""
    titles = {column.key: column.title for column in columns}
    return [said(fault, titles.get(fault.column, "")) for fault in faults]


def said(fault: Fault, title: str = "") -> str:
    """Say one fault; with the title of its column when there is one."""
    if fault.code == "twice":
        return _("Người này, hoặc giấy tờ này, đã có ở dòng %(row)s: hãy giữ một dòng.") % {
            "row": fault.detail
        }
    if fault.code == "hidden":
        return _("Dòng này bị ẩn trong bảng tính: hãy xem có muốn nạp không.")
    if fault.code in _ROWS:
        return str(_ROWS[fault.code])
    if fault.code.startswith(_DOUBT):
        doubt = DOUBTS[Doubt(fault.code.removeprefix(_DOUBT))]
        return _("Chưa tính cho đến khi được xem lại: %(doubt)s.") % {"doubt": doubt}
    text = _UNREADABLE.get(fault.column) if fault.code == "unreadable" else _CELLS.get(fault.code)
    words = str(text or _("chưa đúng, hãy xem lại."))
    return f"{title}: {words}" if title else words[:1].upper() + words[1:]
