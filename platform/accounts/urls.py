"""Accounts, in French addresses under /compte/. allauth's own names are kept: it finds its pages by them."""

from allauth.account import views as allauth_views
from django.urls import include, path, re_path

from accounts import views

own = [
    path("", views.profile, name="profile"),
    path("nom/", views.rename, name="rename"),
    path("profil/", views.say_profile, name="say-profile"),
]

urlpatterns = [
    path("", include((own, "accounts"))),
    path("connexion/", allauth_views.login, name="account_login"),
    path("connexion/code/", allauth_views.confirm_login_code, name="account_confirm_login_code"),
    path("deconnexion/", allauth_views.logout, name="account_logout"),
    path("inscription/", allauth_views.signup, name="account_signup"),
    path("ferme/", allauth_views.account_inactive, name="account_inactive"),
    path("verification/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("adresses/", allauth_views.email, name="account_email"),
    path("courriel-envoye/", allauth_views.email_verification_sent, name="account_email_verification_sent"),
    path("confirmer/<str:key>/", allauth_views.confirm_email, name="account_confirm_email"),
    path("mot-de-passe/", allauth_views.password_change, name="account_change_password"),
    path("mot-de-passe/choisir/", allauth_views.password_set, name="account_set_password"),
    path("mot-de-passe/oublie/", allauth_views.password_reset, name="account_reset_password"),
    path(
        "mot-de-passe/oublie/envoye/", allauth_views.password_reset_done, name="account_reset_password_done"
    ),
    # Not path(): a key holds dashes too, and the person's part must end at the first.
    re_path(
        r"^mot-de-passe/nouveau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        allauth_views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "mot-de-passe/nouveau/fait/",
        allauth_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
