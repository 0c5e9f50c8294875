"""The profile and the new name."""

from accounts.models import Membership


class TestProfile:
    def test_it_says_who_one_is_and_in_which_house(self, house, client_of, zoe):
        Membership.objects.create(user=zoe, structure=house, role="learner")
        page = client_of(zoe).get("/compte/").content.decode()
        assert "Zoé O’Brien-Éloïse" in page
        assert "Maison des associations de Valmont" in page
        assert "Apprentissage" in page
        assert "/admin/" not in page

    def test_the_team_is_led_to_the_administration(self, team, client_of, grace):
        assert "/admin/" in client_of(grace).get("/compte/").content.decode()

    def test_it_only_shows(self, house, client_of, zoe):
        assert client_of(zoe).post("/compte/").status_code == 405

    def test_it_costs_a_fixed_few_queries(self, house, client_of, zoe, django_assert_max_num_queries):
        browser = client_of(zoe)
        browser.get("/compte/")
        with django_assert_max_num_queries(8):
            browser.get("/compte/")


class TestRename:
    def test_the_new_name_is_kept_and_said(self, house, client_of, zoe):
        browser = client_of(zoe)
        page = browser.post("/compte/nom/", {"display_name": " Zoé  Martin "}, follow=True)
        zoe.refresh_from_db()
        assert zoe.display_name == "Zoé Martin"
        assert "gardent le nom" in page.content.decode()

    def test_a_refused_name_is_shown_again_with_the_reason(self, house, client_of, zoe):
        page = client_of(zoe).post("/compte/nom/", {"display_name": "x" * 5000})
        assert page.status_code == 422
        assert "trop long" in page.content.decode()
        zoe.refresh_from_db()
        assert zoe.display_name == "Zoé O’Brien-Éloïse"

    def test_a_visitor_signs_in_first(self, house, client_of):
        assert client_of().post("/compte/nom/", {"display_name": "X"}).url.startswith("/compte/connexion/")

    def test_it_is_post_only(self, house, client_of, zoe):
        assert client_of(zoe).get("/compte/nom/").status_code == 405
