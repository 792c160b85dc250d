"""What is new since the last build."""

import json

from generator.changes import compare_snapshots

OLD = {"events": {"call": {"name": "A call", "date": ""}, "talks": {"name": "Talks", "date": "2025-05-19"}}}
NEW = {"events": {"call": {"name": "A call", "date": "2025-05-19"}, "visit": {"name": "A visit", "date": ""}}}


def test_new_gone_and_changed_are_told_with_both_values():
    """A changed date shows the old and the new value."""
    events = compare_snapshots(OLD, NEW)["events"]
    assert events.new == (("visit", "A visit"),)
    assert events.gone == (("talks", "Talks"),)
    (change,) = events.changed
    assert (change.field, change.old, change.new) == ("date", "", "2025-05-19")


def test_a_first_build_has_nothing_to_compare_with():
    """No snapshot means `first`, not that everything is new."""
    changes = compare_snapshots(None, NEW)
    assert changes.first
    assert not changes


def test_equal_snapshots_are_no_change():
    """Reading a snapshot back from JSON changes nothing."""
    assert not compare_snapshots(json.loads(json.dumps(OLD)), OLD)
