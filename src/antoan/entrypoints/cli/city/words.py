"""What people and streets of the synthetic city are called, with weights that follow life roughly.

Names are family, middle, given, in that order. The weights are our own, after published counts of family
names (Nguyễn near 38 of 100); no person is meant.
"""

from typing import Final

FAMILIES: Final[dict[str, float]] = {
    "Nguyễn": 38.4, "Trần": 11.0, "Lê": 9.5, "Phạm": 7.1, "Huỳnh": 4.5, "Phan": 4.5, "Võ": 3.2, "Vũ": 1.6,
    "Đặng": 2.1, "Bùi": 2.0, "Đỗ": 1.4, "Hồ": 1.3, "Ngô": 1.3, "Hoàng": 1.2, "Dương": 1.0, "Đinh": 0.9, "Lý": 0.9,
    "Trương": 1.3, "Lâm": 0.7, "Mai": 0.6, "Đoàn": 0.6, "Cao": 0.5, "Tạ": 0.4, "Châu": 0.4, "Quách": 0.2,
    "Thái": 0.4, "Lưu": 0.4, "Tô": 0.3, "Hà": 0.5, "Trịnh": 0.5, "Tăng": 0.2, "Diệp": 0.2, "Kiều": 0.2, "Ông": 0.05,
    "Tôn": 0.15, "La": 0.15, "Văn": 0.2, "Từ": 0.15, "Phùng": 0.25, "Nghiêm": 0.05, "Triệu": 0.1, "Chung": 0.05,
}  # fmt: skip

MIDDLES_OF_MEN: Final[dict[str, float]] = {
    "Văn": 24, "Minh": 8, "Hữu": 6, "Đức": 5, "Thanh": 6, "Quốc": 6, "Hoàng": 6, "Ngọc": 4, "Công": 4, "Xuân": 3,
    "Tấn": 4, "Trọng": 3, "Đình": 3, "Gia": 3, "Anh": 3, "Thành": 4, "Duy": 4, "Nhật": 2, "Phúc": 2, "Bá": 1,
    "Quang": 4, "Viết": 1, "Chí": 2, "": 2,
}  # fmt: skip
MIDDLES_OF_WOMEN: Final[dict[str, float]] = {
    "Thị": 26, "Thị Ngọc": 4, "Thị Kim": 4, "Thị Thu": 4, "Thị Mỹ": 3, "Thị Hồng": 3, "Thị Thanh": 4, "Ngọc": 8,
    "Kim": 4, "Mỹ": 3, "Thu": 3, "Bích": 2, "Hồng": 2, "Thúy": 2, "Như": 3, "Phương": 4, "Minh": 3, "Bảo": 3,
    "Thanh": 4, "Gia": 2, "Khánh": 2, "Quỳnh": 2, "Tường": 1, "Diễm": 1, "": 2,
}  # fmt: skip

