"""Account, contract, policy and membership numbers, behind their label."""

from pipeline.detection.cues import is_code, label_starts, labelled
from pipeline.detection.recognizer import Example, Needs, Recognizer

_LABELS = (
    r"account|accounts|acct|a/c|contract|policy|member|membership|loyalty|frequent flyer|meter|subscription"
    r"|card|sort code|routing"
    r"|konto|kontonummer|konto-nr|vertrag|vertrags?(?:nummer|nr|konto)|mitglied|mitgliedsnummer"
    r"|versicherungsnummer|zählernummer|police"
    r"|cuenta|contrato|póliza|socio|abonado"
    r"|compte|contrat|police|adhérent|abonné"
    r"|conto|contratto|polizza|tessera|utenza"
    r"|rekening|rekeningnummer|contractnummer|polisnummer|lidnummer|lidmaatschap"
    r"|conta|apólice|sócio"
)

PLUGIN = Recognizer(
    "account_id",
    "ACCOUNT_ID",
    patterns=(labelled(_LABELS),),
    validate=is_code,
    score=0.6,
    needs=Needs(digits=3, any_of=label_starts(_LABELS)),
    examples=(
        Example("account number 5512 8890", ("5512 8890",)),
        Example("meine Vertragsnummer lautet V-20-881723", ("V-20-881723",)),
        Example("acct: 99120034", ("99120034",)),
        Example("obwohl im Vertrag 286 Euro steht", reason="a price"),
        Example("he reiniciado la cuenta a las 16:39", reason="a time"),
        Example("an account for 2 users", reason="a count"),
        Example("my account is locked", reason="no digit follows"),
    ),
)
