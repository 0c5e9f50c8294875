"""Addresses of one's own record."""

from django.urls import path

from skills import evidence_views, export_views, interview, views, word_views

app_name = "skills"

urlpatterns = [
    path("mes-acquis/", views.space, name="space"),
    path("mes-acquis/missions/nouvelle/", interview.begin, name="begin"),
    path("mes-acquis/missions/<int:pk>/", views.mission, name="mission"),
    path("mes-acquis/missions/<int:pk>/association/", interview.where, name="association"),
    path("mes-acquis/missions/<int:pk>/temps/", interview.when, name="time"),
    path("mes-acquis/missions/<int:pk>/recit/", interview.story, name="story"),
    path("mes-acquis/missions/<int:pk>/competences/", interview.competencies, name="competencies"),
    path("mes-acquis/missions/<int:pk>/retrait/", views.remove, name="remove-mission"),
    path("mes-acquis/missions/<int:pk>/preuves/<slug:kind>/", evidence_views.add, name="add-evidence"),
    path("mes-acquis/preuves/<int:pk>/fichier/", evidence_views.file, name="evidence-file"),
    path("mes-acquis/preuves/<int:pk>/retrait/", evidence_views.remove, name="remove-evidence"),
    path("mes-acquis/competences/<int:pk>/niveau/", views.level, name="level"),
    path("mes-acquis/exports/", export_views.exports, name="exports"),
    path("mes-acquis/exports/acquis.json", export_views.record_json, name="record-json"),
    path("mes-acquis/exports/dossier-vae.odt", export_views.vae_odt, name="vae-odt"),
    path("mes-acquis/exports/dossier-vae.pdf", export_views.vae_pdf, name="vae-pdf"),
    path("mes-acquis/exports/cec/<int:year>/", export_views.cec, name="cec"),
    path("schemas/acquis-1.schema.json", export_views.record_schema, name="record-schema"),
    path("mes-acquis/missions/<int:pk>/parole/", word_views.ask, name="ask-word"),
    path("mes-acquis/paroles/<int:pk>/retrait/", word_views.withdraw, name="withdraw-word"),
    path("parole/merci/", word_views.thanked, name="word-thanked"),
    path("parole/<str:secret>/", word_views.word, name="word"),
    path("parole/<str:secret>/code/", word_views.code, name="word-code"),
]
