"""The door of the administration, and what its pages may run."""

import re

import pytest

from accounts.middleware import let_widgets_start


class TestTheDoor:
    def test_a_visitor_is_sent_to_our_sign_in_and_back(self, team, client):
        response = client.get("/admin/pages/", follow=False)
        assert response.url == "/compte/connexion/?next=/admin/pages/"

    def test_wagtail_s_own_sign_in_page_leads_to_ours(self, team, client):
        assert client.get("/admin/login/").url == "/compte/connexion/?next=%2Fadmin%2F"
        assert client.get("/admin/login/?next=/admin/images/").url.endswith("next=%2Fadmin%2Fimages%2F")
        assert client.post("/admin/login/", {"username": "x", "password": "y"}).status_code == 302

    @pytest.mark.parametrize("who", ["ada", "linus"])
    @pytest.mark.parametrize("path", ["/admin/", "/admin/pages/", "/admin/users/", "/admin/roles/"])
    def test_somebody_without_a_role_is_told_so_and_not_sent_round(self, request, team, client_of, who, path):
        response = client_of(request.getfixturevalue(who)).get(path)
        assert response.status_code == 403
        assert "réservée à l’équipe" in response.content.decode()

    @pytest.mark.parametrize("who", ["grace", "val", "marie", "root"])
    def test_the_team_comes_in(self, request, team, client_of, who):
        assert client_of(request.getfixturevalue(who)).get("/admin/").status_code == 200

    def test_somebody_whose_role_has_ended_does_not(self, team, client_of, grace):
        from accounts.actions.end_role import end_role
        from accounts.models import Membership

        browser = client_of(grace)
        assert browser.get("/admin/").status_code == 200
        end_role(membership=Membership.objects.get(user=grace), actor=None)
        assert browser.get("/admin/").status_code == 403


class TestThePolicy:
    def test_the_public_site_runs_nothing_inline(self, house, client):
        policy = client.get("/compte/connexion/")["Content-Security-Policy"]
        assert "unsafe" not in policy
        directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
        assert directives["script-src"] == "'self'"

    def test_the_administration_runs_no_unknown_script_either(self, team, client_of, grace):
        policy = client_of(grace).get("/admin/")["Content-Security-Policy"]
        directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
        assert directives["script-src"] == "'self'"
        assert directives["style-src-elem"] == "'self' 'unsafe-inline'"
        assert directives["style-src"] == "'self'"

    def test_a_page_with_choosers_and_rows_lets_each_start_and_nothing_else(
        self, team, module, client_of, grace
    ):
        page = client_of(grace).get(f"/admin/pages/{module.pk}/edit/")
        html = page.content.decode()
        (nonce,) = set(re.findall(r'<script nonce="([^"]+)">', html))
        assert f"'nonce-{nonce}'" in page["Content-Security-Policy"]
        assert "InlinePanel" in html and "PageChooser" in html
        assert html.count("<script>") == 0
        again = client_of(grace).get(f"/admin/pages/{module.pk}/edit/").content.decode()
        assert nonce not in again

    @pytest.mark.parametrize(
        "script",
        [
            'new PageChooser("id_help_page", {"canChooseRoot": false});',
            'initDateChooser("id_on_0", {"format": "Y-m-d"});',
            '\n  initDateTimeChooser("id_go_live_at", {"dayOfWeekStart": 1});\n',
            '(function() { var panel = new InlinePanel(JSON.parse("{\\u0022a\\u0022: 1}")); })();',
        ],
    )
    def test_the_start_of_a_widget_is_allowed(self, script):
        html, found = let_widgets_start(f"<p></p><script>{script}</script>", "abc")
        assert found
        assert html == f'<p></p><script nonce="abc">{script}</script>'

    @pytest.mark.parametrize(
        "script",
        [
            "alert(1)",
            'new PageChooser("a", {"b": alert(1)});',
            'new PageChooser("a", {});alert(1)',
            'new PageChooser("a", {}) || alert({})',
            'alert(1);new PageChooser("a", {});',
            'new EvilThing("a", {});',
            '(function() { var panel = new InlinePanel(JSON.parse("{}")); alert(1); })();',
            '(function() { var panel = new InlinePanel(JSON.parse("{}"+alert(1))); })();',
            '(function() { var panel = new InlinePanel(JSON.parse("alert(1)")); })();',
            'initDateChooser("a", {});alert({"x": 1});',
            'initDateChooser("a"+alert(1), {});',
            "",
        ],
    )
    def test_anything_else_is_not(self, script):
        html = f"<script>{script}</script>"
        assert let_widgets_start(html, "abc") == (html, False)
