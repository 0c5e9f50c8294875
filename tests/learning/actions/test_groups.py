"""Groups: opened, joined, left, filled; their modules follow."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import LogEntry, Membership, User
from learning.actions.add_member import add_member
from learning.actions.close_group import close_group
from learning.actions.enrol_members import enrol_members
from learning.actions.join_group import join_group
from learning.actions.leave import leave
from learning.actions.leave_group import leave_group
from learning.actions.set_deadline import remove_deadline, set_deadline
from learning.actions.write_group import write_group
from learning.models import Deadline, Enrolment, GroupMembership, Notification, PathEnrolment
from learning.ways_in import Refused


class TestJoining:
    def test_one_is_in_its_modules_and_is_told(self, linus, group, module, house):
        stay = join_group(group=group, person=linus, actor=linus)

        enrolment = Enrolment.objects.get(learner=linus)
        assert (enrolment.module, enrolment.source, enrolment.structure) == (module, "group", house)
        assert Membership.objects.of(house).held_by(linus).with_role("learner").exists()
        assert LogEntry.objects.about(stay).get().verb == "group.joined"
        told = Notification.objects.get(person=linus, kind="group_joined")
        assert (told.about, told.address) == (f"membership:{stay.pk}", f"/mon-parcours/groupes/{group.pk}/")

    def test_twice_changes_nothing(self, linus, group):
        assert join_group(group=group, person=linus, actor=linus) == join_group(
            group=group, person=linus, actor=linus
        )
        assert GroupMembership.objects.count() == Enrolment.objects.by(linus).count() == 1

    def test_who_left_begins_a_new_stay_and_the_history_is_kept(self, linus, group):
        first = join_group(group=group, person=linus, actor=linus)
        leave_group(stay=first, actor=linus)
        second = join_group(group=group, person=linus, actor=linus)
        first.refresh_from_db()
        assert first.left_at
        assert second.pk != first.pk

    def test_leaving_twice_is_leaving_once_and_the_modules_stay(self, linus, group):
        stay = join_group(group=group, person=linus, actor=linus)
        for _each in range(2):
            leave_group(stay=stay, actor=linus)
        assert [line.verb for line in LogEntry.objects.about(stay)] == ["group.joined", "group.left"]
        assert Enrolment.objects.by(linus).active().exists()

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"closed_at": timezone.now()}, "fermé"),
            ({"ends_on": timezone.localdate() - timedelta(days=1)}, "terminé"),
            ({"capacity": 1}, "complet"),
        ],
    )
    def test_a_group_that_takes_nobody_more_says_why(self, change, words, ada, linus, group):
        join_group(group=group, person=ada, actor=ada)
        if "ends_on" in change:
            change |= {"starts_on": timezone.localdate() - timedelta(days=60)}
        type(group).objects.filter(pk=group.pk).update(**change)
        with pytest.raises(Refused, match=words):
            join_group(group=group, person=linus, actor=linus)
        assert not Enrolment.objects.by(linus).exists()

    def test_a_path_is_joined_with_its_required_modules(self, linus, group, make_module, house, make_path):
        extra = make_module(house, "EXTRA", "À choisir", sequences=1, quiz=False)
        must = make_module(house, "MUST", "À faire", sequences=1, quiz=False)
        group.path_page = make_path(must, extra, required=1)
        group.save()
        join_group(group=group, person=linus, actor=linus)
        assert PathEnrolment.objects.get(learner=linus).path_page == group.path_page
        codes = set(Enrolment.objects.by(linus).values_list("module_code", flat=True))
        assert codes == {"MUST", "DROIT"}
        assert [one.code for one in group.taught()] == ["MUST", "EXTRA", "DROIT"]


@pytest.mark.django_db(transaction=True)
def test_the_last_place_is_taken_once(house, make_group, make_module, make_person):
    group = make_group(make_module(house, sequences=1, quiz=False), capacity=1)
    people, refused = [make_person("eve"), make_person("bob")], []
    barrier = threading.Barrier(2)

    def come(person) -> None:
        try:
            barrier.wait()
            join_group(group=group, person=person, actor=person)
        except Refused as reason:
            refused.append(reason)
        finally:
            connection.close()

    threads = [threading.Thread(target=come, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert GroupMembership.objects.count() == 1


class TestWriting:
    def test_what_is_added_reaches_those_who_are_in_it_but_not_who_left_it(
        self, ada, linus, group, module, make_module, house, marie, django_capture_on_commit_callbacks
    ):
        join_group(group=group, person=linus, actor=linus)
        stay = join_group(group=group, person=ada, actor=ada)
        leave(enrolment=Enrolment.objects.get(learner=ada), actor=ada)
        new = make_module(house, "NEUF", "Un autre", sequences=1, quiz=False)
        with django_capture_on_commit_callbacks(execute=True):
            write_group(group=group, modules=[module, new], actor=marie)

        assert Enrolment.objects.by(linus).active().count() == 2
        assert [one.module_code for one in Enrolment.objects.by(ada).active()] == ["NEUF"]
        assert LogEntry.objects.about(group).last().verb == "group.changed"
        assert enrol_members(group=group) == 0, "and again, nothing"
        assert stay.group == group

    def test_a_path_given_later_is_joined_too(self, linus, group, make_path, make_module, house):
        join_group(group=group, person=linus, actor=linus)
        group.path_page = make_path(
            make_module(house, "MUST", "À faire", sequences=1, quiz=False), required=1
        )
        group.save()
        assert enrol_members(group=group) == 1
        assert PathEnrolment.objects.filter(learner=linus).exists()

    def test_it_is_closed_and_opened_again_once_each(self, group, marie):
        for closed in (True, True, False):
            close_group(group=group, actor=marie, closed=closed)
        group.refresh_from_db()
        assert group.closed_at is None
        verbs = [line.verb for line in LogEntry.objects.about(group)]
        assert verbs == ["group.opened", "group.closed", "group.reopened"]


class TestDeadlines:
    def test_the_same_thing_again_moves_it(self, group, module, sequence, marie):
        soon = timezone.now() + timedelta(days=3)
        for step in (None, sequence):
            set_deadline(group=group, module=module, step=step, due_at=soon, actor=marie)
            moved = set_deadline(
                group=group,
                module=module,
                step=step,
                due_at=soon + timedelta(days=1),
                actor=marie,
                label="Fin",
            )
        assert Deadline.objects.count() == 2
        assert (moved.label, str(moved)) == ("Fin", "Fin")
        remove_deadline(deadline=moved, actor=marie)
        assert Deadline.objects.count() == 1
        assert LogEntry.objects.about(group).last().verb == "group.deadline_removed"

    def test_a_step_of_another_module_is_refused(self, group, sequence, make_module, house, marie):
        other = make_module(house, "AUTRE", "Un autre", sequences=1, quiz=False)
        with pytest.raises(ValueError, match="Séquence"):
            set_deadline(group=group, module=other, step=sequence, due_at=timezone.now(), actor=marie)


class TestAdding:
    def test_somebody_new_gets_an_account_and_a_letter(self, group, house, marie, mailoutbox):
        done = add_member(
            group=group,
            structure=house,
            email="neuf@exemple.fr",
            name="Nina Neuve",
            profile="officer",
            actor=marie,
        )
        person = User.objects.get(email="neuf@exemple.fr")
        assert done == "new"
        assert (person.display_name, person.profile) == ("Nina Neuve", "officer")
        assert Enrolment.objects.get(learner=person).source == "csv"
        (letter,) = [one for one in mailoutbox if one.to == ["neuf@exemple.fr"]]
        assert "/compte/mot-de-passe/nouveau/" in letter.body
        assert house.name in letter.subject

    def test_who_is_there_is_found_again(self, linus, group, module, house, marie, mailoutbox):
        first = add_member(group=group, structure=house, email=linus.email, actor=marie)
        second = add_member(group=group, structure=house, email=linus.email, actor=marie)
        third = add_member(module=module, structure=house, email=linus.email, actor=marie)
        assert (first, second, third) == ("enrolled", "already", "already")

    def test_a_module_alone_is_entered_while_it_is_online(self, linus, module, house, marie):
        assert add_member(module=module, structure=house, email=linus.email, actor=marie) == "enrolled"
        module.unpublish()
        with pytest.raises(Refused, match="en ligne"):
            add_member(module=module, structure=house, email="x@exemple.fr", name="Xavier", actor=marie)
        assert not User.objects.filter(email="x@exemple.fr").exists(), (
            "nobody is opened an account for nothing"
        )
