"""Questions to the trainer and notifications: a learner's addresses, then those of the administration."""

from django.urls import path

from learning.views import notifications, thread_desk, threads

urlpatterns = [
    path("mon-parcours/notifications/", notifications.notifications, name="notifications"),
    path("mon-parcours/notifications/lues/", notifications.read, name="read-notifications"),
    path("mon-parcours/notifications/<int:pk>/lue/", notifications.read, name="read-notification"),
    path("mon-parcours/notifications/reglages/", notifications.choices, name="notification-choices"),
    path("notifications/arret/<str:token>/", notifications.stop, name="stop-notifications"),
    path("mon-parcours/etapes/<int:pk>/question/", threads.ask, name="ask"),
    path("mon-parcours/questions/", threads.threads, name="threads"),
    path("mon-parcours/questions/<int:pk>/", threads.thread, name="thread"),
    path("mon-parcours/questions/<int:pk>/suite/", threads.reply, name="reply"),
    path("mon-parcours/questions/<int:pk>/etat/", threads.close, name="close-thread"),
]

#: Under /admin/, registered by `learning.wagtail_hooks`.
admin_urlpatterns = [
    path("echanges/<int:pk>/reponse/", thread_desk.answer, name="learning_answer_thread"),
    path("echanges/<int:pk>/etat/", thread_desk.close, name="learning_close_thread"),
]
