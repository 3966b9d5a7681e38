"""The columns of a list of doses. Our own: the columns of the national platform's file were not found (domain facts, 13) [I]."""

from typing import Final

from antoan.foundation.imports.values import Column

NAME: Final = "name"
BIRTH: Final = "birth"
GENDER: Final = "gender"
PAPER: Final = "paper"
INSURANCE: Final = "insurance"
QID: Final = "qid"
PHONE: Final = "phone"
PRODUCT: Final = "product"
GIVEN_ON: Final = "given_on"
GIVEN_TIME: Final = "given_time"
DOSE_NUMBER: Final = "dose_number"
LOT: Final = "lot"
SITE: Final = "site"
REFERENCE: Final = "reference"

COLUMNS: Final = (
    Column(
        NAME, "Họ và tên", ("Họ tên", "Họ tên người được tiêm", "Họ và tên người tiêm", "Full name", "Name"),
        is_required=True, example="Nguyễn Văn An", hint="Viết đủ họ, tên đệm, tên, có dấu (phông Unicode).", width=28,
    ),
    Column(
        BIRTH, "Ngày sinh", ("Ngày tháng năm sinh", "Năm sinh", "Ngày, tháng, năm sinh", "Date of birth", "Birth date"),
        is_required=True, example="25/12/1990", hint="Ngày trước, tháng sau. Chỉ biết năm thì viết năm: 1990.", width=14,
    ),
    Column(GENDER, "Giới tính", ("Giới", "Phái", "Sex", "Gender"), example="Nam", hint="Nam hoặc Nữ. Không bắt buộc.", width=10),
    Column(
        PAPER, "Số CCCD, CMND hoặc hộ chiếu",
        ("Số CCCD", "CCCD", "Số CMND", "CMND", "Số CMND/CCCD", "CMND/CCCD", "Số CCCD/CMND", "CCCD/CMND", "Số định danh", "Số giấy tờ",
         "Số CMND/CCCD/Hộ chiếu", "Số CCCD/CMND/Hộ chiếu", "ID number", "Passport"),
        example="079090000123", hint="Đủ 12 số (CCCD) hoặc 9 số (CMND), kể cả số 0 ở đầu; hoặc số hộ chiếu.", width=22,
    ),
    Column(
        INSURANCE, "Số thẻ BHYT", ("BHYT", "Mã thẻ BHYT", "Số BHYT", "Mã số BHXH", "Số BHXH", "Insurance number"),
        example="DN4797700880012", hint="15 ký tự trên thẻ, hoặc 10 số BHXH. Không bắt buộc.", width=20,
    ),
    Column(QID, "Mã QR cá nhân (QID)", ("QID", "Mã định danh y tế"), hint="Không bắt buộc.", width=22),
    Column(
        PHONE, "Số điện thoại", ("Điện thoại", "SĐT", "Số ĐT", "Di động", "Phone", "Mobile"),
        example="0908111222", hint="Đủ 10 số. Cần có khi không có giấy tờ nào ở trên.", width=14,
    ),
    Column(
        PRODUCT, "Vắc xin", ("Loại vắc xin", "Tên vắc xin", "Vaccine", "Loại vaccine", "Tên vaccine", "Product"),
        is_required=True, example="Comirnaty (Pfizer/BioNTech)", hint="Tên trên hộp.", width=24,
    ),
    Column(
        GIVEN_ON, "Ngày tiêm", ("Ngày tiêm chủng", "Thời gian tiêm", "Date given", "Vaccination date"),
        is_required=True, example="15/10/2021", hint="Ngày trước, tháng sau.", width=14,
    ),
    Column(GIVEN_TIME, "Giờ tiêm", ("Giờ",), example="08:30", hint="Không bắt buộc.", width=10),
    Column(
        DOSE_NUMBER, "Mũi số", ("Mũi", "Mũi thứ", "Lần tiêm", "Mũi tiêm", "Dose", "Dose number"),
        is_required=True, example="2", hint="Số từ 1 đến 9.", width=8,
    ),
    Column(LOT, "Số lô", ("Lô", "Lô vắc xin", "Số lô vắc xin", "Lot", "Batch"), example="FF8871", hint="Không bắt buộc.", width=14),
    Column(
        SITE, "Nơi tiêm", ("Điểm tiêm", "Cơ sở tiêm", "Địa điểm tiêm", "Site"),
        example="Nhà thi đấu Phú Thọ", hint="Không bắt buộc.", width=28,
    ),
    Column(
        REFERENCE, "Mã mũi tiêm ở nơi gửi", ("Mã mũi tiêm", "Mã phiếu", "Reference"),
        hint="Số của mũi tiêm trong phần mềm của bạn. Không bắt buộc.", width=22,
    ),
)  # fmt: skip
