"""What must be found, by language. The value is what stands between the slashes; all values are made up."""

from __future__ import annotations

import pytest

from tests.detection.spoken.speech import found

HITS = [
    # language, type, text with /value/, what it shows
    ("en", "PHONE_NUMBER", "my number is /four one five triple five oh one two three/", "triple and oh"),
    ("en", "PHONE_NUMBER", "/415 five five five 12 34/", "figures and words mixed"),
    ("en", "PHONE_NUMBER", "call /four hundred fifteen, five five five, twelve thirty four/", "hundreds and tens"),
    ("en", "PHONE_NUMBER", "/plus four four two zero seven nine four six zero one two three/", "a country"),
    ("en", "CREDIT_CARD", "/forty one eleven eleven eleven eleven eleven eleven eleven/", "Luhn over tens"),
    ("en", "ACCOUNT_ID", "um /four one uh five, sorry, four one six/ yes", "a filler and a repair"),
    ("en", "ACCOUNT_ID", "the last four are /six seven eight nine/", "four digits"),
    ("en", "ACCOUNT_ID", "it's /B F one two three four/", "letters before digits"),
    ("en", "ACCOUNT_ID", "my policy is /nine eight seven dash six five four/", "a dash"),
    ("en", "ORDER_ID", "booking reference /k as in kilo t for tango seven nine two/", "explained letters"),
    ("en", "PERSON", "my name is /s as in sugar m i double t h/", "a spelled name"),
    ("en", "PERSON", "last name /S-M-I-T-H/", "dashes between letters"),
    ("en", "PERSON", "/b as in bravo o as in oscar capital b like boy/", "three explained letters need no cue"),
    ("en", "PERSON", "surname is spelled /bee as in boy o d for david e/", "a garbled letter"),
    ("en", "ZIP_CODE", "we are at /s w one a two a a/", "a postcode"),
    ("en", "ZIP_CODE", "/w two, zero a b/", "a pause"),
    ("en", "ZIP_CODE", "/uniform bravo nine bravo three papa uniform/", "NATO"),
    ("en", "ZIP_CODE", "and then zip code /two five three zero six/", "a labelled postcode"),
    ("en", "EMAIL_ADDRESS", "it is /j dot miller at gmail dot com/ thanks", "a provider"),
    ("en", "EMAIL_ADDRESS", "/j underscore doe ninety two at yahoo/", "no ending"),
    ("en", "EMAIL_ADDRESS", "/john dot smith at example dot co dot uk/", "three labels"),
    ("en", "EMAIL_ADDRESS", "email is /a n a at sign web dash shop dot d e/", "spelled ending, a dash"),
    ("en", "EMAIL_ADDRESS", "/k duarte seven at gmail com/", "the dot was lost"),
    ("en", "URL", "go to /w w w dot example dot com/", "www"),
    ("en", "URL", "i looked at /google dot com/", "a site, not a mail address"),
    ("en", "DATE_OF_BIRTH", "born on /twenty third of june nineteen eighty/", "ordinal and halves"),
    ("en", "DATE_OF_BIRTH", "date of birth /June 15, one nine eight six/", "a year digit by digit"),
    ("en", "DATE_TIME", "the /twenty seventh of the ninth nineteen seventy nine/", "a month by number"),
    ("en", "DATE_TIME", "/27th of the 9th 1979/", "the same in figures"),
    ("en", "DATE_OF_BIRTH", "my birthday is /may fourth two thousand and one/", "month first"),
    ("en", "IBAN_CODE", "/n l nine one a b n a zero four one seven one six four three double zero/", "mod 97"),
    ("en", "STREET_ADDRESS", "i live at /twenty two acacia avenue/", "a house number"),
    ("en", "CARD_SECURITY_CODE", "the security code is /four one five/", "three digits behind a cue"),
    ("de", "PHONE_NUMBER", "/null eins sieben eins, zwei drei vier, einundzwanzig zweiunddreißig/", "glued tens"),
    ("de", "PERSON", "/M wie Martha A wie Anton I wie Ida E wie Emil R/", "names of the alphabet"),
    ("de", "PERSON", "/b wie berlin u wie unna s wie salzwedel/", "cities of DIN 5009:2022"),
    ("de", "PERSON", "/wie Martha wie Anton wie Ida/", "the letters were lost"),
    ("de", "EMAIL_ADDRESS", "/max minus mustermann unterstrich drei ät web punkt de/", "signs"),
    ("de", "DATE_OF_BIRTH", "geboren am /dreiundzwanzigsten juni neunzehnhundertachtzig/", "a glued ordinal"),
    ("de", "DATE_TIME", "am /dritten siebten neunzehnhundertsiebenundachtzig/", "two ordinals"),
    ("de", "ZIP_CODE", "postleitzahl /eins null eins eins fünf/", "a labelled postcode"),
    ("de", "STREET_ADDRESS", "/lindenstraße zweiundzwanzig/", "the number behind the street"),
    ("de", "CUSTOMER_ID", "meine Kundennummer ist /doppel vier sieben eins eins/", "Doppel"),
    ("es", "PHONE_NUMBER", "/seis doce treinta y cuatro cincuenta y seis setenta y ocho/", "tens with y"),
    ("es", "NATIONAL_ID", "el dni es /doce treinta y cuatro cincuenta y seis setenta y ocho z/", "a check letter"),
    ("es", "PERSON", "/b de barcelona u de ulises r de roma g de granada o/", "a de alphabet"),
    ("es", "EMAIL_ADDRESS", "/juan guion bajo pérez arroba ejemplo punto es/", "guion bajo"),
    ("es", "DATE_OF_BIRTH", "nací el /veintitrés de junio de mil novecientos ochenta/", "a year from mil"),
    ("es", "STREET_ADDRESS", "vivo en /calle mayor veintitrés/", "the number behind the street"),
    ("fr", "PHONE_NUMBER", "le /zéro un quarante-deux quatre-vingt-dix-sept trente et un dix/", "quatre-vingt-dix"),
    ("fr", "PERSON", "/d comme désiré u comme ursule p comme pierre/", "comme"),
    ("fr", "EMAIL_ADDRESS", "/jean tiret dupont arobase laposte point net/", "tiret"),
    ("fr", "DATE_OF_BIRTH", "né le /vingt-trois juin mille neuf cent quatre-vingts/", "mille neuf cent"),
    ("fr", "STREET_ADDRESS", "/douze rue de la paix/, merci", "the number before the street"),
    ("it", "PHONE_NUMBER", "/tre quarantasette dodici trentaquattro cinquantasei sette/", "glued tens"),
    ("it", "PERSON", "/emme come milano a come ancona erre come roma/", "names of letters"),
    ("it", "EMAIL_ADDRESS", "/mario trattino rossi chiocciola libero punto it/", "an ending that is a word in English"),
    ("it", "DATE_OF_BIRTH", "nato il /ventitré giugno millenovecentottanta/", "a year in one word"),
    ("it", "STREET_ADDRESS", "/via garibaldi ventidue/", "the number behind the street"),
    ("nl", "PHONE_NUMBER", "/nul zes twaalf vierendertig zesenvijftig achtenzeventig/", "glued tens"),
    ("nl", "PERSON", "/m van marie a van anton r van richard/", "van"),
    ("nl", "EMAIL_ADDRESS", "/jan punt jansen apenstaartje ziggo punt nl/", "apenstaartje"),
    ("nl", "DATE_OF_BIRTH", "geboren op /drieëntwintig juni negentienhonderd tachtig/", "a trema within"),
    ("nl", "ZIP_CODE", "postcode /een nul een een a b/", "digits and letters"),
    ("pt", "PHONE_NUMBER", "/nove doze trinta e quatro cinquenta e seis setenta e oito/", "tens with e"),
    ("pt", "PERSON", "/m de maria a de aveiro r de rato/", "de"),
    ("pt", "EMAIL_ADDRESS", "/maria ponto silva arroba sapo ponto pt/", "ponto"),
    ("pt", "DATE_OF_BIRTH", "nascida a /vinte e três de junho de mil novecentos e oitenta/", "mil novecentos e"),
    ("pt", "STREET_ADDRESS", "/rua das flores vinte e dois/", "the number behind the street"),
    ("en", "ACCOUNT_ID", "mi número es /seis uno dos tres cuatro cinco/", "another language shows itself"),
    ("es", "ACCOUNT_ID", "my number is /four one five five five five/", "another language shows itself"),
    (None, "ACCOUNT_ID", "my number is /four one five five five five/", "no language is known"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "entity_type", "text", "why"), HITS)
def test_when_a_value_is_said_then_it_is_found_whole(
    language: str | None, entity_type: str, text: str, why: str
) -> None:
    _, value, _ = text.split("/")
    assert (entity_type, value) in found(text.replace("/", ""), language), why
