"""Identity of a document that nobody has registered, from the words by which it is asked about.

"12/2020/QĐ-UBND ngày 05/5/2020 của UBND tỉnh Tiền Giang", or the key itself. Enough where the
number, the day and the issuer alone tell something: former units' documents, consolidated texts.
"""

import datetime as dt
import re
import unicodedata

from ingest.dates import find_dates
from kg.consolidated import is_consolidated
from kg.identity import identity_key, is_national
from kg.number import find_numbers
from kg.territories import find_places

_ISSUER = re.compile(r"(?<!\w)(?:của|do)\s+(.+)$")
_KEY = re.compile(r"[^@\s]+@(?:\d{4}-\d\d-\d\d|\?)(?:@[^@]+)?")


def stated_key(name: str) -> str | None:
    """Key of the one document that `name` tells; None where it does not tell enough.

    >>> stated_key("QĐ 12/2020/QĐ-UBND ngày 05/5/2020 của UBND tỉnh Tiền Giang")
    '12/2020/QĐ-UBND@2020-05-05@UBND tỉnh Tiền Giang'
    """
    text = unicodedata.normalize("NFC", " ".join(name.split()))
    if _KEY.fullmatch(text):
        return text
    numbers = {str(match.number) for match in find_numbers(text, asking=True)}
    if len(numbers) != 1:
        return None
    number = numbers.pop()
    signed = _day(text)
    if is_consolidated(number):
        return identity_key(number, signed, None, None)
    issuer = _ISSUER.search(text)
    if issuer is None or is_national(number) or not find_places(issuer[1]):
        return None
    return identity_key(number, signed, issuer[1], None)


def _day(text: str) -> dt.date | None:
    days = {match.date for match in find_dates(text) if match.date}
    return days.pop() if len(days) == 1 else None
