"""What a worker loads once: the model, the patterns, the plan, and the sub-keys of the run."""

from __future__ import annotations

from collections.abc import Collection

from pipeline.admission.gate import Admission
from pipeline.admission.list_files import lookup
from pipeline.admission.subject_lists import SubjectLists
from pipeline.anonymization.plan import build as build_plan
from pipeline.anonymization.written_words import fixed_label
from pipeline.detection.engine import Engine, recognizers
from pipeline.detection.entity_types import SPECIAL_TYPES
from pipeline.detection.model.classifier import TokenClassifier
from pipeline.disclosure.dataset_names import ENTITY_TYPE
from pipeline.disclosure.possible_names import WordCounter
from pipeline.errors import Refused
from pipeline.keys.master import MasterKey
from pipeline.keys.source import read_key
from pipeline.policy.loaded import LoadedPolicy
from pipeline.release.column_kinds import Kind
from pipeline.release.columns import turn_columns
from pipeline.release.job import Job
from pipeline.release.late_names import LateNames
from pipeline.release.records import LISTS, StagedLists
from pipeline.release.sanitizer import Sanitizer
from pipeline.release.shard import Keyring, word_digest
from pipeline.release.staging import Staging
from pipeline.release.store import FileStore


def preload() -> None:
    """Import what `load_engine` will, whatever the policy: the recognizers, with their patterns."""
    recognizers()


def load_engine(loaded: LoadedPolicy, without: Collection[str] = ()) -> Engine:
    """Return the detection of a policy: the model's session and the patterns.

    Args:
        loaded: the policy.
        without: passes to leave out besides those that the policy does.
    """
    detection = loaded.policy.detection
    own = {name: each for name, each in detection.thresholds.items() if name in TokenClassifier.entity_types}
    return Engine(
        detection.languages,
        detection.threshold,
        detection.thresholds,
        allow_list=loaded.allow_list,
        deny_list=loaded.deny_list,
        detector=loaded.detector,
        special_types=SPECIAL_TYPES,
        words_allowed=loaded.words_allowed,
        classifier=TokenClassifier(detection.threshold, own),
        without={*detection.without, *without},
    )


def detects_like(one: LoadedPolicy, other: LoadedPolicy) -> bool:
    """Return whether two policies find the same in every text, so that one engine serves both."""
    return _settings(one) == _settings(other)


def _settings(loaded: LoadedPolicy) -> tuple[object, ...]:
    detection = loaded.policy.detection
    settings = (
        detection.languages,
        detection.threshold,
        detection.thresholds,
        detection.without.keys(),
        loaded.words_allowed,
    )
    return (*settings, loaded.allow_list, loaded.deny_list, loaded.detector)


def load_sanitizer(
    loaded: LoadedPolicy, master: MasterKey, engine: Engine | None = None, admission: Admission | None = None
) -> Sanitizer:
    """Return the sanitizer of a policy: its engine, or one that detects like it, and the validated plan.

    Without the admission of a run there is no run (see `Admission`).
    """
    plan = build_plan(loaded.policy, master=master)
    hides_names = loaded.policy.detection.dataset_names and fixed_label(plan, ENTITY_TYPE) is not None
    words = WordCounter(loaded.allow_list) if hides_names else None
    return Sanitizer(admission or Admission(loaded.policy), engine or load_engine(loaded), plan, words)


def load_worker(job: Job) -> tuple[Sanitizer, Keyring]:
    """Resolve the key's reference here, on the worker, and load all that a shard needs.

    Raises:
        Refused: the reference names another key here than where the run was submitted.
        EngineFailed: a list that the policy names is not in staging.
    """
    master = _master(job)
    admission = Admission.of_run(job.policy.policy, job.as_of, _lists(job, master))
    return load_sanitizer(job.policy, master, admission=admission), Keyring.derive(master, job.policy.policy, job.run)


def load_late_names(job: Job) -> LateNames | None:
    """Return how names of the data set are hidden in written rows, or None where they are not.

    Raises:
        Refused: as `load_worker`.
    """
    policy = job.policy.policy
    columns = {column.kind: column.name for column in turn_columns(policy)}
    if not policy.detection.dataset_names or Kind.TEXT not in columns:
        return None
    master = _master(job)
    label = fixed_label(build_plan(policy, master=master), ENTITY_TYPE)
    if label is None:
        return None
    return LateNames(label, word_digest(master, policy, job.run), columns[Kind.TEXT], columns.get(Kind.WORDS))


def _lists(job: Job, master: MasterKey) -> SubjectLists:
    staged = None
    if job.policy.policy.lists.named:
        staged = Staging(FileStore(job.staging)).read_record(LISTS, StagedLists)
    return lookup(dict(staged.entries) if staged else {}, master)


def _master(job: Job) -> MasterKey:
    master = read_key(job.key_reference)
    if master.key_id != job.key_id:
        raise Refused("the key's reference names another key on this worker")
    return master
