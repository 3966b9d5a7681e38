"""Paper that citizens print: what it says, and that gates read it after all that happens to paper."""

from datetime import date, timedelta
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageFilter

from antoan.domains.codes.queries import code_in_force
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import CITY
from antoan.kit import clock
from tests.entrypoints.web.test_my_code import citizen
from tests.factories.people import a_person
from tests.factories.records import a_dose, a_test

pytestmark = pytest.mark.django_db


def pages_of(answer) -> list[tuple[str, Image.Image]]:
    """Return text and picture of each page, at 200 dots an inch."""
    assert answer.status_code == 200, answer.content[:300]
    assert answer.headers["Cache-Control"] == "no-store, private"
    document = pypdfium2.PdfDocument(answer.content)
    return [(page.get_textpage().get_text_range(), page.render(scale=200 / 72).to_pil()) for page in document]


def worn(picture: Image.Image, degrees: float, blur: float) -> Image.Image:
    """Return a page held askew before a camera that is not quite sharp."""
    return (
        picture.convert("L")
        .rotate(degrees, expand=True, fillcolor=255)
        .filter(ImageFilter.GaussianBlur(blur))
    )


@pytest.fixture
def person():
    return a_person("Nguyễn Thị Ánh Đào", date(1990, 5, 17))


def masked_code(person) -> str:
    code = code_in_force(actor=SYSTEM, qid=person.qid, scope=CITY, today=clock.today(), masked=True)
    return code.text


@pytest.mark.parametrize("degrees", [0, 7, -15])
@pytest.mark.parametrize("blur", [0, 1.5])
def test_card_is_read_back_askew_and_blurred(client, person, degrees, blur):
    front, _back = pages_of(citizen(client, person).post("/me/paper/card"))
    [read] = zxingcpp.read_barcodes(worn(front[1], degrees, blur))
    assert read.text == masked_code(person)
    assert read.text.startswith(f"******{person.identity_number[6:]}|NGUYEN THI ANH DAO|")


def test_card_has_the_size_of_a_card_and_names_its_bearer_with_all_accents(client, person):
    answer = citizen(client, person).post("/me/paper/card")
    document = pypdfium2.PdfDocument(answer.content)
    assert [[round(side / 72 * 25.4, 1) for side in page.get_size()] for page in document] == [
        [85.6, 54.0]
    ] * 2
    (front, _), (back, _) = pages_of(answer)
    assert "Nguyễn Thị Ánh" in front
    assert f"******{person.identity_number[6:]}" in front
    for secret in (person.identity_number, "17/05", "05-17"):
        assert secret not in front + back
    assert "Mã ngắn" in back


def test_picture_of_the_card_is_read_from_a_phones_gallery(client, person):
    answer = citizen(client, person).post("/me/paper/picture")
    assert answer.headers["Content-Type"] == "image/png"
    [read] = zxingcpp.read_barcodes(Image.open(BytesIO(answer.content)))
    assert read.text == masked_code(person)


def test_sheet_says_what_is_verified_and_leaves_out_what_waits(client, person):
    a_dose(person.id, clock.today() - timedelta(days=60))
    a_dose(person.id, clock.today() - timedelta(days=10), product="spikevax", dose_number=2, origin=_own())
    a_test(person.id, clock.now() - timedelta(days=1))
    text = "".join(page for page, _ in pages_of(citizen(client, person).post("/me/paper/sheet")))
    assert "Mũi 1: Comirnaty (Pfizer)" in " ".join(text.split())
    assert "Spikevax" not in text
    assert "Âm tính" in text
    assert person.identity_number not in text


def test_sheet_of_many_records_goes_on_to_further_pages(client, person):
    for number in range(25):
        a_test(person.id, clock.now() - timedelta(days=number + 1))
    assert len(pages_of(citizen(client, person).post("/me/paper/sheet"))) > 1


def test_paper_made_again_carries_the_same_code(client, person):
    client = citizen(client, person)
    client.post("/me/paper/card")
    first = masked_code(person)
    client.post("/me/paper/sheet")
    assert masked_code(person) == first


def test_paper_speaks_english_to_who_reads_english(client, person):
    client = citizen(client, person)
    client.cookies["django_language"] = "en"
    (front, _), _back = pages_of(client.post("/me/paper/card"))
    assert "An Toàn card" in front


def _own():
    from tests.factories.records import SELF

    return SELF
