"""`dataset_card`: what a researcher must know before opening the data. Rounded counts; no example rows.

The card is rendered three times: as `dataset_card.md` beside the data, and as page and JSON among the papers.
"""

from __future__ import annotations

from pipeline.release.documents import tables
from pipeline.release.documents.dictionary import Entry, conversation_entries, dialogue_entries, turn_entries
from pipeline.release.documents.material import Material
from pipeline.release.documents.paper import Column, Listing, Paper, Section, Style, Table, fact
from pipeline.release.documents.wording import about, in_words
from pipeline.release.labels import NO_PROMISES
from pipeline.release.manifest import Manifest
from pipeline.release.tables import CONVERSATIONS, TURNS
from pipeline.release.turn_times import UNKNOWN

NAME = "dataset_card"
CARD_NAME = "dataset_card.md"

_NOT_AT_RANDOM = "What is missing is not missing at random: compare the reasons with your question."
_READ = "veil verify . && duckdb -init views.sql"
_ASK = """SELECT count(*) AS conversations FROM conversations;
-- What stands at a hidden place: offsets count code points from 0.
SELECT r.entity_type, substr(t.text, r.char_start + 1, r.char_end - r.char_start) AS shown, count(*)
FROM turns t, unnest(t.redactions) AS u(r)
GROUP BY ALL ORDER BY 3 DESC;"""


def dataset_card(material: Material) -> Paper:
    """Return the card. Counts are rounded to tens, and those below ten are written `<10`."""
    return Paper(
        name=NAME,
        title=material.policy.metadata.title,
        kind="Dataset card",
        about="What a researcher has to know before opening the data.",
        sections=(
            _uses(material),
            Section("no_promises", "What the label does not promise", lines=NO_PROMISES),
            _content(material.manifest),
            _left_out(material.manifest),
            *_repaired(material.manifest),
            _hidden(material),
            _columns(material),
            _limits(material),
            _duties(material),
            _reading(material.manifest),
        ),
    )


def _uses(material: Material) -> Section:
    policy = material.policy
    after_all = policy.purpose.allowed_after_all
    recipients = (f"{party.id} ({party.category}, {party.location})" for party in policy.parties.recipients)
    return Section(
        "uses",
        "What it is for, and what not",
        facts=(
            fact("purpose", "Allowed", f"{material.manifest.purpose}: {policy.purpose.statement}"),
            fact("not_for", "Forbidden", *(use.replace("_", " ") for use in policy.purpose.not_for), _REST),
            fact("controller", "Controller", f"{policy.parties.controller.name} ({policy.parties.controller.contact})"),
            *(fact(use, f"Allowed after all: {use.replace('_', ' ')}", why) for use, why in after_all.items()),
            fact("recipients", "Recipients", *recipients),
            fact("terms", "Terms for recipients", policy.release.terms),
            fact("policy", "Policy", f"{material.manifest.policy.id} {material.manifest.policy.version}"),
            fact("policy_sha256", "Its SHA-256", material.manifest.policy.sha256),
        ),
    )


_REST = "every other use, recognizing people and joining with other sources among them"


def _content(manifest: Manifest) -> Section:
    counts, months = manifest.counts, _months(manifest)
    period = f"{months[0]} to {months[-1]} ({len(months)} months with conversations)" if months else None
    return Section(
        "content",
        "What is in it",
        prose=("Counts are rounded to tens; below ten they are written <10.",),
        facts=(
            fact("conversations", "Conversations", about(counts.released)),
            fact("turns", "Turns", about(counts.turns)),
            fact("people", "People", about(counts.people)),
            fact("period", "Period", period, otherwise="months are not told"),
            fact(
                "languages", "Languages",
                *(f"{code} {about(count)}" for code, count in sorted(counts.languages.items())), otherwise="none",
            ),
            fact("content_digest", "Content digest", manifest.content_digest),
        ),
    )  # fmt: skip


def _months(manifest: Manifest) -> list[str]:
    """Return the months that are known, in order."""
    names = {entry.partition.partition("=")[2] for entry in manifest.files}
    return sorted(name for name in names if name not in {"", UNKNOWN})


def _left_out(manifest: Manifest) -> Section:
    return Section(
        "left_out",
        "What was left out, and why it matters",
        prose=(f"Of {about(manifest.counts.read)} records read, these are not in the dataset.", _NOT_AT_RANDOM),
        tables=(tables.left_out(manifest),),
    )


