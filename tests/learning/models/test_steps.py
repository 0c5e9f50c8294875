"""The pages of steps: what is read, what is asked, by whom."""

from learning.actions.complete_step import complete_step
from learning.models import CompletedStep, Enrolment


def html(client, page) -> str:
    return client.get(page.url).content.decode()


class TestSequence:
    def test_a_visitor_reads_it_freely_and_marks_it_as_read(self, sequence, client_of):
        page = html(client_of(), sequence)
        assert "Trois voisines partagent leurs outils." in page
        assert "Marquer comme lue et continuer" in page
        assert "Étape 1 sur 3" in page

    def test_somebody_enrolled_finishes_it_then_sees_it_done(self, ada, enrolment, sequence, client_of):
        client = client_of(ada)
        assert "J’ai terminé cette séquence" in html(client, sequence)
        complete_step(enrolment=enrolment, step=sequence, actor=ada)
        page = html(client, sequence)
        assert "J’ai terminé cette séquence" not in page
        assert "Reprendre" in page

    def test_somebody_not_enrolled_is_invited_to(self, linus, sequence, client_of):
        page = html(client_of(linus), sequence)
        assert "M’inscrire à ce module" in page
        assert f'name="next" value="{sequence.url}"' in page

    def test_its_neighbours_are_one_link_away(self, sequences, quiz, module, client_of):
        first, second = (html(client_of(), step) for step in sequences)
        assert f'rel="next" href="{sequences[1].url}"' in first
        assert f'rel="prev" href="{sequences[0].url}"' in second
        assert f'rel="next" href="{quiz.url}"' in second

    def test_reading_writes_nothing(self, ada, sequence, quiz, client_of, django_assert_max_num_queries):
        client = client_of(ada)
        for page in (sequence, quiz):
            client.get(page.url)
        assert not CompletedStep.objects.exists()
        assert Enrolment.objects.count() == 1

    def test_it_costs_at_most_9_queries(self, ada, sequence, client_of, django_assert_max_num_queries):
        client = client_of(ada)
        client.get(sequence.url)
        with django_assert_max_num_queries(9):
            client.get(sequence.url)

    def test_publishing_it_again_shows_the_new_lesson_at_once(
        self, ada, sequence, client_of, django_capture_on_commit_callbacks
    ):
        client = client_of(ada)
        assert "Trois voisines" in html(client, sequence)
        sequence.body = [("paragraph", "<p>Quatre voisins.</p>")]
        with django_capture_on_commit_callbacks(execute=True):
            sequence.save_revision().publish()

        assert "Quatre voisins." in html(client, sequence)

    def test_a_draft_change_is_not_shown(self, sequence, client_of):
        sequence.body = [("paragraph", "<p>Pas encore publié.</p>")]
        sequence.save_revision()
        assert "Pas encore publié" not in html(client_of(), sequence)


class TestQuiz:
    def test_a_visitor_is_told_how_many_questions_wait(self, quiz, client_of):
        page = html(client_of(), quiz)
        assert "3 questions vous attendent" in page
        assert f"/compte/connexion/?next={quiz.url}" in page
        assert "Qui approuve les comptes" not in page

    def test_somebody_not_enrolled_is_invited_to_enrol(self, linus, quiz, client_of):
        page = html(client_of(linus), quiz)
        assert "M’inscrire à ce module" in page
        assert "Qui approuve les comptes" not in page

    def test_a_quiz_without_questions_says_so(self, ada, quiz, client_of):
        quiz.questions = []
        quiz.save_revision().publish()
        page = html(client_of(ada), quiz)
        assert "Les questions sont en cours d’écriture." in page
        assert "Envoyer mes réponses" not in page

    def test_it_costs_at_most_12_queries(self, ada, quiz, client_of, django_assert_max_num_queries):
        client = client_of(ada)
        client.get(quiz.url)
        with django_assert_max_num_queries(12):
            client.get(quiz.url)
