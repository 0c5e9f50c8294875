"""Addresses of juries: their members' under /jury/, staff's under /admin/jurys/ (registered by `wagtail_hooks`)."""

from django.urls import path

from certification import jury_desk, jury_views

urlpatterns = [
    path("jury/", jury_views.sessions, name="jury"),
    path("jury/<int:pk>/", jury_views.session, name="jury-session"),
    path("jury/<int:pk>/deliberation/", jury_views.deliberate, name="jury-deliberate"),
    path("jury/<int:pk>/cloture/", jury_views.close, name="jury-close"),
    path("jury/<int:pk>/proces-verbal.pdf", jury_views.minutes, name="minutes"),
    path("jury/dossiers/<int:pk>/", jury_views.case, name="jury-case"),
    path("jury/dossiers/<int:pk>/avis/", jury_views.send_opinion, name="jury-opinion"),
    path("jury/dossiers/<int:pk>/lien/", jury_views.send_conflict, name="jury-conflict"),
    path("jury/dossiers/<int:pk>/decision/", jury_views.send_decision, name="jury-decision"),
]

admin_urlpatterns = [
    path("jurys/convoquer/", jury_desk.convene, name="jury_convene"),
    path("jurys/<int:pk>/membres/", jury_desk.seat, name="jury_seat"),
    path("jurys/<int:pk>/dossiers/", jury_desk.add_dossier, name="jury_add_dossier"),
    path("jurys/<int:pk>/ouverture/", jury_desk.open_it, name="jury_open"),
    path("jurys/<int:pk>/annulation/", jury_desk.cancel, name="jury_cancel"),
    path("jurys/membres/<int:pk>/retrait/", jury_desk.unseat, name="jury_unseat"),
    path("jurys/membres/<int:pk>/presidence/", jury_desk.preside, name="jury_preside"),
    path("jurys/dossiers/<int:pk>/renvoi/", jury_desk.take_back, name="jury_take_back"),
]
