"""Serial numbers of devices, behind a label."""

from pipeline.detection.cues import labelled
from pipeline.detection.recognizer import Example, Needs, Recognizer

PLUGIN = Recognizer(
    "device_id",
    "DEVICE_ID",
    patterns=(
        labelled(
            r"serial(?: ?(?:number|no|nr|#))?|s/n|imei|iccid|device id|seriennummer|número de serie"
            r"|numéro de série|numero di serie|serienummer|número de série"
        ),
    ),
    needs=Needs(digits=1, any_of=("seri", "s/n", "imei", "iccid", "device", "séri")),
    examples=(
        Example("serial number: C02XL0GTJGH5", ("C02XL0GTJGH5",)),
        Example("die Seriennummer lautet 88-4711-A", ("88-4711-A",)),
        Example("a serial problem with 3 devices", reason="no number follows the label"),
    ),
)
