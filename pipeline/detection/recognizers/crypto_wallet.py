"""Bitcoin addresses with checksum (Presidio's own recognizer)."""

from presidio_analyzer.predefined_recognizers import CryptoRecognizer

from pipeline.detection.presidio import wrap
from pipeline.detection.recognizer import Example, Needs

PLUGIN = wrap(
    CryptoRecognizer(),
    "crypto_wallet",
    "CRYPTO",
    checksum=True,
    needs=Needs(digits=1, any_of=("1", "3", "bc1")),
    examples=(
        Example("to bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4 now", ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",)),
        Example("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", reason="the checksum fails"),
    ),
)
