"""Bringing hours: looked at first, for their owner alone, in steps that need no script."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from skills.models import LoggedTime, Mission, Timesheet
from skills.rules.timesheets import MOST_BYTES
from tests.pages import main_text_of as text_of

pytestmark = pytest.mark.django_db

HERE = "/mes-acquis/import/"
SHEET = """Association,Jour,Temps,Activité
"Les Nuits, de Valmont",03/07/2026,2h30,Bar
Entraide,2030-01-01,2,Caisse
Entraide,02/02/2026,25:00,Caisse
"""


def sent(text: str | bytes, name: str = "heures.csv") -> dict:
    data = text if isinstance(text, bytes) else text.encode()
    return {"file": SimpleUploadedFile(name, data, content_type="text/csv")}


@pytest.fixture
def mine(ada, client_of, framework):
    return client_of(ada)


@pytest.fixture
def brought(mine):
    response = mine.post(HERE, sent(SHEET))
    assert response.status_code == 302
    return Timesheet.objects.get()


def test_the_way_in_stands_on_ones_space(mine):
    assert "Apporter mes heures d’ailleurs" in text_of(mine.get("/mes-acquis/"))
    assert "Bénévalibre" in text_of(mine.get(HERE))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "aucune ligne"),
        (b"PK\x00\x00", "pas du texte"),
        (b"a" * (MOST_BYTES + 1), "1 Mo au plus"),
        (b"a;b\n" * 5002, "plus de 5 000 lignes"),
    ],
)
def test_a_file_that_is_not_taken_says_why(mine, data, words):
    response = mine.post(HERE, sent(data))
    assert response.status_code == 400
    assert words in text_of(response)
    assert mine.post(HERE).status_code == 400
    assert not Timesheet.objects.exists()


def test_the_dry_run_says_what_each_line_would_make(mine, brought):
    text = text_of(mine.get(f"{HERE}{brought.pk}/"))
    assert "2 h 30, le 3 juillet 2026" in text
    assert "Les Nuits, de Valmont (ajoutée pour vous seul·e)" in text
    assert "2 lignes sont écartées" in text
    assert "« 2030-01-01 » est encore à venir" in text
    assert "« 25:00 » fait plus de 24 heures" in text
    assert "Garder cette ligne" in text
    assert not Mission.objects.exists()


def test_columns_are_chosen_and_looked_at_again(mine, brought):
    columns = {"association": "0", "starts": "1", "hours": "2", "role_unsaid": "Aide"}
    response = mine.post(f"{HERE}{brought.pk}/", columns, follow=True)
    assert "Aide" in text_of(response)
    response = mine.post(f"{HERE}{brought.pk}/", columns | {"hours": ""})
    assert response.status_code == 400
    assert mine.post(f"{HERE}{brought.pk}/", columns | {"hours": "12"}).status_code == 400


def test_headings_that_say_nothing_ask_for_columns(mine):
    response = mine.post(HERE, sent("a;b;;d\nX;01/02/2026;2;e\n"), follow=True)
    text = text_of(response)
    assert "Dites où se trouvent" in text
    assert "Colonne 3 (2)" in text
    assert "Garder" not in text


def test_several_people_are_noticed(mine):
    text = "Prénom;Association;Date;Durée\nAda;A;01/02/2026;2\nZoé;A;01/02/2026;2\n"
    assert "nomme plusieurs personnes" in text_of(mine.post(HERE, sent(text), follow=True))


def test_kept_once_however_often_it_is_sent(mine, brought):
    address = f"{HERE}{brought.pk}/garder/"
    for _ in range(2):
        text = text_of(mine.post(address, follow=True))
        assert "1 ligne est gardée" in text
    assert (Mission.objects.count(), LoggedTime.objects.count()) == (1, 1)
    assert mine.get(f"{HERE}{brought.pk}/")["Location"] == "/mes-acquis/"


def test_the_same_file_again_cannot_be_kept(mine, brought):
    mine.post(f"{HERE}{brought.pk}/garder/")
    mine.post(HERE, sent(SHEET))
    again = Timesheet.objects.pending().get()
    text = text_of(mine.get(f"{HERE}{again.pk}/"))
    assert "Vous avez déjà apporté cette ligne" in text
    assert "Garder" not in text
    text = text_of(mine.post(f"{HERE}{again.pk}/garder/", follow=True))
    assert "n’ajoute quelque chose" in text
    mine.post(f"{HERE}{again.pk}/retrait/")
    assert not Timesheet.objects.pending().exists()
    assert Mission.objects.count() == 1


@pytest.mark.parametrize("who", ["linus", "grace", "val", "marie"])
def test_nobody_else_finds_it(request, client_of, brought, who):
    theirs = client_of(request.getfixturevalue(who))
    assert theirs.get(f"{HERE}{brought.pk}/").status_code == 404
    for end in ("", "garder/", "retrait/"):
        assert theirs.post(f"{HERE}{brought.pk}/{end}").status_code == 404
    assert Timesheet.objects.filter(pk=brought.pk).exists()


def test_a_visitor_signs_in_and_the_wrong_method_is_refused(client, mine, brought):
    for address in (HERE, f"{HERE}{brought.pk}/"):
        assert "/connexion/" in client.get(address)["Location"]
        assert mine.delete(address).status_code == 405
        assert "no-store" in mine.get(address)["Cache-Control"]
    for end in ("garder/", "retrait/"):
        assert mine.get(f"{HERE}{brought.pk}/{end}").status_code == 405


def test_cost_of_looking_does_not_grow_with_the_lines(mine, django_assert_max_num_queries):
    lines = [f"Les Nuits;{1 + n % 28:02}/{1 + n // 28 % 12:02}/2025;1;R{n % 50}" for n in range(300)]
    mine.post(HERE, sent("Association;Date;Durée;Rôle\n" + "\n".join(lines)))
    address = f"{HERE}{Timesheet.objects.get().pk}/"
    mine.get(address)
    with django_assert_max_num_queries(12):
        assert "Garder ces 300 lignes" in text_of(mine.get(address))


def test_it_is_in_what_one_takes_away(brought, ada):
    from accounts.privacy import rooms

    held = {one.slug: one for room in rooms() for one in room.holdings}
    assert held["fichiers-d-heures"].rows(ada).get() == brought
    assert held["fichiers-d-heures"].more(brought) == {"text": brought.text}
