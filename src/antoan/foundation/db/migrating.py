"""Brings the tables up to date in seconds: a change of one model renders that model anew, not all it is related to."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db.migrations.state import ProjectState


@contextmanager
def rendering_alone() -> Iterator[None]:
    """Render only the model an operation changes (decision 0013).

    Django also renders all models that can be reached from it, which grows with the square of their number and was
    nine tenths of a new installation's start. Tables need none of that; Python in a migration does, so the state is
    marked as Django marks its own shortcut: RunPython then renders everything afresh.
    """

    def reload_model(state: ProjectState, app_label: str, model_name: str, delay: bool = False) -> None:
        reload_models(state, {(app_label, model_name)})

    def reload_models(state: ProjectState, models: set[tuple[str, str]], delay: bool = True) -> None:
        state.is_delayed = True
        if "apps" in state.__dict__:
            state._reload(models)  # type: ignore[attr-defined]  # Private, but the one way to render a few.

    djangos = {name: getattr(ProjectState, name) for name in ("reload_model", "reload_models")}
    _put(reload_model=reload_model, reload_models=reload_models)
    try:
        yield
    finally:
        _put(**djangos)


def _put(**methods: Callable[..., None]) -> None:
    for name, method in methods.items():
        setattr(ProjectState, name, method)
