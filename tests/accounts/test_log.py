"""The log: appended, bound, checked."""

import io
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from accounts.models import ChainHead, LogEntry


def append(structure, verb, **payload):
    return LogEntry.objects.append(
        actor=None, verb=verb, subject=structure, structure=structure, payload=payload
    )


def check():
    said = io.StringIO()
    call_command("check_log", stdout=said)
    return said.getvalue()


class TestAppend:
    def test_each_line_follows_the_one_before(self, house):
        first, second = append(house, "one"), append(house, "two", words="Éloïse", day="2026-11-23")
        assert second.previous_hash == first.hash
        assert ChainHead.objects.get(key=f"structure:{house.pk}").last_hash == second.hash

    def test_houses_have_chains_of_their_own(self, house, other_house):
        append(house, "one")
        assert append(other_house, "one").previous_hash != LogEntry.objects.of(house).first().hash

    def test_many_lines_cost_a_few_queries(self, house, django_assert_max_num_queries):
        lines = [(None, "one", house, {"n": number}) for number in range(200)]
        with django_assert_max_num_queries(10):
            LogEntry.objects.append_many(structure=house, lines=lines)
        assert "whole, 200 lines" in check()

    def test_a_line_is_neither_changed_nor_removed(self, house):
        line = append(house, "one")
        with pytest.raises(TypeError):
            line.save()
        with pytest.raises(TypeError):
            line.delete()

    def test_keys_that_are_numbers_are_read_back_as_they_were_hashed(self, house):
        LogEntry.objects.append(
            actor=None, verb="one", subject=house, structure=house, payload={1: {"a": (1, 2)}, "x": None}
        )
        assert "whole" in check()

    @pytest.mark.django_db(transaction=True)
    def test_writers_at_once_make_one_chain(self, house):
        errors = []

        def write():
            try:
                for number in range(5):
                    append(house, "one", n=number)
            except Exception as error:
                errors.append(error)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=write) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not errors
        assert f"structure:{house.pk}: whole, 20 lines" in check()


class TestCheckLog:
    def test_an_empty_log_is_whole_and_so_is_a_new_one(self, db):
        assert "BROKEN" not in check()
        with connection.cursor() as cursor:
            for table in ("accounts_logentry", "accounts_chainhead"):
                cursor.execute(f"DELETE FROM {table}")
        assert check() == ""

    @pytest.mark.parametrize(
        ("tampering", "place"),
        [
            ("UPDATE accounts_logentry SET verb = 'other' WHERE verb = 'two'", "line"),
            ("DELETE FROM accounts_logentry WHERE verb = 'two'", "line"),
            ("DELETE FROM accounts_logentry WHERE verb = 'three'", "the end"),
            ("DELETE FROM accounts_chainhead", "the end"),
        ],
    )
    def test_tampering_is_found_and_the_command_fails(self, house, tampering, place):
        for verb in ("one", "two", "three"):
            append(house, verb)
        with connection.cursor() as cursor:
            cursor.execute(tampering)
        said = io.StringIO()
        with pytest.raises(CommandError) as failure:
            call_command("check_log", stdout=said)
        assert failure.value.returncode == 1
        assert f"structure:{house.pk}: BROKEN at {place}" in said.getvalue()

    def test_one_broken_chain_leaves_the_others_whole(self, house, other_house):
        append(house, "one")
        append(other_house, "one")
        LogEntry.objects.of(house).update(verb="other")
        said = io.StringIO()
        with pytest.raises(CommandError):
            call_command("check_log", stdout=said)
        assert f"structure:{other_house.pk}: whole, 1 lines" in said.getvalue()
