"""What happens when the platform is set up, and when what everybody reads has changed."""

from __future__ import annotations

from django.db import connections, transaction
from django.db.models.signals import post_migrate, post_save

from cms.freshness import content_changed
from skills.actions.install_framework import install_framework
from skills.models import Framework


def install(sender, using: str = "default", **kwargs) -> None:
    """Our framework is there from the first migration on; a database that goes backwards has no table for it."""
    if Framework._meta.db_table in connections[using].introspection.table_names():
        install_framework()


def framework_changed(sender, **kwargs) -> None:
    """What pages remember of the frameworks is stale: at once here, and for everybody once committed."""
    content_changed()
    transaction.on_commit(content_changed)


def connect(config) -> None:
    post_migrate.connect(install, sender=config, dispatch_uid="skills.install")
    post_save.connect(framework_changed, sender=Framework, dispatch_uid="skills.framework_changed")
