"""The kinds of personal data that detection can name. Imports nothing, so that a policy can be checked quickly."""

from __future__ import annotations

from typing import Final

DIRECT_TYPES: Final = frozenset({
    "PERSON",
    "EMAIL_ADDRESS",
    "PHONE_NUMBER",
    "STREET_ADDRESS",
    "ZIP_CODE",
    "DATE_OF_BIRTH",
    "ACCOUNT_ID",
    "ORDER_ID",
    "CUSTOMER_ID",
    "USERNAME",
    "SOCIAL_HANDLE",
    "PASSWORD",
    "PIN",
    "SECRET",
    "CREDIT_CARD",
    "CARD_SECURITY_CODE",
    "IBAN_CODE",
    "NATIONAL_ID",
    "PASSPORT",
    "DRIVER_LICENSE",
    "VEHICLE_PLATE",
    "IP_ADDRESS",
    "MAC_ADDRESS",
    "DEVICE_ID",
    "CRYPTO",
    "GOV_ID",
})
"""Types that point at one person, household or account by themselves, or open one."""

MASK: Final = "UPSTREAM_MASK"
"""What somebody put in place of personal data before Veil read the text."""

OTHER_TYPES: Final = frozenset({
    "LOCATION", "AGE", "DATE_TIME", "BIC", "URL", "ORGANIZATION", "AMOUNT", MASK,
})  # fmt: skip
"""Types that describe rather than point."""

SPECIAL_TYPES: Final = frozenset({
    "HEALTH", "RELIGION", "POLITICS", "SEXUALITY", "ETHNICITY", "UNION_MEMBERSHIP", "CRIME",
})  # fmt: skip
"""Special categories (GDPR Art. 9 and 10). They are looked for in every conversation, whatever a policy says."""

ENTITY_TYPES: Final = DIRECT_TYPES | OTHER_TYPES | SPECIAL_TYPES
"""All types a recognizer may emit and a policy may name."""
