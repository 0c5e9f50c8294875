"""Work written, handed in, taken back and returned: what is kept, what is refused, once."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import LogEntry
from learning.actions.hand_in import hand_in
from learning.actions.return_work import return_work, version_of
from learning.actions.save_draft import save_draft
from learning.actions.take_back import take_back
from learning.activities.refusals import Answered, Refused
from learning.models import AssignmentPage, CompletedStep, Notification, Submission
from learning.rules.handing_in import Refusal
from learning.rules.work_files import FileProblem
from learning.storage import work_storage

CRITERION = {
    "label": "Clarté",
    "levels": [{"label": "À revoir", "points": 0}, {"label": "Clair", "points": 4}],
}


@pytest.fixture
def assignment(add) -> AssignmentPage:
    return add(AssignmentPage(title="Convocation", slug="convocation"))


@pytest.fixture
def write(enrolment, assignment):
    """A function that keeps a draft: `write("Mon texte", files=[pdf("a.pdf")])`."""

    def write(text="Mon texte", **fields):
        return save_draft(enrolment=enrolment, assignment=assignment, text=text, **fields)

    return write


@pytest.fixture
def give(enrolment, assignment, ada):
    """A function that hands in what is drafted."""
    return lambda: hand_in(enrolment=enrolment, assignment=assignment, actor=ada)


@pytest.fixture
def answer(grace):
    """A function that returns work: to complete, unless it is accepted."""

    def answer(work, *, accept=False, actor=grace, appraisal="Ajoutez le lieu.", **fields):
        return return_work(submission=work, actor=actor, accept=accept, appraisal=appraisal, **fields)

    return answer


def pdf(name: str, words: str = "") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7\n" + words.encode())


def late(enrolment, days: int = 30):
    """The enrolment, begun so many days ago."""
    type(enrolment).objects.filter(pk=enrolment.pk).update(enrolled_at=timezone.now() - timedelta(days=days))
    enrolment.refresh_from_db()


def set_terms(assignment, **terms):
    AssignmentPage.objects.filter(pk=assignment.pk).update(**terms)
    for name, value in terms.items():
        setattr(assignment, name, value)


def reasons(caught) -> list[str]:
    return list(caught.value.reasons)


class TestWriting:
    def test_there_is_one_draft_and_it_says_nothing_to_anybody(self, write):
        first, second = write("Un").draft, write("Deux").draft
        assert first.pk == second.pk
        assert Submission.objects.get().text == "Deux"
        assert not LogEntry.objects.filter(verb__startswith="work.").exists()
        assert not Notification.objects.filter(kind="work_waiting").exists()

    def test_where_no_text_is_asked_none_is_kept(self, write, assignment):
        set_terms(assignment, accepts_text=False)
        assert write("Glissé là").draft.text == ""

    def test_the_same_content_twice_is_one_file_under_its_first_name(self, write):
        saved = write(files=[pdf("statuts d’Éloïse O’Brien.pdf"), pdf("copie.pdf")])
        assert saved.not_taken == []
        assert [one.name for one in saved.draft.files.all()] == ["statuts d’Éloïse O’Brien.pdf"]

    def test_files_beyond_those_allowed_are_told_and_the_others_kept(self, write, assignment):
        set_terms(assignment, most_files=1)
        saved = write(files=[pdf("a.pdf", "1"), pdf("b.pdf", "2")])
        assert saved.not_taken == [("b.pdf", FileProblem.TOO_MANY)]
        assert [one.name for one in saved.draft.files.all()] == ["a.pdf"]

    def test_a_file_taken_out_is_gone_from_the_disk_too(self, write, django_capture_on_commit_callbacks):
        [first, second] = write(files=[pdf("a.pdf", "1"), pdf("b.pdf", "2")]).draft.files.all()
        with django_capture_on_commit_callbacks(execute=True):
            draft = write(taken_out=[first.sha256, "inconnu"]).draft
        assert list(draft.files.all()) == [second]
        assert not work_storage().exists(first.file.name)
        assert work_storage().exists(second.file.name)

    def test_what_was_handed_in_before_keeps_the_file_that_the_new_draft_drops(
        self, write, give, answer, django_capture_on_commit_callbacks
    ):
        write(files=[pdf("a.pdf")])
        former = answer(give())
        [kept] = former.files.all()
        draft = write().draft
        assert [one.sha256 for one in draft.files.all()] == [kept.sha256]
        with django_capture_on_commit_callbacks(execute=True):
            write(taken_out=[kept.sha256])
        assert not draft.files.exists()
        with work_storage().open(kept.file.name) as there:
            assert there.read() == b"%PDF-1.7\n"

    def test_one_may_take_out_a_file_of_a_draft_alone(self, write, give, django_capture_on_commit_callbacks):
        [one] = write(files=[pdf("a.pdf")]).draft.files.all()
        give()
        with pytest.raises(Refused) as caught, django_capture_on_commit_callbacks(execute=True):
            write("Trop tard", taken_out=[one.sha256])
        assert reasons(caught) == [Refusal.WAITING]
        assert Submission.objects.get().text == "Mon texte"
        assert work_storage().exists(one.file.name)

    def test_accepted_work_is_written_no_more(self, write, give, answer):
        write()
        answer(give(), accept=True)
        with pytest.raises(Refused) as caught:
            write("Encore")
        assert reasons(caught) == [Refusal.ALREADY_ACCEPTED]

    def test_after_the_last_time_nothing_more_is_written(self, write, give, answer, assignment):
        set_terms(assignment, resubmissions=1)
        for _time in range(2):
            write()
            answer(give())
        with pytest.raises(Refused) as caught:
            write()
        assert reasons(caught) == [Refusal.NONE_LEFT]
        assert Submission.objects.count() == 2


class TestHandingIn:
    def test_a_double_click_hands_in_once(self, write, give, grace):
        write()
        assert give().pk == give().pk
        assert LogEntry.objects.filter(verb="work.handed_in").count() == 1
        assert Notification.objects.filter(kind="work_waiting", person=grace).count() == 1

    @pytest.mark.parametrize(
        ("state", "expected"),
        [("none", Refusal.EMPTY), ("to_redo", Refusal.EMPTY), ("accepted", Refusal.ALREADY_ACCEPTED)],
    )
    def test_without_a_draft_there_is_nothing_to_hand_in(self, write, give, answer, state, expected):
        if state != "none":
            write()
            answer(give(), accept=state == "accepted")
        with pytest.raises(Refused) as caught:
            give()
        assert reasons(caught) == [expected]
        assert [one.state for one in Submission.objects.all()] == ([] if state == "none" else [state])

    def test_an_empty_draft_is_refused_and_kept(self, write, give):
        write(" \n ")
        with pytest.raises(Refused) as caught:
            give()
        assert reasons(caught) == [Refusal.EMPTY]
        assert Submission.objects.get().state == "draft"

    @pytest.mark.parametrize(
        ("policy", "state", "is_late"),
        [("accept", "handed_in", False), ("mark", "handed_in", True), ("refuse", "draft", False)],
    )
    def test_after_the_deadline_the_author_decides(
        self, write, give, enrolment, assignment, policy, state, is_late
    ):
        late(enrolment)
        set_terms(assignment, due_days=7, late_policy=policy)
        write()
        if policy == "refuse":
            with pytest.raises(Refused) as caught:
                give()
            assert reasons(caught) == [Refusal.TOO_LATE]
        else:
            assert give().due_at == enrolment.enrolled_at + timedelta(days=7)
        work = Submission.objects.get()
        assert (work.state, work.is_late, work.text) == (state, is_late, "Mon texte")

    def test_who_completes_their_work_is_never_late(self, write, give, answer, enrolment, assignment):
        set_terms(assignment, due_days=7, late_policy="refuse")
        write()
        answer(give())
        late(enrolment)
        write("Complété")
        work = give()
        assert (work.number, work.due_at, work.is_late) == (2, None, False)


class TestTakingBack:
    def test_it_is_a_draft_again_and_may_be_handed_in_anew(self, write, give, enrolment, assignment, ada):
        write()
        work = give()
        back = take_back(enrolment=enrolment, assignment=assignment, actor=ada)
        assert (back.pk, back.state, back.handed_in_at) == (work.pk, "draft", None)
        line = LogEntry.objects.get(verb="work.taken_back")
        assert (line.actor, line.structure) == (ada, enrolment.structure)
        assert line.payload == {"step": "Convocation", "number": 1}
        write("Mieux")
        again = give()
        assert (again.pk, again.text, again.state) == (work.pk, "Mieux", "handed_in")

    def test_late_work_taken_back_is_late_no_more_until_handed_in(
        self, write, give, enrolment, assignment, ada
    ):
        late(enrolment)
        set_terms(assignment, due_days=7)
        write()
        assert give().is_late
        assert not take_back(enrolment=enrolment, assignment=assignment, actor=ada).is_late
        assert give().is_late

    @pytest.mark.parametrize("state", ["none", "draft", "to_redo", "accepted"])
    def test_only_what_waits_is_taken_back(self, write, give, answer, enrolment, assignment, ada, state):
        if state != "none":
            write()
        if state in ("to_redo", "accepted"):
            answer(give(), accept=state == "accepted")
        with pytest.raises(Refused) as caught:
            take_back(enrolment=enrolment, assignment=assignment, actor=ada)
        assert reasons(caught) == [Answered.MEANWHILE]
        assert [one.state for one in Submission.objects.all()] == ([] if state == "none" else [state])
        assert not LogEntry.objects.filter(verb="work.taken_back").exists()


class TestReturning:
    def test_two_answers_make_one(self, write, give, answer, marie):
        write()
        work = answer(give())
        with pytest.raises(Refused) as caught:
            answer(work, actor=marie, accept=True)
        assert reasons(caught) == [Answered.MEANWHILE]
        assert Submission.objects.get().state == "to_redo"

    def test_an_answer_to_what_was_taken_back_since_is_refused(
        self, write, give, answer, enrolment, assignment, ada
    ):
        write()
        seen = version_of(give())
        draft = take_back(enrolment=enrolment, assignment=assignment, actor=ada)
        assert version_of(draft) == ""
        write("Autre chose")
        work = give()
        with pytest.raises(Refused) as caught:
            answer(work, seen=seen)
        assert reasons(caught) == [Answered.MEANWHILE]
        assert answer(work, seen=version_of(work)).state == "to_redo"

    def test_a_level_is_chosen_for_each_criterion_before_it_is_accepted(self, add, enrolment, ada, answer):
        page = add(AssignmentPage(title="Budget", slug="budget", rubric=[("criterion", CRITERION)]))
        save_draft(enrolment=enrolment, assignment=page, text="Mon budget")
        work = hand_in(enrolment=enrolment, assignment=page, actor=ada)
        with pytest.raises(Refused) as caught:
            answer(work, accept=True, levels={0: 2})
        assert reasons(caught) == [Answered.UNCHOSEN]
        done = answer(work, accept=True, appraisal="", levels={0: 1}, comments={0: "Très net."})
        [criterion] = done.rubric
        assert (criterion["chosen"], criterion["comment"]) == (1, "Très net.")

    def test_work_at_a_step_that_was_deleted_is_returned_but_finishes_nothing(
        self, write, give, answer, assignment, ada
    ):
        write()
        work = give()
        assignment.delete()
        with pytest.raises(Refused) as caught:
            answer(work, accept=True)
        assert reasons(caught) == [Answered.STEP_GONE]
        assert not CompletedStep.objects.exists()
        assert answer(work).state == "to_redo"
        assert Notification.objects.get(kind="returned_work").address == "/mon-parcours/"
