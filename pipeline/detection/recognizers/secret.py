"""Secrets that give themselves away by their prefix: JWT, AWS, GitHub, GitLab, Slack, Google, Stripe, bearer, keys.

Source: RFC 7519 (JWT), RFC 7468 (PEM), and the token formats that the vendors publish for secret scanning.
"""

import re

from pipeline.detection.recognizer import Example, Needs, Recognizer

PLUGIN = Recognizer(
    "secret",
    "SECRET",
    patterns=(
        re.compile(r"(?<!\w)eyJ[\w-]{8,4000}\.[\w-]{4,4000}\.[\w-]{0,4000}"),
        re.compile(r"(?<!\w)(?:AKIA|ASIA)[A-Z0-9]{16}(?!\w)"),
        re.compile(r"(?<!\w)(?:gh[opsru]_\w{20,255}|github_pat_\w{20,255}|glpat-[\w-]{20,255})"),
        re.compile(r"(?<!\w)xox[abeoprs]-[\w-]{10,255}"),
        re.compile(r"(?<!\w)(?:sk|pk|rk)[_-](?:live|test|proj)?[_-]?[A-Za-z0-9_-]{16,255}(?!\w)"),
        re.compile(r"(?<!\w)AIza[\w-]{35}(?!\w)"),
        re.compile(r"(?i:(?<!\w)bearer\s{1,3})(?P<value>[\w.~+/-]{16,4000}={0,2})"),
        re.compile(
            r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----"
            r"[\sA-Za-z0-9+/=]{0,20000}(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?"
        ),
    ),
    score=0.95,
    needs=Needs(
        any_of=("eyj", "akia", "asia", "gh", "glpat", "xox", "sk", "pk", "rk", "aiza", "bearer", "private key")
    ),
    examples=(
        Example(
            "token eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbmEifQ.c2lnbmF0dXJl ok",
            ("eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbmEifQ.c2lnbmF0dXJl",),
        ),
        Example("key AKIAIOSFODNN7EXAMPLE", ("AKIAIOSFODNN7EXAMPLE",)),
        Example("Authorization: Bearer abcdef0123456789abcdef", ("abcdef0123456789abcdef",)),
        Example("ghp_abcdefghijklmnopqrstuvwxyz0123456789", ("ghp_abcdefghijklmnopqrstuvwxyz0123456789",)),
        Example("the bearer of this letter", reason="an ordinary sentence"),
        Example("akiara is a town", reason="a word that begins alike"),
    ),
)
