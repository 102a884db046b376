"""Capital and small letters as classes of a pattern: ranges of Vietnamese ones would mix cases."""

from typing import Final

_ACCENTED: Final = "".join(map(chr, [*range(0xC0, 0x180), 0x1A0, 0x1A1, 0x1AF, 0x1B0]))
_VIETNAMESE: Final = _ACCENTED + "".join(map(chr, range(0x1EA0, 0x1EFA)))
UPPER: Final = "A-Z" + "".join(char for char in _VIETNAMESE if char.isupper())
"""Inside of a character class: capitals, Vietnamese ones included."""
LOWER: Final = "a-z" + "".join(char for char in _VIETNAMESE if char.islower())
"""Inside of a character class: small letters, Vietnamese ones included."""
