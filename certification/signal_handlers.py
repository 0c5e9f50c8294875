"""What certification does when learning announces a fact."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django_q.tasks import async_task

from certification.actions.advance_dossier import advance_dossiers
from certification.actions.grant_attestation import grant_attestation
from certification.actions.grant_path_attestation import grant_path_attestation
from certification.models import IssuerAuthorisation, JurySession, Scheme, SchemeVersion
from cms.freshness import content_changed
from learning.models import ContentChange, Enrolment, PathEnrolment
from learning.signals import module_completed, path_completed


def module_finished(sender, enrolment: Enrolment, **kwargs) -> None:
    """A finished module earns its attestation and may move a dossier, in the same transaction."""
    grant_attestation(enrolment=enrolment)
    advance_dossiers(candidate=enrolment.learner, structure=enrolment.structure)


def path_finished(sender, path_enrolment: PathEnrolment, **kwargs) -> None:
    """A finished path earns its attestation, in the same transaction."""
    grant_path_attestation(path_enrolment=path_enrolment)


def rules_changed(sender, **kwargs) -> None:
    """What pages remember of schemes in force, and of juries to come, is stale: at once here, and for everybody once
    committed."""
    content_changed()
    transaction.on_commit(content_changed)


def module_changed(sender, instance: ContentChange, created: bool, **kwargs) -> None:
    """The worker looks for the certificates that a change of substance concerns."""
    if created:
        queue = partial(async_task, "certification.tasks.mark_holders", instance.pk)
        transaction.on_commit(queue, robust=True)


def connect() -> None:
    post_save.connect(module_changed, sender=ContentChange, dispatch_uid="certification.module_changed")
    for model in (Scheme, SchemeVersion, IssuerAuthorisation, JurySession):
        post_save.connect(rules_changed, sender=model)
        post_delete.connect(rules_changed, sender=model)
    module_completed.connect(module_finished, dispatch_uid="certification.module_finished")
    path_completed.connect(path_finished, dispatch_uid="certification.path_finished")
