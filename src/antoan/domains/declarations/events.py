"""What happens to declarations."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HealthDeclared:
    """A declaration about this person came, was confirmed or was annulled."""

    person_id: int


@dataclass(frozen=True, slots=True)
class DeclarationsForgotten:
    """Old declarations about these people were deleted, because their time was over."""

    person_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DeclarationNeedsCare:
    """A declaration is a risk or is doubted: somebody has to look."""

    declaration_id: str
    person_id: int


@dataclass(frozen=True, slots=True)
class DeclaredForAnother:
    """Somebody declared about an adult who has not agreed yet."""

    declaration_id: str
    person_id: int


@dataclass(frozen=True, slots=True)
class DeclarationSettled:
    """The person, or health staff, said that a declaration is true or that it is not."""

    declaration_id: str
    person_id: int
    is_true: bool


@dataclass(frozen=True, slots=True)
class DeclaredAtGate:
    """A gate took a declaration that needs care, or the person's agreement. Written by the scan process."""

    declaration_id: str
    person_id: int
    needs_care: bool
    needs_consent: bool
