"""What a record says of its participants is searched for in every turn of its conversation.

The rule, which the release sweep checks again with code of its own. *Words* are maximal runs of letters and digits of
the text in normal form without case and accents; a value equals a run of neighboring words whose letters and digits
spell it, whatever separates them.

Always count:
- a full name of two words or more, in its order and with the last word first, also without the words between; initial
  and surname ("J. Duarte", "jduarte");
- an e-mail address, and its part before the @ if that has four characters or more and is no common word. Apart from the
  address that part is the person where words of the name spell it ("ana duarte" of ana.duarte@...), else a user name;
- a phone number: any run of digits, whatever signs stand between them, that holds its last seven digits;
- an id of four characters or more that is no common word, each word of it that has four and holds a digit, and its
  number of five digits or more without letters and zeros before it;
- an address, its first line, that line without the house number (two words and eight letters or more), its postcode;
- a date of birth in any written form (`birth_dates`).

Counts where the word is capitalized, follows a cue (`conversation.name_cues`) or is not among the 5,000 commonest words
of the conversation's language (a language without a list has none):
- each word of a name that has three letters or more, a name of one word among them; its nicknames; its plural.

A word of two letters counts where it is capitalized and no common word. Initials count with full stops and as a
message's signature (`initials`), near misses of long names where they are no words (`near_misses`), the last digits of
a number behind words that announce them (`last_digits`). These three and the nicknames are guesses: the sweep does not
ask for them.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.conversation.model import Conversation
from pipeline.conversation.name_cues import follows_name_cue
from pipeline.conversation.normal_form import NormalForm
from pipeline.conversation.words import common_words
from pipeline.detection.birth_dates import BirthDates
from pipeline.detection.initials import Initials
from pipeline.detection.last_digits import NUMBERED, LastDigits
from pipeline.detection.name_variants import SHORTEST_SURE_PART
from pipeline.detection.near_misses import NearMisses
from pipeline.detection.record_values import known_of, values_of
from pipeline.detection.value_search import Found, Hit, PhoneIndex, Rule, ValueIndex, Words


class KnownValues:
    """The known values of one conversation, ready to be searched for in its turns.

    Attributes:
        values: all values but phone numbers.
        phones: the phone numbers.
        births: the dates of birth.
        tails: the numbers whose last digits may be told.
    """

    def __init__(self, conversation: Conversation) -> None:
        language = conversation.language
        known = known_of(conversation)
        self._common = common_words(language)
        self._initials = Initials(each.value for each in known if each.entity_type == "PERSON")
        self._near = NearMisses(known, language)
        self.values = ValueIndex(values_of(known, language))
        self.phones = PhoneIndex(each.value for each in known if each.entity_type == "PHONE_NUMBER")
        self.births = BirthDates(each.value for each in known if each.entity_type == "DATE_OF_BIRTH")
        self.tails = LastDigits((each.entity_type, each.value) for each in known if each.entity_type in NUMBERED)

    def __bool__(self) -> bool:
        return bool(self.values) or bool(self.phones)

    def find(self, form: NormalForm, words: Words) -> Iterator[Found]:
        """Yield the known values in one turn."""
        for hit in self.values.search(words):
            if self._counts(hit, form.text):
                yield hit.value.entity_type, hit.start, hit.end
        for start, end in self.phones.search(form.text) if self.phones else ():
            yield "PHONE_NUMBER", start, end
        for start, end in self._initials.search(form.text):
            yield "PERSON", start, end
        yield from self.births.search(words)
        yield from self.tails.search(form.text)
        yield from self._near.search(words)

    def _counts(self, hit: Hit, text: str) -> bool:
        key, start = hit.value.key, hit.start
        if hit.value.rule is Rule.ALWAYS:
            return True
        if hit.value.rule is Rule.GLUED:
            return hit.words == 1
        if hit.value.rule is Rule.APART:
            return hit.words > 1 and text[start - 1 : start] != "'"  # no initial stands in "I'm Usman"
        if len(key) < SHORTEST_SURE_PART:
            return text[start].isupper() and key not in self._common
        return text[start].isupper() or key not in self._common or follows_name_cue(text, start)
