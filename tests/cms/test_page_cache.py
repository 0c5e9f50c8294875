"""Anonymous pages are kept whole, the same for everyone, and publishing removes what shows a change."""

import gzip

import pytest
from django.test import Client
from wagtail.models import Page

from accounts.models import Structure
from cms.models import StandardPage


@pytest.fixture
def page(house):
    home = house.site.root_page
    page = home.add_child(instance=StandardPage(title="La maison", slug="la-maison", lead="Avant."))
    page.save_revision().publish()
    return page


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    """Run what waits for the commit, as a request would."""

    def run(change):
        with django_capture_on_commit_callbacks(execute=True):
            change()

    return run


def publish(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


class TestAKeptPage:
    def test_the_second_visitor_costs_no_query_and_gets_the_same_bytes(self, page, django_assert_num_queries):
        first = Client().get("/la-maison/")
        with django_assert_num_queries(0):
            second = Client().get("/la-maison/")
        assert second.status_code == 200
        assert second.content == first.content
        assert second["Content-Security-Policy"] == first["Content-Security-Policy"]

    def test_it_is_sent_compressed_to_who_accepts_it(self, page):
        plain = Client().get("/la-maison/").content
        packed = Client().get("/la-maison/", headers={"accept-encoding": "gzip"})
        assert packed["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.content) == plain

    def test_it_says_to_ask_again_since_a_browser_cannot_be_purged(self, page):
        assert "no-cache" in Client().get("/la-maison/")["Cache-Control"]

    def test_a_signed_in_person_is_never_given_it(self, page, linus, client_of):
        Client().get("/la-maison/")
        assert linus.display_name in client_of(linus).get("/la-maison/").content.decode()

    def test_what_a_signed_in_person_saw_is_not_kept(self, page, linus, client_of):
        client_of(linus).get("/la-maison/")
        assert linus.display_name not in Client().get("/la-maison/").content.decode()

    def test_it_carries_no_token_and_sets_no_cookie(self, page):
        response = Client().get("/la-maison/")
        assert "csrfmiddlewaretoken" not in response.content.decode()
        assert not response.cookies

    def test_other_ports_and_capitals_of_a_host_fill_nothing(self, page, monkeypatch):
        # Any port of an allowed host is answered: a stranger could have each page kept tens of thousands of times.
        from cms import page_cache

        kept = []
        monkeypatch.setattr(page_cache, "keep", lambda request, *others: kept.append(request.get_host()))
        for host in ("testserver:1", "testserver:65535", "TestServer", "localhost:12345", "testserver"):
            assert Client().get("/la-maison/", headers={"host": host}).status_code == 200
        assert kept == ["testserver"]

    @pytest.mark.parametrize("path", ["/la-maison/", "/mon-parcours/", "/formations/?q=a"])
    def test_what_somebody_signed_in_gets_is_for_them_alone(self, path, page, linus, client_of):
        assert "private" in client_of(linus).get(path)["Cache-Control"]

    def test_a_page_that_does_not_exist_is_not_kept(self, house):
        assert Client().get("/rien/").status_code == 404
        home = house.site.root_page
        home.add_child(instance=StandardPage(title="Rien", slug="rien")).save_revision().publish()
        assert Client().get("/rien/").status_code == 200


class TestPurging:
    def test_a_page_is_purged_under_every_name_of_its_site(self, page, house, commits, settings):
        settings.ALLOWED_HOSTS = ["testserver", "www.valmont.example", ".valmont.example"]
        hosts = ["testserver", "www.valmont.example", f"testserver:{settings.PORT}"]
        for host in hosts:
            Client().get("/la-maison/", headers={"host": host})
        commits(lambda: publish(page, lead="Après."))
        for host in hosts:
            assert "Après." in Client().get("/la-maison/", headers={"host": host}).content.decode()

    def test_publishing_shows_the_new_words_at_once(self, page, commits):
        Client().get("/la-maison/")
        commits(lambda: publish(page, lead="Après."))
        assert "Après." in Client().get("/la-maison/").content.decode()

    def test_publishing_a_step_purges_its_module_and_the_catalogue(self, module, commits):
        step = Page.objects.child_of(module).first().specific
        addresses = [module.get_url(), module.get_parent().get_url(), step.get_url()]
        for address in addresses:
            Client().get(address)
        commits(lambda: publish(step, title="Un tout autre titre"))
        assert "Un tout autre titre" in Client().get(module.get_url()).content.decode()

    def test_a_page_elsewhere_stays_kept(self, page, module, commits, django_assert_num_queries):
        Client().get("/la-maison/")
        commits(lambda: publish(Page.objects.child_of(module).first().specific, title="Autre"))
        with django_assert_num_queries(0):
            Client().get("/la-maison/")

    def test_an_unpublished_page_is_gone_at_once(self, page, commits):
        Client().get("/la-maison/")
        commits(page.unpublish)
        assert Client().get("/la-maison/").status_code == 404

    def test_a_deleted_page_is_gone_at_once(self, page, commits):
        Client().get("/la-maison/")
        commits(page.delete)
        assert Client().get("/la-maison/").status_code == 404

    def test_a_moved_page_leaves_its_old_address(self, page, house, commits):
        other = house.site.root_page.add_child(instance=StandardPage(title="Autre", slug="autre"))
        other.save_revision().publish()
        Client().get("/la-maison/")
        commits(lambda: Page.objects.get(pk=page.pk).move(other, pos="last-child"))
        assert Client().get("/la-maison/").status_code in (301, 302, 404)
        assert Client().get("/autre/la-maison/").status_code == 200

    def test_a_new_entry_of_the_menu_shows_on_every_page(self, page, house, commits):
        Client().get("/la-maison/")
        new = house.site.root_page.add_child(
            instance=StandardPage(title="Agenda", slug="agenda", show_in_menus=True)
        )
        commits(lambda: publish(new))
        assert 'href="/agenda/"' in Client().get("/la-maison/").content.decode()

    def test_a_change_of_the_structure_shows_on_every_page(self, page, house, commits):
        Client().get("/la-maison/")
        house.address = "15, rue Neuve"
        commits(house.save)
        assert Structure.objects.get(pk=house.pk).address in Client().get("/la-maison/").content.decode()

    def test_a_page_rendered_while_it_was_purged_is_not_kept(self, page, commits, monkeypatch):
        from cms import page_cache

        real = StandardPage.get_context

        def publish_meanwhile(self, request, *args, **kwargs):
            context = real(self, request, *args, **kwargs)
            page_cache.purge_around(self)
            return context

        monkeypatch.setattr(StandardPage, "get_context", publish_meanwhile)
        Client().get("/la-maison/")
        monkeypatch.undo()
        assert page_cache.cache.get(page_cache.page_key("0", "testserver", "/la-maison/")) is None
