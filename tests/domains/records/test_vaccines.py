"""The catalogue recognises the vaccines of Viet Nam by whatever people call them."""

import pytest

from antoan.domains.records.vaccines import NoSuchVaccine, find_vaccine, vaccine, vaccines


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Pfizer", "comirnaty"), ("Vắc xin Pfizer/BioNTech", "comirnaty"), ("COMIRNATY", "comirnaty"),
        ("EU/1/20/1528", "comirnaty"), ("Vero Cell (Sinopharm)", "vero-cell"), ("verocell", "vero-cell"),
        ("Gam-COVID-Vac", "sputnik-v"), ("J&J", "janssen"), ("AstraZeneca ", "astrazeneca"),
        ("Covishield", "astrazeneca"), ("hayat vax", "hayat-vax"), ("abdala", "abdala"),
    ],
)  # fmt: skip
def test_vaccine_is_known_by_its_names(text, key):
    assert find_vaccine(text) == vaccine(key)


@pytest.mark.parametrize("text", ["", "  ", "vaccine", "Paracetamol", "vắc xin"])
def test_other_words_are_no_vaccine(text):
    assert find_vaccine(text) is None


def test_unknown_key_is_refused_with_the_known_ones():
    with pytest.raises(NoSuchVaccine, match="comirnaty"):
        vaccine("novavax")


def test_courses_are_those_of_the_basic_schedule():
    doses = {product.key: product.course_doses for product in vaccines()}
    assert doses.pop("janssen") == 1
    assert doses.pop("abdala") == 3
    assert set(doses.values()) == {2}


def test_no_interval_is_shorter_than_the_wait_after_a_dose():
    """hcm-2021-10-01 passes two doses whose first is not dated: it must have been 14 days ago (rule `vaccinated`)."""
    assert all(product.interval_days_min >= 14 for product in vaccines() if product.course_doses > 1)


def test_what_no_source_confirms_is_marked():
    assert vaccine("janssen").unconfirmed == {"age_years_min", "approved_on"}
    assert vaccine("comirnaty").unconfirmed == {"age_years_min", "interval_days_min"}


def test_names_mean_one_product_each():
    names = [name.casefold() for product in vaccines() for name in (product.key, *product.names)]
    keys = {find_vaccine(name).key for name in names}
    assert keys == {product.key for product in vaccines()}
    assert all(find_vaccine(name).key == product.key for product in vaccines() for name in product.names)
