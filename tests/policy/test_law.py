"""Every requirement of the law that the research lists, with the tests that check it, or the reason why none can.

A row is named by its number there. A test is `folder/file.py::name`; where the test is a table, words of its row stand
behind a `|`.
"""

from __future__ import annotations

from tests.policy.evidence import Row, is_there

ROWS = 45
MOST_REASONS = 8

PAPERS = "policy/test_papers.py::test_each_mistake_is_told_once|"
CHECKS = "policy/test_checks.py::test_when_a_rule_is_broken_then_that_one_problem_is_told|"
APPLY = "anonymization/test_apply.py::"
LOCKED = "policy/test_locked.py::test_what_is_locked_stays_hidden"


LAW: dict[int, Row] = {
    1: Row((
        "policy/test_label.py::test_the_label_of_an_assessment_is_refused_with_the_reason|label: needs",
        "release/test_verify.py::test_the_label_of_anonymity_needs_its_assessment",
        "release/test_labels.py::test_forbidden_words_are_found",
        "release/test_verify.py::test_when_a_release_was_changed_then_it_is_found|Fully anonymised.",
        "architecture/test_map.py::test_nothing_calls_a_dataset_by_a_word_that_is_not_true_of_it",
    )),
    2: Row(reason="Veil joins no two datasets, so no label can be inherited."),
    3: Row((
        "admission/test_gates.py::test_a_record_that_meets_every_gate_is_admitted",
        PAPERS + "channels.chat.notice: is missing",
        PAPERS + "channels.chat.notice: does not name research",
    )),
    4: Row((
        PAPERS + "legal_basis.compatibility.link: is missing",
        PAPERS + "legal_basis.compatibility.nature:",
        CHECKS + "legal_basis: the purpose is not the original one",
        "release/test_verify.py::test_a_release_is_held_against_its_reader|another purpose",
    )),
    5: Row((
        CHECKS + "legal_basis: legitimate_interests needs",
        PAPERS + "legal_basis.assessment.review_by: is before the policy itself is looked at again",
    )),
    6: Row((
        "admission/test_gates.py::test_of_all_statuses_of_consent_only_given_and_renewed_pass",
        "admission/test_gates.py::test_consent_is_for_this_purpose_and_of_a_known_day",
    )),
    7: Row((PAPERS + "legal_basis.art89: to claim it, say what stands for: novelty",)),
    8: Row((
        "anonymization/test_fields.py::test_what_the_policy_does_not_name_is_counted_by_path",
        "anonymization/test_plan.py::test_when_the_policy_names_no_rule_then_the_default_acts",
        "release/test_tables.py::test_when_the_policy_names_one_field_then_nothing_else_has_a_column",
    )),
    9: Row((
        "anonymization/test_apply.py::test_outside_the_spans_nothing_changes_and_inside_stands_what_the_operator_wrote",
        "keys/test_pseudonyms.py::test_values_share_a_pseudonym_only_if_equal",
        "keys/test_pseudonyms.py::test_a_pseudonym_is_26_characters_and_stable",
    )),
    10: Row((
        "policy/test_approvals.py::test_a_policy_is_in_force_between_its_dates",
        "release/test_verify.py::test_a_release_is_held_against_its_reader|the day after",
        "release/test_housekeeping.py::test_only_the_staging_of_other_runs_that_lived_too_long_is_deleted",
    )),
    11: Row((
        "keys/test_source.py::test_a_file_that_others_read_is_refused",
        "keys/test_source.py::test_a_key_is_never_given_inline",
        PAPERS + "keys: the key never stands in a policy",
        "leaks/test_canaries.py::test_a_good_run_leaves_no_planted_value",
    )),
    12: Row((
        "end_to_end/test_run.py::test_data_files_are_the_same_for_any_workers_shards_and_order_of_files",
        "release/test_audit.py::test_when_a_byte_is_flipped_then_the_entry_it_stands_in_is_named",
    )),
    13: Row((
        "admission/test_stated_age.py::test_a_child_that_says_so_is_heard",
        "admission/test_gates.py::test_what_every_policy_asks|ich bin vierzehn",
    )),
    14: Row((
        "detection/test_special_categories.py::test_what_somebody_says_of_a_person_is_found",
        "end_to_end/test_special_categories.py::test_a_conversation_that_tells_of_one_is_absent_in_every_language",
        "policy/test_gate_checks.py::test_special_categories_are_loosened_for_a_reason_that_the_law_knows|Art. 9(2)",
    )),
    15: Row(("detection/test_special_categories.py::test_what_somebody_says_of_a_person_is_found|CRIME",)),
    16: Row(reason="`erase` is a later issue: whether a person can still be identified is asked there."),
    17: Row(reason="`erase` is a later issue: nobody can be erased from a published dataset yet."),
    18: Row((
        "admission/test_gates.py::test_whoever_is_on_a_list_is_kept_out",
        "admission/test_identifiers.py::test_a_phone_number_is_found_in_any_spelling",
        "admission/test_identifiers.py::test_an_email_address_is_found_in_any_spelling",
        "admission/test_identifiers.py::test_an_id_is_found_in_any_spelling",
        "admission/test_subject_lists.py::test_a_list_that_may_be_wrong_is_not_used",
        "end_to_end/test_admission.py::test_a_list_that_is_old_missing_or_of_another_key_stops_a_run_before_it_reads",
    )),
    19: Row(reason="`find-subject` is a later issue: access is answered at the source until then."),
    20: Row((
        PAPERS + "purpose.not_for: leaves out agent_performance: it must stand there",
        "anonymization/test_fields.py::test_what_may_identify_cannot_be_kept",
    )),
    21: Row((
        "benchmarks/test_detection.py::test_nothing_fell_on_any_set",
        "cli/test_evaluate_cli.py::test_figures_below_a_floor_end_it_with_3",
        "leaks/test_canaries.py::test_a_good_run_leaves_no_planted_value",
    )),
    22: Row((
        PAPERS + "parties.processors[0].contract: is missing",
        PAPERS + "parties.processors[0].contract: must not be empty",
    )),
    23: Row(("release/test_papers.py::test_the_record_of_processing_has_points_a_to_g",)),
    24: Row((
        "release/test_verify.py::test_a_release_is_held_against_its_reader|the reader knows more",
        "cli/test_verify_cli.py::test_the_readers_own_list_of_keys_counts",
    )),
    25: Row((
        PAPERS + "legal_basis: needs a dpia (Art. 35), or no_dpia_because",
        PAPERS + "legal_basis: special categories need a dpia",
    )),
    26: Row((
        PAPERS + "parties.recipients[0].location: GB is outside the EEA",
        PAPERS + "release.location: US is outside the EEA",
    )),
    27: Row((
        "anonymization/test_fields.py::test_what_may_identify_cannot_be_kept",
        "verification/test_sweep.py::test_a_known_value_is_found_in_any_text",
    )),
    28: Row(("detection/test_recognizers.py::test_when_an_example_is_read_then_exactly_its_hits_are_found",)),
    29: Row((
        "policy/test_locked.py::test_operators_that_protect_nobody_are_refused_with_the_reason",
        "keys/test_master.py::test_sub_keys_are_hkdf_over_the_documented_info",
        "keys/test_source.py::test_what_is_no_key_is_refused_without_being_told",
        "anonymization/test_operators.py::test_when_the_value_can_be_guessed_then_argon2id_stands_before_the_token",
    )),
    30: Row((
        "policy/test_locked.py::test_nothing_links_beyond_the_dataset_and_linking_in_it_needs_a_reason",
        "keys/test_master.py::test_two_uses_never_share_a_key",
        "anonymization/test_operators.py::test_when_scope_is_dataset_then_the_token_is_keyed_and_stable",
    )),
    31: Row(reason="`release --for` is a later issue: every recipient has the same copy until then."),
    32: Row((
        "disclosure/test_k_by_person.py::test_every_class_that_is_written_has_k_people_or_is_told",
        "disclosure/test_k_by_person.py::test_one_person_with_fifty_conversations_is_one_person",
        "release/test_small_classes.py::test_every_class_that_is_read_has_k_people_or_is_counted",
        "release/test_small_classes.py::test_too_much_emptied_stops_the_run",
    )),
    33: Row((
        PAPERS + "parties.recipients[0].has_access_to[0]: who holds the key undoes every pseudonym",
        "release/test_labels.py::test_the_sentence_says_that_recipients_who_see_the_records_can_relink_them",
    )),
    34: Row((
        "release/test_small_classes.py::test_how_many_were_alone_is_told",
        "release/test_small_classes.py::test_a_month_of_too_few_people_is_counted_and_stops_the_run",
    )),
    35: Row(reason="the linkage attack is part of the release checks of a later issue."),
    36: Row(reason="diversity and differences between releases are release checks of a later issue."),
    37: Row(reason="an outsider's attempt is people's work; Veil makes no pack of tasks yet."),
    38: Row((
        PAPERS + "purpose.not_for: leaves out model_training",
        "release/test_papers.py::test_the_card_says_what_is_allowed_left_out_and_how_to_report",
    )),
    39: Row((
        LOCKED,
        "policy/test_locked.py::test_no_exception_unlocks",
        "policy/test_locked.py::test_no_threshold_hides_them_from_the_detector",
        "leaks/test_canaries.py::test_a_failing_run_leaves_no_planted_value",
        "release/test_papers.py::test_findings_at_the_source_are_rounded_counts_by_kind_and_channel",
    )),
    40: Row((
        PAPERS + "channels.call: calls need legal_basis.eprivacy",
        "admission/test_gates.py::test_what_every_policy_asks|no_recording_notice",
    )),
    41: Row((PAPERS + "channels.social: public posts are found again by searching",)),
    42: Row((
        "admission/test_gates.py::test_what_a_policy_may_ask_besides|too_old",
        "policy/test_shipped.py::test_what_extends_the_base_is_nowhere_looser|fr-overlay",
    )),
    43: Row((
        "policy/test_shipped.py::test_these_are_shipped|hipaa-safe-harbor",
        "policy/test_shipped.py::test_its_examples_pass_and_try_every_kind_from_both_sides",
        "policy/test_shipped.py::test_no_direct_identifier_is_kept",
    )),
    44: Row((
        "policy/test_approvals.py::test_an_approval_that_does_not_count_says_why",
        "release/test_papers.py::test_the_impact_assessment_goes_from_context_to_governance",
    )),
    45: Row((
        "policy/test_approvals.py::test_an_approval_that_does_not_count_says_why",
        "policy/test_content_hash.py::test_what_is_approved_changes_the_hash",
        "policy/test_yaml_tree.py::test_what_an_officer_cannot_see_is_a_problem",
        "policy/test_extends.py::test_a_looser_value_is_told_with_both_lines",
    )),
}


def test_every_requirement_has_a_row() -> None:
    assert sorted(LAW) == list(range(1, ROWS + 1))


def test_a_row_has_tests_or_a_reason() -> None:
    assert [number for number, row in LAW.items() if bool(row.tests) == bool(row.reason)] == []


def test_nearly_all_can_be_checked() -> None:
    assert sum(bool(row.reason) for row in LAW.values()) <= MOST_REASONS


def test_every_test_that_is_named_is_there() -> None:
    assert {number: test for number, row in LAW.items() for test in row.tests if not is_there(test)} == {}


def test_a_test_that_is_not_there_would_be_missed() -> None:
    assert not is_there("policy/test_papers.py::test_no_such_test")
    assert not is_there("policy/test_papers.py::test_each_mistake_is_told_once|no such row")
