"""User names by their shape: two words joined by a dot or underscore, with digits at the end, as sites make them up."""

import re

from pipeline.detection.recognizer import Example, Needs, Recognizer

PLUGIN = Recognizer(
    "username_by_shape",
    "USERNAME",
    patterns=(
        re.compile(
            r"(?<![\w@./:-])[^\W\d_]{2,20}[._][^\W\d_]{1,20}(?<!\.v)[0-9]{2,6}(?![\w@/-]|\.\w)",
            re.IGNORECASE,
        ),
    ),
    score=0.5,
    needs=Needs(digits=2, any_of=(".", "_")),
    examples=(
        Example("its ana_duar933", ("ana_duar933",)),
        Example("User ana.duarte77, locked", ("ana.duarte77",)),
        Example("error err_99", reason="one word"),
        Example("version app.v12", reason="a version"),
        Example("ana.duarte77@example.com", reason="an e-mail address"),
    ),
)
