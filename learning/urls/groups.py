"""Groups, invitations, requests: a learner's addresses, then those of the administration."""

from django.urls import path

from learning.views import group_desk, groups, list_desk, ways_in

urlpatterns = [
    path("mon-parcours/groupes/<int:pk>/", groups.group, name="group"),
    path("mon-parcours/groupes/<int:pk>/quitter/", groups.leave, name="leave-group"),
    path("mon-parcours/calendrier/", groups.calendar, name="calendar"),
    path("mon-parcours/calendrier/adresse/", groups.open_calendar, name="open-calendar"),
    path("mon-parcours/calendrier/retrait/", groups.close_calendar, name="close-calendar"),
    path("mon-parcours/echeances/<int:pk>.ics", groups.deadline, name="deadline"),
    path("calendrier/<str:token>.ics", groups.feed, name="feed"),
    path("invitation/<str:token>/", ways_in.invitation, name="invitation"),
    path("mon-parcours/cle/", ways_in.key, name="key"),
    path("mon-parcours/modules/<int:pk>/demande/", ways_in.ask, name="ask-to-enrol"),
]

#: Under /admin/, registered by `learning.wagtail_hooks`.
admin_urlpatterns = [
    path("groupes/<int:pk>/tableau.csv", group_desk.board_file, name="learning_group_board_file"),
    path("groupes/<int:pk>/membres/", group_desk.members, name="learning_group_members"),
    path(
        "groupes/<int:pk>/membres/<int:stay>/", group_desk.remove_member, name="learning_group_remove_member"
    ),
    path("groupes/<int:pk>/echeances/", group_desk.deadlines, name="learning_group_deadlines"),
    path(
        "groupes/<int:pk>/echeances/<int:deadline>/",
        group_desk.remove_deadline,
        name="learning_group_remove_deadline",
    ),
    path("groupes/<int:pk>/invitations/", group_desk.invitations, name="learning_group_invitations"),
    path("groupes/<int:pk>/etat/", group_desk.close, name="learning_group_close"),
    path("invitations/<int:pk>/retrait/", group_desk.withdraw, name="learning_withdraw_invitation"),
    path("demandes/<int:pk>/reponse/", list_desk.decide, name="learning_decide_request"),
    path("listes/<int:pk>/inscription/", list_desk.send, name="learning_send_list"),
]
