"""Addresses of learning other than pages, one file a subject, all in one namespace."""

from learning.urls import activities, banks, groups, pages, paths, place, quizzes, talk

app_name = "learning"
urlpatterns = [
    *pages.urlpatterns,
    *quizzes.urlpatterns,
    *activities.urlpatterns,
    *banks.urlpatterns,
    *groups.urlpatterns,
    *paths.urlpatterns,
    *talk.urlpatterns,
    *place.urlpatterns,
]
