"""Keep a picture that came in a file, among those of its structure."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from wagtail.images import get_image_model

from cms.uploads import CheckedImageField

if TYPE_CHECKING:
    from accounts.models import Structure, User
    from learning.exchange.base import Picture


def is_picture(picture: Picture) -> bool:
    """Whether it can be read to its end, and is of a kind that we take."""
    try:
        CheckedImageField().clean(SimpleUploadedFile(picture.name, picture.content))
    except forms.ValidationError:
        return False
    return True


@transaction.atomic
def keep_picture(
    picture: Picture, structure: Structure, actor: User | None, kept: dict[bytes, int] | None = None
) -> int:
    """The key of the picture: that of the same one if the structure has it. `kept` remembers those of one file."""
    kept = {} if kept is None else kept
    digest = hashlib.sha1(picture.content, usedforsecurity=False)
    if digest.digest() not in kept:
        kept[digest.digest()] = _held(digest.hexdigest(), structure) or _made(picture, structure, actor)
    return kept[digest.digest()]


def _held(digest: str, structure: Structure) -> int | None:
    images = get_image_model().objects.filter(file_hash=digest)
    if structure.collection_id:
        images = images.filter(collection=structure.collection_id)
    return images.values_list("pk", flat=True).first()


def _made(picture: Picture, structure: Structure, actor: User | None) -> int:
    fields = {"collection_id": structure.collection_id} if structure.collection_id else {}
    image = get_image_model()(
        title=picture.name[:255],
        file=SimpleUploadedFile(picture.name, picture.content),
        description=picture.alt[:255],
        uploaded_by_user=actor,
        **fields,
    )
    image._set_image_file_metadata()
    image.save()
    return image.pk
