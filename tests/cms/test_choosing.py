"""One house's drafts and files are not offered to another's staff; its published pages are, to link to."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection

from accounts.actions.grant_role import grant_role
from accounts.actions.sync_groups import sync_groups
from cms.models import StandardPage


@pytest.fixture
def rose(other_house, make_person):
    """Writes for another house."""
    sync_groups(structure=other_house)
    person = make_person("rose")
    grant_role(user=person, structure=other_house, role="trainer", actor=None)
    return person


@pytest.fixture
def files(house):
    """A document and an image of the house's own collection."""
    house.collection = Collection.get_first_root_node().add_child(name="Valmont")
    house.save()
    sync_groups(structure=house)
    document = get_document_model()(title="Budget secret", collection=house.collection)
    document.file.save("budget.pdf", ContentFile(b"%PDF-1.7"))
    picture = io.BytesIO()
    Image.new("RGB", (4, 3), "teal").save(picture, "PNG")
    file = ImageFile(io.BytesIO(picture.getvalue()), name="budget.png")
    get_image_model().objects.create(title="Budget secret", collection=house.collection, file=file)


@pytest.fixture
def pages(house):
    sync_groups(structure=house)
    home = house.site.root_page
    home.add_child(instance=StandardPage(title="Projet confidentiel", live=False)).save_revision()
    home.add_child(instance=StandardPage(title="Projet connu")).save_revision().publish()
    return home


@pytest.mark.parametrize("where", ["/admin/choose-page/{}/", "/admin/choose-page/search/?q=projet"])
def test_another_house_links_to_what_is_published_and_knows_no_draft(where, pages, rose, grace, client_of):
    address = where.format(pages.pk)
    theirs = client_of(rose).get(address).content.decode()
    assert "Projet connu" in theirs
    assert "Projet confidentiel" not in theirs
    ours = client_of(grace).get(address).content.decode()
    assert "Projet connu" in ours
    assert "Projet confidentiel" in ours


@pytest.mark.parametrize("kind", ["documents", "images"])
def test_files_are_listed_to_their_own_house(kind, files, rose, grace, client_of):
    for person, count in ((rose, 0), (grace, 1)):
        found = client_of(person).get(f"/admin/api/main/{kind}/?fields=title&limit=5").json()
        assert found["meta"]["total_count"] == count
