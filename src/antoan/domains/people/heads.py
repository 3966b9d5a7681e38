"""What a personal code says of a person. Pure, given the person."""

from antoan.domains.codes.national import DeclaredKind, GenderDigit, PersonalHead
from antoan.domains.people.values import DocumentKind, PersonView
from antoan.kit.phones import national_phone


def head_of(person: PersonView) -> PersonalHead:
    """Return what the national string says of a person."""
    return PersonalHead(
        document_number=person.identity_number,
        full_name=person.full_name,
        birth_on=person.birth.on,
        declared_kind=DeclaredKind.SELF,
        qid=person.qid,
        gender=GenderDigit.of(person.gender),
        bhyt=person.number_of(DocumentKind.BHYT),
        phone=national_phone(person.phones[0]) if person.phones else "",
    )
