"""A page three levels down is found in one query, and what Wagtail would refuse is refused."""

import pytest
from django.test import Client, RequestFactory
from wagtail.models import Page


@pytest.fixture
def request_for(house):
    def make(path):
        return RequestFactory().get(path)

    return make


def test_a_lesson_is_found_in_two_queries(module, house, request_for, django_assert_num_queries):
    step = Page.objects.child_of(module).first()
    path = step.get_url().strip("/").split("/")
    home = house.site.root_page.specific
    with django_assert_num_queries(2):
        found, _args, _kwargs = home.route(request_for(step.get_url()), path)
    assert found.pk == step.pk
    assert type(found) is step.specific_class


def test_a_draft_is_not_found(module, house):
    step = Page.objects.child_of(module).first().specific
    step.unpublish()
    assert Client().get(step.get_url() or f"{module.get_url()}{step.slug}/").status_code == 404


def test_another_house_does_not_show_our_pages(module, other_house):
    response = Client().get(module.get_url(), headers={"host": other_house.site.hostname})
    assert response.status_code == 404


def test_an_address_without_a_page_is_404(house):
    assert Client().get("/formations/rien/du/tout/").status_code == 404
