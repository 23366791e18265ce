"""Every mistake that the research found in other pipelines, with the tests that would catch it here, or the reason.

A mistake is named by its number in the research (part D). See `evidence` for how a test is named.
"""

from __future__ import annotations

from tests.policy.evidence import Row, is_there

COUNT = 48

LOCKED = "policy/test_locked.py::test_what_is_locked_stays_hidden"
HASH = "policy/test_locked.py::test_operators_that_protect_nobody_are_refused_with_the_reason"
RECOGNIZERS = "detection/test_recognizers.py::test_when_an_example_is_read_then_exactly_its_hits_are_found"
LEAKS = "leaks/test_canaries.py::"
OWN = "detection/detector/test_detector_pass.py::"
SCALARS = "policy/test_scalars.py::test_when_readers_disagree_then_the_word_is_refused"
YAML = "policy/test_yaml_tree.py::test_what_an_officer_cannot_see_is_a_problem"

MISTAKES: dict[int, Row] = {
    1: Row((HASH, "keys/test_pseudonyms.py::test_when_values_are_few_then_the_pseudonym_is_stretched_and_stable")),
    2: Row((LOCKED, HASH)),
    3: Row(("keys/test_pseudonyms.py::test_a_pseudonym_is_26_characters_and_stable",)),
    4: Row((
        "conversation/test_identity.py::test_one_phone_in_any_spelling_is_one_person",
        "conversation/test_identity.py::test_the_first_of_id_email_and_phone_is_the_identity",
    )),
    5: Row((
        "keys/test_master.py::test_two_uses_never_share_a_key",
        "keys/test_master.py::test_the_key_is_neither_shown_nor_pickled_nor_copied_by_pickle",
        "anonymization/test_plan.py::test_a_plan_is_never_pickled_and_shows_no_key",
    )),
    6: Row(("keys/test_source.py::test_a_key_is_never_given_inline",)),
    7: Row(("anonymization/test_operators.py::test_when_scope_is_dataset_then_the_token_is_keyed_and_stable",)),
    8: Row((
        "anonymization/test_numbering.py::test_numbers_appear_in_order_and_follow_the_canonical_form",
        "anonymization/test_operators.py::test_the_text_never_comes_out_unless_declared",
        LOCKED,
    )),
    9: Row((
        RECOGNIZERS,
        "detection/test_engine.py::test_when_text_is_disguised_then_offsets_are_those_of_the_raw_text",
        "detection/spoken/test_hits.py::test_when_a_value_is_said_then_it_is_found_whole",
        "detection/test_recurrence.py::test_when_a_value_recurs_then_it_is_found",
        "detection/test_known_variants.py::test_when_a_name_is_written_in_another_way_then_it_is_found",
    )),
    10: Row((
        "policy/test_checks.py::test_when_a_rule_is_broken_then_that_one_problem_is_told|'subject' may identify",
        "anonymization/test_fields.py::test_what_the_policy_does_not_name_is_counted_by_path",
        LEAKS + "test_a_good_run_leaves_no_planted_value",
    )),
    11: Row(reason="rare words and stories are release checks of a later issue; public posts are refused."),
    12: Row(("detection/test_special_categories.py::test_what_somebody_says_of_a_person_is_found",)),
    13: Row((RECOGNIZERS, "admission/test_stated_age.py::test_a_child_that_says_so_is_heard")),
    14: Row((
        "disclosure/test_k_by_person.py::test_one_person_with_fifty_conversations_is_one_person",
        "release/test_small_classes.py::test_every_class_that_is_read_has_k_people_or_is_counted",
        "release/test_tables.py::test_the_footer_says_policy_purpose_label_and_expiry_and_nothing_of_the_run",
    )),
    15: Row((
        "release/test_manifest.py::test_a_dropped_key_is_named_only_if_it_cannot_be_a_value",
        "policy/test_checks.py::test_when_a_rule_is_broken_then_that_one_problem_is_told|needs allowed_values",
        LEAKS + "test_a_good_run_leaves_no_planted_value",
    )),
    16: Row(("release/test_parquet.py::test_statistics_and_dictionaries_stand_only_where_they_may",)),
    17: Row((
        "release/test_parquet.py::test_when_a_value_was_filtered_out_of_a_dictionary_column_then_it_is_not_carried_over",
    )),
    18: Row(("release/test_parquet.py::test_when_a_table_carries_metadata_then_the_file_holds_the_schemas_alone",)),
    19: Row(("release/test_parquet.py::test_when_a_table_carries_metadata_then_the_file_holds_the_schemas_alone",)),
    20: Row((LEAKS + "test_a_good_run_leaves_no_planted_value",)),
    21: Row(("release/test_parquet.py::test_when_a_text_is_planted_then_only_the_text_columns_pages_hold_it",)),
    22: Row((
        "release/test_readers.py::test_when_another_file_lies_beside_the_parts_then_the_views_do_not_read_it",
        "end_to_end/test_run.py::test_a_re_run_meets_its_own_folder_and_never_doubles",
    )),
    23: Row((LEAKS + "test_a_failing_run_leaves_no_planted_value",)),
    24: Row((
        LEAKS + "test_a_failing_run_leaves_no_planted_value",
        "release/test_parquet.py::test_when_a_table_does_not_fit_then_the_error_holds_no_value",
    )),
    25: Row((
        LEAKS + "test_records_that_cannot_be_read_leave_no_planted_value",
        "release/test_rows.py::test_when_a_value_does_not_fit_then_the_error_does_not_hold_it",
    )),
    26: Row((
        "detection/test_engine.py::test_when_the_engine_is_made_then_presidio_is_silent",
        OWN + "test_a_pattern_that_takes_too_long_fails_the_record_and_says_nothing_of_it",
    )),
    27: Row((
        "policy/test_checks.py::test_when_a_rule_is_broken_then_that_one_problem_is_told|what nobody thought of",
        "anonymization/test_plan.py::test_when_the_policy_names_no_rule_then_the_default_acts",
    )),
    28: Row((
        LEAKS + "test_a_good_run_leaves_no_planted_value",
        LEAKS + "test_a_run_that_is_refused_leaves_no_planted_value",
    )),
    29: Row((LEAKS + "test_a_good_run_leaves_no_planted_value", LEAKS + "test_a_failing_run_leaves_no_planted_value")),
    30: Row((YAML + "|is written twice",)),
    31: Row((SCALARS + "|NO",)),
    32: Row(("policy/test_planted.py::test_a_misspelt_word_gets_the_right_one|threshold",)),
    33: Row((SCALARS + "|12:30:45", SCALARS + "|010")),
    34: Row((YAML, "policy/test_yaml_tree.py::test_when_a_file_cannot_be_read_then_one_problem_says_the_line")),
    35: Row((
        "policy/test_approvals.py::test_only_ready_publishes_whatever_was_approved",
        "policy/test_approvals.py::test_a_policy_is_in_force_between_its_dates",
        "policy/test_content_hash.py::test_what_is_approved_changes_the_hash",
        "policy/test_extends.py::test_a_looser_value_is_told_with_both_lines",
    )),
    36: Row((
        "end_to_end/test_run.py::test_too_many_rejects_publish_nothing_and_exit_3",
        "release/test_accounting.py::test_a_run_fails_the_check_that_it_breaks",
    )),
    37: Row(("admission/test_gates.py::test_what_every_policy_asks|language_not_allowed",)),
    38: Row((
        "detection/test_engine.py::test_when_a_recognizer_fails_then_detection_fails_without_text",
        "release/test_shard.py::test_a_record_that_fails_detection_is_rejected_alone",
    )),
    39: Row((
        "admission/test_subject_lists.py::test_a_list_that_may_be_wrong_is_not_used",
        "end_to_end/test_admission.py::test_a_list_that_is_old_missing_or_of_another_key_stops_a_run_before_it_reads",
    )),
    40: Row((
        "verification/test_sweep.py::test_a_known_value_is_found_in_any_text",
        "verification/test_validators.py::test_kinds",
    )),
    41: Row(("evaluation/test_scoring.py::test_bounds_are_those_of_wilson",)),
    42: Row((
        "end_to_end/test_run.py::test_a_re_run_meets_its_own_folder_and_never_doubles",
        "runners/test_faults.py::test_a_run_that_is_killed_at_a_random_time_goes_on",
    )),
    43: Row(reason="no run plants canaries yet: tests do, in records of their own."),
    44: Row(reason="erasure is a later issue; no run keeps a copy of the raw text or a quarantine."),
    45: Row((
        "release/test_labels.py::test_forbidden_words_are_found",
        "architecture/test_readme.py::test_the_data_are_called_by_no_word_that_is_not_true_of_them",
    )),
    46: Row(("detection/test_engine.py::test_when_a_term_is_allowed_then_only_that_very_term_is_dropped",)),
    47: Row(reason="no operator writes made-up names."),
    48: Row((
        "release/test_documents.py::test_the_card_rounds_counts_and_hides_small_ones",
        "release/test_papers.py::test_no_paper_holds_what_people_said_or_a_rare_key",
    )),
}


def test_every_mistake_has_a_row() -> None:
    assert sorted(MISTAKES) == list(range(1, COUNT + 1))


def test_a_row_has_tests_or_a_reason() -> None:
    assert [number for number, row in MISTAKES.items() if bool(row.tests) == bool(row.reason)] == []


def test_every_test_that_is_named_is_there() -> None:
    assert {number: test for number, row in MISTAKES.items() for test in row.tests if not is_there(test)} == {}
