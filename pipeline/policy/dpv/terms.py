"""Which term of the vocabulary says what a policy says. IRIs are written as prefixed names; no file of DPV is needed.

All names stand in DPV 2.3 (February 2026). A kind of data without a term of its own is `dpv:PersonalData`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from pipeline.policy.dpv.graph import PREFIXES, Iri, Literal, Object, term
from pipeline.policy.schema import EntityRule, Label

LEGAL_BASES: Mapping[str, str] = MappingProxyType({
    "consent": "eu-gdpr:A6-1-a",
    "contract": "eu-gdpr:A6-1-b",
    "legal_obligation": "eu-gdpr:A6-1-c",
    "public_task": "eu-gdpr:A6-1-e",
    "legitimate_interests": "eu-gdpr:A6-1-f",
})

DATA_SUBJECTS: Mapping[str, str] = MappingProxyType({
    "customer": "dpv:Customer",
    "agent": "dpv:Employee",
    "third_party": "dpv:ThirdParty",
    "child": "dpv:Child",
})

LABELS: Mapping[Label, str] = MappingProxyType({
    Label.PERSONAL_PSEUDONYMISED: "dpv:PseudonymisedData",
    Label.PERSONAL_REDACTED: "dpv:PersonalData",
    Label.ANONYMITY_ASSESSED: "dpv:ContextuallyAnonymisedData",
})

PERSONAL_DATA: Mapping[str, str] = MappingProxyType({
    "PERSON": "pd:Name",
    "EMAIL_ADDRESS": "pd:EmailAddress",
    "PHONE_NUMBER": "pd:TelephoneNumber",
    "STREET_ADDRESS": "pd:PhysicalAddress",
    "ZIP_CODE": "pd:Location",
    "LOCATION": "pd:Location",
    "IP_ADDRESS": "pd:IPAddress",
    "MAC_ADDRESS": "pd:UID",
    "DEVICE_ID": "pd:UID",
    "USERNAME": "pd:Username",
    "SOCIAL_HANDLE": "pd:Username",
    "ORDER_ID": "pd:UID",
    "CUSTOMER_ID": "pd:UID",
    "ACCOUNT_ID": "pd:UID",
    "IBAN_CODE": "pd:BankAccount",
    "CREDIT_CARD": "pd:PaymentCardNumber",
    "CARD_SECURITY_CODE": "pd:PaymentCard",
    "PIN": "pd:Password",
    "PASSWORD": "pd:Password",
    "SECRET": "pd:Password",
    "NATIONAL_ID": "pd:OfficialID",
    "GOV_ID": "pd:OfficialID",
    "DRIVER_LICENSE": "pd:OfficialID",
    "PASSPORT": "pd:Passport",
    "VEHICLE_PLATE": "pd:VehicleLicense",
    "DATE_OF_BIRTH": "pd:BirthDate",
    "AGE": "pd:AgeRange",
    "HEALTH": "pd:Health",
    "RELIGION": "pd:ReligiousBelief",
    "POLITICS": "pd:PoliticalOpinion",
    "SEXUALITY": "pd:Sexual",
    "ETHNICITY": "pd:EthnicOrigin",
    "UNION_MEMBERSHIP": "pd:TradeUnionMembership",
    "CRIME": "pd:Criminal",
})

_MEASURES: Mapping[str, str] = MappingProxyType({
    "remove": "dpv:DataRedaction",
    "replace": "dpv:DataRedaction",
    "mask": "dpv:DataRedaction",
})
_NAME = re.compile(r"([a-z-]+):([A-Za-z][A-Za-z0-9-]*)")
_ADDRESS = re.compile(r"https://[^\s<>\"{}|\\^`]+")  # what Turtle lets stand between < and >


def kind_of_data(entity_type: str) -> Iri:
    """Return the term of a kind of personal data."""
    return term(PERSONAL_DATA.get(entity_type, "dpv:PersonalData"))


def treatment(rule: EntityRule) -> tuple[Iri, Iri] | None:
    """Return what happens to a kind of data as property and term; None where it stays as it is."""
    if rule.operator == "pseudonymise":
        everywhere = rule.parameters.get("scope") == "dataset"
        kind = "DeterministicPseudonymisation" if everywhere else "DocumentRandomisedPseudonymisation"
        return term("dpv:hasTechnicalMeasure"), term(f"dpv:{kind}")
    if rule.operator == "generalise":  # DPV 2.3 has no closer term
        return term("dpv:hasProcessing"), term("dpv:Transform")
    measure = _MEASURES.get(rule.operator)
    return (term("dpv:hasTechnicalMeasure"), term(measure)) if measure else None


def as_written(text: str) -> Object:
    """Return what a policy writes as a term where it is a name with a known prefix or an address, else as text."""
    if _ADDRESS.fullmatch(text):
        return Iri(text)
    found = _NAME.fullmatch(text)
    return term(text) if found and found.group(1) in PREFIXES else Literal(text)