def _repaired(manifest: Manifest) -> tuple[Section, ...]:
    if not manifest.repaired:
        return ()
    columns = (Column("what", "What"), Column("times", "Times", Style.NUMBER))
    rows = tuple((in_words(code), about(count)) for code, count in sorted(manifest.repaired.items()))
    table = Table("repaired", "Repairs", columns, rows)
    return (Section("repaired", "What was put right while reading", tables=(table,)),)


def _hidden(material: Material) -> Section:
    manifest = material.manifest
    columns = (
        Column("entity_type", "Kind of personal data", Style.CODE), Column("operator", "Operator"),
        Column("mentions", "Mentions", Style.NUMBER),
    )  # fmt: skip
    rows = tuple((entry.entity_type, entry.operator, about(entry.count)) for entry in manifest.redactions)
    names = manifest.dataset_names
    told = (
        f"{about(names.mentions)} of them were hidden because a word is a name elsewhere in the data set"
        f" ({about(names.words)} such words)."
        if names
        else "A name that was missed in one conversation was not looked for by its other mentions in the data set."
    )
    return Section(
        "hidden",
        "What was hidden",
        prose=(
            "Outside these mentions the text is as it was said: spelling, capitals, emoji and punctuation included.",
            told,
        ),
        tables=(Table("hidden", "Mentions by kind and operator", columns, rows),),
    )


def _columns(material: Material) -> Section:
    named = (
        (CONVERSATIONS, "one row a conversation", conversation_entries(material.policy)),
        (TURNS, "one row a turn", turn_entries(material.policy)),
        ("dialogues", "a view: conversations with one more column", dialogue_entries(material.policy)),
    )
    return Section(
        "columns",
        "Columns",
        prose=(
            (
                "An empty cell says that there is no unit, or that the set of values is open. Sources are paths of the"
                " conversations as they were read."
            ),
        ),
        tables=tuple(_dictionary(name, grain, entries) for name, grain, entries in named if entries),
    )


def _dictionary(name: str, grain: str, entries: list[Entry]) -> Table:
    columns = (
        Column("column", "Column", Style.CODE), Column("meaning", "Meaning"), Column("type", "Type"),
        Column("unit", "Unit"), Column("values", "Values"), Column("source", "Made from", Style.CODE),
        Column("operator", "Operator"), Column("quasi_identifier", "Quasi-identifier"),
    )  # fmt: skip
    rows = tuple(
        (
            entry.name, entry.meaning.description, entry.type, entry.meaning.unit, entry.meaning.values, entry.source,
            entry.operator, "yes" if entry.quasi_identifier else "no",
        )
        for entry in entries
    )  # fmt: skip
    return Table(name, f"{name}: {grain}", columns, rows)


def _limits(material: Material) -> Section:
    languages = ", ".join(material.policy.detection.languages)
    return Section(
        "limits",
        "Known limits",
        lines=(
            "Detection misses some mentions, most of all rare names, nicknames and names that are common words.",
            "Some words that name nobody are hidden; counts of words and phrases are lower bounds.",
            f"Only {languages} are read; conversations in other languages are not in the dataset.",
            "Groups of few people are not suppressed, and rare words are not replaced.",
            "The same person counts once only where records name the person in the same way.",
            "Languages and months with few conversations say little.",
        ),
    )


def _duties(material: Material) -> Section:
    manifest, contact = material.manifest, material.policy.parties.controller.contact
    return Section(
        "duties",
        "Expiry, leaks, citation",
        facts=(
            fact("expires", "Not to be used after", f"{manifest.expires}: delete every copy by then"),
            fact(
                "leak", "If something personal shows that should be hidden",
                f"Tell {contact} the conversation_key and the turn_index, never the text, and pass nothing on",
            ),
            fact("newer", "Newer releases", "A newer release supersedes this one; see latest.json above the releases"),
            fact("cite", "Cite as", f"{manifest.dataset_id}, content digest {manifest.content_digest[:16]}"),
        ),
    )  # fmt: skip


def _reading(manifest: Manifest) -> Section:
    by_month = any(entry.partition for entry in manifest.files)
    months = "; the month comes from the folders' names, in both tables" if by_month else ""
    return Section(
        "reading",
        "How to read it",
        prose=(
            "Start DuckDB inside this folder. views.sql reads exactly the files that manifest.json lists.",
            f"pandas, polars and pyarrow read the folders data/conversations and data/turns{months}.",
        ),
        listings=(Listing("sh", _READ), Listing("sql", _ASK)),
    )
