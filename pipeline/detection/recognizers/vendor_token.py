"""Further tokens that give themselves away by their prefix, as their vendors publish them for secret scanning.

Google OAuth, Stripe webhooks, npm, PyPI, Hugging Face, SendGrid, Telegram, DigitalOcean, Shopify, Square,
Atlassian, Databricks, Azure storage.
"""

import re

from pipeline.detection.recognizer import Example, Needs, Recognizer

PLUGIN = Recognizer(
    "vendor_token",
    "SECRET",
    patterns=(
        re.compile(
            r"(?<!\w)(?:ya29\.[\w-]{20,512}|GOCSPX-[\w-]{20,64}|whsec_\w{16,128}|npm_[A-Za-z0-9]{30,64}"
            r"|pypi-[\w-]{20,512}|hf_[A-Za-z]{20,64}|SG\.[\w-]{16,64}\.[\w-]{16,128}"
            r"|do[opr]_v1_[0-9a-f]{32,128}|shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}|sq0(?:atp|csp)-[\w-]{20,64}"
            r"|ATATT[\w=-]{30,300}|dapi[0-9a-f]{32}|sk-ant-[\w-]{20,256})(?![\w-])"
        ),
        re.compile(r"(?<![\w:])[0-9]{8,10}:AA[\w-]{33}(?!\w)"),
        re.compile(r"(?i:AccountKey=)(?P<value>[A-Za-z0-9+/]{40,120}={0,2})"),
    ),
    score=0.95,
    needs=Needs(
        any_of=(
            *("ya29.", "gocspx-", "whsec_", "npm_", "pypi-", "hf_", "sg.", "sk-ant-", "_v1_", "shp", "sq0", "atatt"),
            *("dapi", ":aa", "accountkey="),
        )
    ),
    examples=(
        Example("key npm_abcdefghijklmnopqrstuvwxyz0123456789", ("npm_abcdefghijklmnopqrstuvwxyz0123456789",)),
        Example("whsec_0123456789abcdef0123", ("whsec_0123456789abcdef0123",)),
        Example(
            "bot 123456789:AAabcdefghijklmnopqrstuvwxyz0123456", ("123456789:AAabcdefghijklmnopqrstuvwxyz0123456",)
        ),
        Example("run npm_install and hf_test", reason="too short"),
        Example("SG.1 is a bus", reason="no token behind it"),
    ),
)
