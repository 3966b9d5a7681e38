"""The columns of a staff list. Our own: no official file was found (domain.md §13) [I]."""

from typing import Final

from antoan.foundation.imports.values import Column

STAFF_CODE: Final = "staff_code"
NAME: Final = "name"
BIRTH: Final = "birth"
GENDER: Final = "gender"
PAPER: Final = "paper"
PHONE: Final = "phone"
WARD: Final = "ward"
JOB: Final = "job"
COHORT: Final = "cohort"

COLUMNS: Final = (
    Column(
        STAFF_CODE, "Mã nhân viên", ("Mã NV", "MSNV", "Mã số nhân viên", "Mã số", "Staff code", "Employee ID"),
        example="NV0012", hint="Không bắt buộc.", width=14,
    ),
    Column(
        NAME, "Họ và tên", ("Họ tên", "Họ tên người lao động", "Họ và tên người lao động", "Tên nhân viên", "Full name", "Name"),
        is_required=True, example="Nguyễn Văn An", hint="Viết đủ họ, tên đệm, tên, có dấu (phông Unicode).", width=28,
    ),
    Column(
        BIRTH, "Ngày sinh", ("Ngày tháng năm sinh", "Năm sinh", "Ngày, tháng, năm sinh", "Date of birth", "Birth date"),
        is_required=True, example="25/12/1990", hint="Ngày trước, tháng sau. Chỉ biết năm thì viết năm: 1990.", width=14,
    ),
    Column(
        GENDER, "Giới tính", ("Giới", "Phái", "Sex", "Gender"), example="Nam", hint="Nam hoặc Nữ. Không bắt buộc.", width=10,
    ),
    Column(
        PAPER, "Số CCCD, CMND hoặc hộ chiếu",
        ("Số CCCD", "CCCD", "Số CMND", "CMND", "Số CMND/CCCD", "CMND/CCCD", "Số CCCD/CMND", "CCCD/CMND", "Căn cước công dân",
         "Số căn cước", "Số căn cước công dân", "Số định danh", "Số giấy tờ", "Số hộ chiếu", "Hộ chiếu", "Số CCCD/CMND/Hộ chiếu",
         "ID number", "Passport"),
        is_required=True, example="079090000123", hint="Đủ 12 số (CCCD) hoặc 9 số (CMND), kể cả số 0 ở đầu; hoặc số hộ chiếu.", width=22,
    ),
    Column(
        PHONE, "Số điện thoại", ("Điện thoại", "SĐT", "Số ĐT", "Di động", "Phone", "Mobile"),
        example="0908123456", hint="Đủ 10 số, kể cả số 0 ở đầu. Không bắt buộc.", width=14,
    ),
    Column(
        WARD, "Phường, xã nơi ở", ("Phường/xã", "Phường xã", "Phường", "Nơi ở", "Ward"),
        example="Phường Sài Gòn", hint="Tên phường, xã. Không bắt buộc.", width=20,
    ),
    Column(
        JOB, "Bộ phận, công việc", ("Bộ phận", "Phòng ban", "Công việc", "Chức vụ", "Vị trí", "Department", "Job"),
        example="Xưởng may 2", hint="Không bắt buộc.", width=20,
    ),
    Column(
        COHORT, "Tổ, ca", ("Tổ", "Ca", "Ca làm việc", "Nhóm", "Tổ/ca", "Chuyền", "Shift", "Group"),
        example="Tổ A ca sáng", hint="Người cùng tổ làm, ăn, nghỉ cùng nhau. Không bắt buộc.", width=18,
    ),
)  # fmt: skip
