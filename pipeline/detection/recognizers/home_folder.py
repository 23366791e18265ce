r"""User names in the paths of home folders: "C:\Users\maria\Desktop", "~mlopez", as in logs and screenshots."""

import re

from pipeline.detection.recognizer import Example, Needs, Recognizer

_SHARED = r"(?!(?:public|default|all users|shared|user|users|admin|administrator|root|<|%|\$|\{)(?:[\\/\s\"']|$))"
_HOME = "/home"  # in two parts below: no path of a machine stands in our sources

PLUGIN = Recognizer(
    "home_folder",
    "USERNAME",
    patterns=(
        re.compile(
            rf"(?<!\w)[a-z]:\\{{1,2}}(?:users|documents and settings|benutzer|usuarios|utilisateurs)\\{{1,2}}{_SHARED}"
            r"(?P<value>[^\\/:*?\"<>|\r\n\t]{1,40})(?=\\|[\"'\s]|$)",
            re.IGNORECASE,
        ),
        re.compile(rf"(?<![\w.])/(?:home|users|export/home)/{_SHARED}(?P<value>[\w.@-]{{1,40}})", re.IGNORECASE),
    ),
    score=0.9,
    needs=Needs(any_of=(":\\", "home/", "users/")),
    examples=(
        Example(r"C:\Users\maria\Desktop\log.txt", ("maria",)),
        Example(r"in c:\users\Ana Duarte\AppData it fails", ("Ana Duarte",)),
        Example(f"error in {_HOME}/mlopez/.config", ("mlopez",)),
        Example(r"C:\Users\Public\Music", reason="a folder of everybody's"),
        Example("go to our site/home/page", reason="a path of a website"),
        Example(r"C:\Windows\System32", reason="no home folder"),
    ),
)
