"""The demo's path: what somebody new in a committee should know, in order, with a module of their choice."""

from __future__ import annotations

from accounts.models import Structure, User
from config.demo.house import child
from config.demo.words import typeset
from learning.actions.join_path import join_path
from learning.models import CataloguePage, ModulePage, PathModule, PathPage

SLUG = "prendre-sa-place-au-bureau"
# Code, whether the path asks for it, the milestone reached after it.
MODULES = (
    ("DROIT", True, "Vous savez lire des statuts et les faire vivre"),
    ("GOUV", True, "Vous préparez une réunion qui décide"),
    ("COMPTA", True, "Vous tenez les comptes d'une petite association"),
    ("COM", False, ""),
    ("NUM", False, ""),
)


def build_paths(structure: Structure, catalogue: CataloguePage, learner: User) -> PathPage:
    """The path, once, and the demo's learner on it."""
    path, _made = child(
        catalogue,
        PathPage,
        SLUG,
        title="Prendre sa place au bureau",
        lead=typeset("Vous venez d'être élu·e ? Trois modules pour commencer, un quatrième à votre choix."),
        audience=typeset("Membres du bureau ou du conseil d'administration, nouveaux ou non"),
        choose=1,
        structure=structure,
        path_modules=[
            PathModule(
                module=ModulePage.objects.child_of(catalogue).get(code=code),
                is_required=is_required,
                milestone=typeset(milestone),
            )
            for code, is_required, milestone in MODULES
        ],
    )
    join_path(learner=learner, path=path, structure=structure, actor=learner)
    return path
