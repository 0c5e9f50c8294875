"""Who reads a page again before it is published.

A trainer submits; somebody else who may publish in the same house approves. Guarantee: nobody approves words of their
own, whatever their role: neither what they wrote nor what they asked to publish. The offer is withheld on screen, and
the act is refused when it is sent all the same.
"""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    AbstractGroupApprovalTask,
    Revision,
    TaskState,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from accounts.models import Structure, User
from accounts.rules.roles import PUBLISHING_ROLES


class PeerReviewTask(AbstractGroupApprovalTask):
    """One reading by a peer: a validator or a manager of the house who neither wrote the words nor submitted them."""

    class Meta:
        verbose_name = _("reading by a peer")
        verbose_name_plural = _("readings by a peer")

    @classmethod
    def get_description(cls) -> str:
        return _("Somebody of these groups approves, never the person who wrote or submitted")

    def get_actions(self, obj, user: User) -> list[tuple]:
        state = obj.current_workflow_task_state
        return [] if state is None or is_own_work(state, user) else super().get_actions(obj, user)

    def get_task_states_user_can_moderate(self, user: User, **kwargs):
        """What awaits this person: nothing of their own."""
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        return states.exclude(workflow_state__requested_by=user).exclude(revision__user=user)

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: User, action_name: str, **kwargs) -> None:
        if not (user.is_superuser or self._user_in_groups(user)) or is_own_work(task_state, user):
            raise PermissionDenied
        super().on_action(task_state, user, action_name, **kwargs)


def is_own_work(state: TaskState, user: User) -> bool:
    """Whether this person submitted the page, or wrote a revision of it since the one that is live.

    Approval publishes the page's latest revision, which contains what everybody wrote since then: each counts as an
    author, whoever saved last. Saving without changing a word makes nobody an author: Wagtail keeps a revision when a
    reader approves a form that only looks changed (a number typed is text until it is checked). Costs one query,
    and one for each revision of theirs.
    """
    if state.workflow_state.requested_by_id == user.pk:
        return True
    revision = state.revision
    written = Revision.objects.filter(
        base_content_type_id=revision.base_content_type_id,
        object_id=revision.object_id,
        user=user,
    )
    live_revision = getattr(state.workflow_state.content_object, "live_revision", None)
    if live_revision is not None:
        written = written.filter(created_at__gt=live_revision.created_at)
    return any(_changes_something(one) for one in written)


#: What a page's revision keeps of its own life, and not of its words.
BOOKKEEPING = frozenset(
    "first_published_at has_unpublished_changes last_published_at latest_revision latest_revision_created_at live "
    "live_revision numchild path depth url_path".split()
)


def _changes_something(revision: Revision) -> bool:
    """Whether this revision says something else than the one before it. Costs one query."""
    before = (
        Revision.objects.filter(
            base_content_type_id=revision.base_content_type_id,
            object_id=revision.object_id,
            pk__lt=revision.pk,
        )
        .order_by("-pk")
        .first()
    )
    return before is None or _words_of(before) != _words_of(revision)


def _words_of(revision: Revision) -> dict:
    return {name: value for name, value in revision.content.items() if name not in BOOKKEEPING}


@transaction.atomic
def ensure_workflow(structure: Structure) -> Workflow:
    """Give the pages of this structure's site a reading by a peer before publication. Safe to repeat.

    The groups are those of its validators and managers; a page with a workflow of its own keeps it.
    """
    root = structure.site.root_page
    name = str(_("Reading by a peer · %(house)s")) % {"house": structure.short_name}
    assigned = WorkflowPage.objects.select_related("workflow").filter(page=root).first()
    if assigned is None:
        workflow = Workflow.objects.create(name=name)
        assigned = WorkflowPage.objects.create(page=root, workflow=workflow)
    workflow = assigned.workflow
    task = PeerReviewTask.objects.filter(workflow_tasks__workflow=workflow).first()
    if task is None:
        task = PeerReviewTask.objects.create(name=name)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    task.groups.set(
        Group.objects.filter(role_group__structure=structure, role_group__role__in=PUBLISHING_ROLES)
    )
    return workflow
