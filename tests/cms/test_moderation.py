"""What is written is read again by somebody else before it is published."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import Page, TaskState, WorkflowPage

from accounts.actions.sync_groups import sync_groups
from cms.models import StandardPage
from cms.moderation import PeerReviewTask, ensure_workflow


@pytest.fixture
def workflow(house, grace, val, marie):
    sync_groups(structure=house)
    return ensure_workflow(house)


@pytest.fixture
def draft(house, grace, workflow):
    """A page that Grace wrote and nobody published."""
    page = StandardPage(title="Aide", live=False, owner=grace)
    house.site.root_page.add_child(instance=page)
    page.save_revision(user=grace)
    return StandardPage.objects.get(pk=page.pk)


@pytest.fixture
def submitted(draft, workflow, grace):
    """The page, submitted by Grace."""
    workflow.start(draft, grace)
    return StandardPage.objects.get(pk=draft.pk)


def approve(page, person):
    page.current_workflow_task.on_action(page.current_workflow_task_state, person, "approve")
    return StandardPage.objects.get(pk=page.pk)


def offered(page, person):
    return {action[0] for action in page.current_workflow_task.get_actions(page, person)}


class TestEnsureWorkflow:
    def test_every_page_of_the_house_has_it_and_no_other_house(self, house, other_house, module, workflow):
        assert module.get_workflow() == workflow
        assert other_house.site.root_page.get_workflow() != workflow

    def test_validators_and_managers_read(self, workflow):
        (task,) = PeerReviewTask.objects.all()
        assert {group.role_group.role for group in task.groups.all()} == {"validator", "manager"}

    def test_it_is_made_once(self, house, workflow):
        assert ensure_workflow(house) == workflow
        assert PeerReviewTask.objects.count() == WorkflowPage.objects.filter(workflow=workflow).count() == 1


class TestPeerReview:
    def test_a_trainer_submits_and_a_validator_publishes(self, submitted, val, mailoutbox):
        assert not submitted.live
        assert approve(submitted, val).live

    def test_the_trainer_can_neither_approve_nor_publish(self, submitted, grace):
        assert offered(submitted, grace) == set()
        assert not submitted.permissions_for_user(grace).can_publish()
        with pytest.raises(PermissionDenied):
            approve(submitted, grace)

    def test_who_submitted_does_not_approve_even_with_the_right(self, draft, workflow, val, marie):
        workflow.start(draft, val)
        page = StandardPage.objects.get(pk=draft.pk)
        assert offered(page, val) == set()
        with pytest.raises(PermissionDenied):
            approve(page, val)
        assert offered(page, marie) == {"approve", "reject"}
        assert approve(page, marie).live

    def test_who_wrote_since_the_live_revision_does_not_approve(self, submitted, val, marie):
        """Approval publishes the last revision, with what each of them wrote."""
        submitted.title = "Aide et horaires"
        submitted.save_revision(user=val)
        submitted.title = "Aide, horaires et accès"
        submitted.save_revision(user=marie)
        page = StandardPage.objects.get(pk=submitted.pk)
        for person in (val, marie):
            assert offered(page, person) == set()
            with pytest.raises(PermissionDenied):
                approve(page, person)

    def test_who_saved_without_changing_a_word_may_approve(self, submitted, val):
        """Approving a quiz saves it first: its points come back from the form as text, so that it looks changed."""
        submitted.save_revision(user=val)
        page = StandardPage.objects.get(pk=submitted.pk)
        assert offered(page, val) == {"approve", "reject"}
        assert approve(page, val).live

    def test_who_wrote_before_the_live_revision_may_approve_what_came_after(
        self, draft, workflow, grace, val
    ):
        draft.save_revision(user=val)
        draft.get_latest_revision().publish()
        page = StandardPage.objects.get(pk=draft.pk)
        page.title = "Aide et contact"
        page.save_revision(user=grace)
        workflow.start(page, grace)
        page = StandardPage.objects.get(pk=page.pk)
        assert approve(page, val).title == "Aide et contact"

    def test_the_administrator_does_not_approve_their_own_work_either(self, draft, workflow, marie):
        marie.is_superuser = True
        marie.save()
        workflow.start(draft, marie)
        page = StandardPage.objects.get(pk=draft.pk)
        assert offered(page, marie) == set()
        with pytest.raises(PermissionDenied):
            approve(page, marie)

    def test_somebody_of_another_house_does_not_approve(self, submitted, other_house, make_person):
        stranger = make_person("paul", other_house, "validator")
        sync_groups(structure=other_house)
        with pytest.raises(PermissionDenied):
            approve(submitted, stranger)

    def test_changes_are_asked_for_with_a_reason(self, submitted, grace, val, mailoutbox):
        state = submitted.current_workflow_task_state
        submitted.current_workflow_task.on_action(state, val, "reject", comment="La loi a changé.")
        told = mailoutbox[-1]
        assert told.to == [grace.email]
        assert told.subject == "À reprendre\u00a0: Aide"
        assert "La loi a changé." in told.body

    def test_what_awaits_somebody_is_never_their_own(self, submitted, grace, val, marie):
        assert TaskState.objects.reviewable_by(val).count() == 1
        submitted.save_revision(user=val)
        assert TaskState.objects.reviewable_by(marie).count() == 1
        assert TaskState.objects.reviewable_by(grace).count() == 0


class TestOnScreen:
    def test_submitted_and_approved_through_the_administration(
        self, draft, client_of, grace, val, mailoutbox
    ):
        edit = f"/admin/pages/{draft.pk}/edit/"
        words = {
            "title": "Aide",
            "slug": draft.slug,
            "lead": "",
            "body-count": "0",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            "comments-MIN_NUM_FORMS": "0",
            "comments-MAX_NUM_FORMS": "",
        }
        trainer, validator = client_of(grace), client_of(val)
        page = trainer.get(edit).content.decode()
        assert 'name="action-publish"' not in page
        assert 'name="action-submit"' in page
        assert trainer.post(edit, words | {"action-submit": "1"}).status_code == 302
        told = {address for message in mailoutbox for address in message.to}
        assert told == {"val@exemple.fr", "marie@exemple.fr"}
        assert mailoutbox[0].subject == "À relire\u00a0: Aide"

        task_state = Page.objects.get(pk=draft.pk).current_workflow_task_state
        approval = reverse("wagtailadmin_pages:workflow_action", args=[draft.pk, "approve", task_state.pk])
        trainer.post(approval, {"comment": ""})
        assert not Page.objects.get(pk=draft.pk).live, "refused, though it was sent"
        validator.post(approval, {"comment": ""})
        assert Page.objects.get(pk=draft.pk).live

    def test_a_trainer_who_asks_to_publish_only_keeps_a_draft(self, draft, client_of, grace):
        words = {
            "title": "Aide",
            "slug": draft.slug,
            "body-count": "0",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            "comments-MIN_NUM_FORMS": "0",
            "comments-MAX_NUM_FORMS": "",
            "action-publish": "1",
        }
        client_of(grace).post(f"/admin/pages/{draft.pk}/edit/", words)
        assert not Page.objects.get(pk=draft.pk).live

    def test_an_author_who_edits_and_approves_in_one_go_is_refused(self, submitted, client_of, val):
        words = {
            "title": "Autre titre",
            "slug": submitted.slug,
            "body-count": "0",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            "comments-MIN_NUM_FORMS": "0",
            "comments-MAX_NUM_FORMS": "",
            "action-workflow-action": "true",
            "workflow-action-name": "approve",
        }
        client_of(val).post(f"/admin/pages/{submitted.pk}/edit/", words)
        assert not Page.objects.get(pk=submitted.pk).live


def test_what_the_editor_sends_by_itself_decides_nothing(submitted, val, client_of):
    """It sends along the decision that its reader is just sending: the page would be a draft again."""
    address = reverse("wagtailadmin_pages:edit", args=[submitted.pk])
    sent = {
        "action-workflow-action": "true",
        "workflow-action-name": "approve",
        "workflow-action-extra-data": "{}",
    }
    reply = client_of(val).post(address, sent, headers={"Accept": "application/json"})
    assert reply.status_code == 400
    assert reply.json()["error_message"] == "Votre décision est en cours d’envoi."
    page = StandardPage.objects.get(pk=submitted.pk)
    assert not page.live and page.current_workflow_task is not None
