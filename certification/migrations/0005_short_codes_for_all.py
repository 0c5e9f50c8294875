"""Documents granted before there were short codes get theirs: always the same for a public id, so that running this
again, or on another machine, gives the same codes. Their paper does not carry it; their page and `/verifier/` know it."""

from django.db import migrations

from certification.rules.short_codes import short_code

CHUNK = 500


def give_codes(apps, schema_editor):
    Credential = apps.get_model("certification", "Credential")
    lacking = Credential.objects.filter(short_code=None).order_by("pk").only("pk", "public_id")
    while rows := list(lacking[:CHUNK]):
        for row in rows:
            row.short_code = short_code(row.public_id)
        Credential.objects.bulk_update(rows, ["short_code"])


class Migration(migrations.Migration):
    dependencies = [
        ('certification', '0004_jury_not_heard_ties_and_signing_key'),
    ]

    operations = [
        migrations.RunPython(give_codes, migrations.RunPython.noop, elidable=True),
    ]