# From the most to the least frequent; the weight of the n-th is 1/(n + 6).
GIVEN_TO_MEN: Final = (
    "Hùng", "Minh", "Tuấn", "Dũng", "Hải", "Long", "Huy", "Nam", "Thắng", "Khoa", "Phúc", "Tâm", "Thành", "Sơn",
    "Hiếu", "Đạt", "Nghĩa", "Khang", "Phong", "Quân", "An", "Bình", "Cường", "Đức", "Giang", "Hậu", "Hòa", "Hưng",
    "Khánh", "Kiên", "Lâm", "Lộc", "Lợi", "Nhân", "Phát", "Phú", "Quang", "Quốc", "Quý", "Tài", "Tân", "Thái",
    "Thịnh", "Thiện", "Thuận", "Tiến", "Tín", "Toàn", "Trí", "Trọng", "Trung", "Trường", "Tú", "Tùng", "Vinh",
    "Vũ", "Vương", "Bảo", "Nguyên", "Duy", "Hoàng", "Việt", "Chiến", "Công", "Đông", "Hào", "Khôi", "Luân", "Mạnh",
    "Nhật", "Pháp", "Sang", "Thạch", "Thông", "Tường", "Văn", "Xuân", "Ý", "Được", "Út",
)  # fmt: skip
GIVEN_TO_WOMEN: Final = (
    "Lan", "Hương", "Linh", "Trang", "Anh", "Hà", "Thảo", "Ngọc", "Mai", "Hằng", "Nhung", "Vy", "Hoa", "Phương",
    "Yến", "Oanh", "Ngân", "My", "Nhi", "Thủy", "Hạnh", "Dung", "Hiền", "Hồng", "Huệ", "Kiều", "Kim", "Lệ", "Liên",
    "Loan", "Ly", "Mỹ", "Nga", "Nguyệt", "Như", "Phượng", "Quyên", "Quỳnh", "Tâm", "Thanh", "Thi", "Thu", "Thư",
    "Thương", "Thy", "Tiên", "Trâm", "Trân", "Trinh", "Trúc", "Tú", "Tuyền", "Tuyết", "Uyên", "Vân", "Xuân", "Châu",
    "Chi", "Diễm", "Diệp", "Đào", "Giang", "Hân", "Khánh", "Lam", "Minh", "Ngà", "Nhã", "Phụng", "Sương", "Thắm",
    "Thoa", "Thơ", "Thúy", "Bích", "Cúc", "Sen", "Út", "Bé", "An",
)  # fmt: skip

STREETS: Final = (
    "Lê Lợi", "Nguyễn Huệ", "Hai Bà Trưng", "Trần Hưng Đạo", "Lý Thường Kiệt", "Nguyễn Trãi", "Điện Biên Phủ",
    "Võ Thị Sáu", "Cách Mạng Tháng Tám", "Phan Đình Phùng", "Nguyễn Thị Minh Khai", "Lê Văn Sỹ", "Nguyễn Văn Cừ",
    "Hoàng Văn Thụ", "Phan Xích Long", "Lê Quang Định", "Nơ Trang Long", "Bạch Đằng", "Xô Viết Nghệ Tĩnh",
    "Nguyễn Oanh", "Quang Trung", "Phan Văn Trị", "Lê Đức Thọ", "Âu Cơ", "Lạc Long Quân", "Hòa Bình", "Tân Kỳ Tân Quý",
    "Kinh Dương Vương", "Hồng Bàng", "An Dương Vương", "Nguyễn Tri Phương", "Ngô Gia Tự", "Sư Vạn Hạnh",
    "Thành Thái", "Ba Tháng Hai", "Tô Hiến Thành", "Trường Chinh", "Cộng Hòa", "Nguyễn Văn Trỗi", "Nam Kỳ Khởi Nghĩa",
    "Pasteur", "Võ Văn Kiệt", "Tôn Đức Thắng", "Khánh Hội", "Hoàng Diệu", "Đoàn Văn Bơ", "Huỳnh Tấn Phát",
    "Nguyễn Thị Thập", "Lê Văn Lương", "Phạm Hùng", "Tạ Quang Bửu", "Phạm Thế Hiển", "Quốc lộ 1", "Quốc lộ 13",
    "Quốc lộ 22", "Kha Vạn Cân", "Võ Văn Ngân", "Đặng Văn Bi", "Lê Văn Việt", "Đỗ Xuân Hợp", "Nguyễn Duy Trinh",
    "Lương Định Của", "Trần Não", "Mai Chí Thọ", "Song Hành", "Tỉnh lộ 8", "Tỉnh lộ 10", "Nguyễn Ảnh Thủ", "Tô Ký",
)  # fmt: skip

PLACE_NAMES: Final = (
    "An Phú", "Bình Minh", "Đại Phát", "Hòa Bình", "Hồng Hà", "Kim Long", "Minh Tâm", "Nam Việt", "Ngọc Lan",
    "Phú Quý", "Phước Lộc", "Sao Mai", "Tân Tiến", "Thành Công", "Thiên Phú", "Thịnh Vượng", "Trường An", "Vạn Xuân",
    "Việt Hưng", "Đông Á", "Hoàng Gia", "Phương Nam", "Sài Gòn", "Gia Định", "Bến Nghé", "Cửu Long", "Lạc Hồng",
)  # fmt: skip
