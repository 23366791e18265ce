"""Every format goes through the whole job: what a folder of all of them holds is read, and every record accounted for.

`pytest -s` shows, by format, what became of the records. Few are released, as most examples are two short turns without
a date: the gates of the policy refuse what no notice covers and what is in no language that can be told.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

import orjson
import pytest

from pipeline.admission.admit import Admitted, admit
from pipeline.admission.gate import Admission
from pipeline.conversation.model import Channel
from pipeline.errors import Refused
from pipeline.evaluation.vocabulary import vocabulary
from pipeline.policy.loader import load
from pipeline.sources.catalog import formats
from pipeline.sources.field_map import load_field_map
from pipeline.sources.format import Format, ParseContext, Record, SourceOptions
from pipeline.sources.reading import parse_stream
from pipeline.sources.sniffing import read_head, sniff
from tests.conftest import ROOT
from tests.support.runs import approved_policy, veil_run

pytestmark = pytest.mark.slow

SAMPLES = Path(os.environ.get("VEIL_FORMATS", ROOT.parent / "shared" / "data" / "formats"))
ZONE = "Europe/Berlin"
UNREAD = {
    "**/SOURCE.txt": "says where the samples are from",
    "LICENSES.txt": "says under which licences they are",
    "ctm_stm_rttm/*.rttm": "says who spoke when, and no word",
    "email/email_1_3.txt": "the body of a mail, without headers",
    "email/email_1_5.txt": "the body of a mail, without headers",
    "email/email_partial_quote_header.txt": "the body of a mail, without headers",
    "email/johndoeexamplecom_body": "the body of a mail, without headers",
    "email/pathological.txt": "the body of a mail, without headers",
    "google_ccai_insights/appointment-flow.json": "an agent's configuration",
    "intercom/get_contacts_contact_id.json": "a contact, not a conversation",
}
"""What lies among the samples and is recognized as nothing."""
SCHEMAS = {
    "azure_call_center/*.schema.json": "the schema of a transcription: recognized as one, and rejected",
}

Outcomes = dict[str, Counter[str]]


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped policy with notices old enough for the samples."""
    dated = dict.fromkeys(("date: 2025-06-15", "date: 2025-03-01", "date: 2025-09-01"), "date: 2001-01-01")
    changes = {"max_rejected_fraction: 0.01": "max_rejected_fraction: 1"}
    return approved_policy(tmp_path_factory.mktemp("policy"), changes | dated)


def mapped() -> dict[str, str | None]:
    """Return the field map that the first example of each format is read with."""
    maps = {name: plugin.examples[0].options.field_map for name, plugin in formats().items()}
    return {name: each.model_dump_json(exclude_defaults=True) if each else None for name, each in maps.items()}


MAPS = mapped()


@pytest.mark.parametrize("names", [[name for name in MAPS if not MAPS[name]], *([name] for name in MAPS if MAPS[name])])
def test_the_first_example_of_every_format_goes_through_the_job(names: list[str], policy: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for plugin in map(formats().get, names):
        assert plugin
        (folder / f"{plugin.name}{plugin.suffixes[0]}").write_bytes(plugin.examples[0].data)
    outcomes = outcomes_of_run(folder, policy, tmp_path, MAPS[names[0]])
    assert sorted(outcomes) == sorted(names)
    examples = {name: formats()[name].examples[0] for name in names}
    assert {name: outcome["read"] for name, outcome in outcomes.items()} == {
        name: len(example.conversations) + len(example.rejects) for name, example in examples.items()
    }


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples do not lie beside the checkout")
def test_every_sample_that_the_vendors_software_wrote_goes_through_the_job(policy: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    unread = {path for pattern in UNREAD for path in SAMPLES.glob(pattern)}
    for path in SAMPLES.rglob("*"):
        if path.is_file() and path not in unread:
            copy = folder / path.relative_to(SAMPLES)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
    for path in unread:
        with pytest.raises(Refused):
            recognized(path.read_bytes(), path.name)
    outcomes = outcomes_of_run(folder, policy, tmp_path)
    schemas = sum(len(list(SAMPLES.glob(pattern))) for pattern in SCHEMAS)
    assert sum(outcome["rejected"] for outcome in outcomes.values()) == outcomes["azure-speech"]["rejected"] == schemas


def outcomes_of_run(folder: Path, policy: Path, place: Path, field_map: str | None = None) -> Outcomes:
    """Run the job on a folder, hold its counts against what the readers and gates say by format, and return that."""
    options = ["--zone", ZONE, "--channel", "chat"]
    if field_map:
        (place / "map.yaml").write_text(field_map)
        options += ["--field-map", str(place / "map.yaml")]
    expected = outcomes_of(folder, policy, field_map)
    sys.stdout.write(table(expected))
    released = total(expected)["released"]
    veil_run([folder], policy, place / "out", *options, expect=0 if released else 3)
    (summary,) = (place / "out" / "runs").glob("*/summary.json")
    told = orjson.loads(summary.read_bytes())
    assert bool(released) or told["failed_checks"][0] == "something is released (0 conversations)"
    counts = told["counts"]
    # Special categories are found in the text, after the gates that are asked here.
    told_in_text = sum(number for reason, number in counts["refused"] if reason.startswith("special_category."))
    assert {
        "read": counts["read"],
        "released": counts["released"] + told_in_text,
        "refused": sum(number for _, number in counts["refused"]) - told_in_text,
        "rejected": sum(number for _, number in counts["rejected"]) + counts["duplicates"],
    } == total(expected)
    return expected


def outcomes_of(folder: Path, policy: Path, field_map: str | None) -> Outcomes:
    """Return by format what should become of the records: a record whose id another one has is rejected."""
    admission = Admission(load(policy, vocabulary()).policy)
    fields = load_field_map(field_map) if field_map else None
    options = SourceOptions(zone=ZoneInfo(ZONE), default_channel=Channel.CHAT, field_map=fields)
    outcomes: Outcomes = {}
    read: list[tuple[str, str, str]] = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = path.read_bytes()
        plugin = formats()[path.stem] if field_map else recognized(data, path.name)
        context = ParseContext.of(options, 0, path.relative_to(folder).as_posix())
        outcome = outcomes.setdefault(plugin.name, Counter(read=0, released=0, refused=0, rejected=0))
        for parsed in parse_stream(io.BytesIO(data), plugin, context):
            outcome["read"] += 1
            if isinstance(parsed, Record):
                fate = "released" if isinstance(admit(parsed.conversation, admission), Admitted) else "refused"
                read.append((parsed.conversation.id, plugin.name, fate))
            else:
                outcome["rejected"] += 1
    ids = Counter(identifier for identifier, _, _ in read)
    for identifier, name, fate in read:
        outcomes[name][fate if ids[identifier] == 1 else "rejected"] += 1
    return outcomes


def recognized(data: bytes, name: str) -> Format:
    """Return the format that the content tells."""
    return sniff(read_head(io.BytesIO(data), name)[0])


def total(outcomes: Outcomes) -> dict[str, int]:
    """Return the sums over all formats."""
    columns = ("read", "released", "refused", "rejected")
    return {column: sum(outcome[column] for outcome in outcomes.values()) for column in columns}


def table(outcomes: Mapping[str, Mapping[str, int]]) -> str:
    """Return a line a format: how many records were read, released, refused, rejected."""
    lines = [f"{name:34}" + "".join(f"{number:9}" for number in each.values()) for name, each in outcomes.items()]
    return "\n".join([f"\n{'format':34}     read released  refused rejected", *lines, ""])
