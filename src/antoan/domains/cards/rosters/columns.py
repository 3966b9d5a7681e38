"""The columns of a list that somebody brings. Our own: no official file was found (domain.md §13) [I]."""

from typing import Final

from antoan.foundation.imports.values import Column

NAME: Final = "name"
BIRTH: Final = "birth"
GENDER: Final = "gender"
PAPER: Final = "paper"
PHONE: Final = "phone"
ADDRESS: Final = "address"

COLUMNS: Final = (
    Column(
        NAME, "Họ và tên", ("Họ tên", "Tên", "Họ và tên người dân", "Full name", "Name"),
        is_required=True, example="Nguyễn Thị Sáu", hint="Viết đủ họ, tên đệm, tên, có dấu (phông Unicode).", width=28,
    ),
    Column(
        BIRTH, "Ngày sinh", ("Ngày tháng năm sinh", "Năm sinh", "Ngày, tháng, năm sinh", "Date of birth", "Birth date"),
        is_required=True, example="25/12/1950", hint="Ngày trước, tháng sau. Chỉ biết năm thì viết năm: 1950.", width=14,
    ),
    Column(
        GENDER, "Giới tính", ("Giới", "Phái", "Sex", "Gender"), example="Nữ", hint="Nam hoặc Nữ. Không bắt buộc.", width=10,
    ),
    Column(
        PAPER, "Số CCCD, CMND hoặc hộ chiếu",
        ("Số CCCD", "CCCD", "Số CMND", "CMND", "Số CMND/CCCD", "CMND/CCCD", "Số CCCD/CMND", "CCCD/CMND", "Căn cước công dân",
         "Số căn cước", "Số căn cước công dân", "Số định danh", "Số giấy tờ", "Số hộ chiếu", "Hộ chiếu", "Số CCCD/CMND/Hộ chiếu",
         "ID number", "Passport"),
        example="079150000123", hint="Đủ 12 số (CCCD) hoặc 9 số (CMND), kể cả số 0 ở đầu. Trẻ em chưa có thì để trống.", width=22,
    ),
    Column(
        PHONE, "Số điện thoại", ("Điện thoại", "SĐT", "Số ĐT", "Di động", "Phone", "Mobile"),
        example="0908111222", hint="Của người đó hoặc của gia đình. Không bắt buộc.", width=14,
    ),
    Column(
        ADDRESS, "Số nhà, đường", ("Địa chỉ", "Nơi ở", "Số nhà", "Tổ dân phố", "Khu phố", "Address"),
        example="12 Lê Lợi, khu phố 3", hint="Không bắt buộc.", width=28,
    ),
)  # fmt: skip
