"""MAC addresses (EUI-48), by Presidio's own recognizer."""

from presidio_analyzer.predefined_recognizers import MacAddressRecognizer

from pipeline.detection.presidio import wrap
from pipeline.detection.recognizer import Example, Needs

PLUGIN = wrap(
    MacAddressRecognizer(),
    "mac_address",
    "MAC_ADDRESS",
    needs=Needs(any_of=(":", "-", ".")),
    examples=(
        Example("router 00:1A:2B:3C:4D:5E blinks", ("00:1A:2B:3C:4D:5E",)),
        Example("cisco 0012.3456.789a", ("0012.3456.789a",)),
        Example("ff:ff:ff:ff:ff:ff", reason="the broadcast address names no device"),
        Example("00:1A:2B:3C:4D", reason="five parts"),
    ),
)
