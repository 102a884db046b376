"""Is a word spelt like a Vietnamese syllable? Onset, rhyme, tone; no list of words.

Source: Thompson 1987, "A Vietnamese reference grammar", chapters 2 and 3; the tone may stand
on either vowel of "oa, oe, uy".
"""

import unicodedata
from functools import lru_cache
from typing import Final

SHARP, HEAVY = "\u0301", "\u0323"
TONES: Final = frozenset(f"\u0300\u0303\u0309{SHARP}{HEAVY}")
FRONT: Final = frozenset("eêiy")
LONGEST = 7  # "nghiêng"
RHYMES: Final = frozenset(
    """
    a ai ao au ay am an ang anh ap at ac ach ăm ăn ăng ăp ăt ăc âu ây âm ân âng âp ât âc
    e eo em en eng ep et ec ê êu êm ên ênh êp êt êch
    i ia iu im in inh ip it ich iêu iêm iên iêng iêp iêt iêc
    y yêu yêm yên yêng yêt ynh yt ych yp
    o oi om on ong op ot oc oong ooc oa oai oao oay oam oan oang oanh oap oat oac oach
    oăm oăn oăng oăt oăc oe oeo oen oet ô ôi ôm ôn ông ôp ôt ôc ơ ơi ơm ơn ơp ơt
    u ua ui um un ung up ut uc uân uâng uât uây uê uên uênh uêch uôi uôm uôn uông uôt uôc uơ
    uy uya uyên uyêt uynh uyt uych uyu uyp
    ư ưa ưi ưu ưng ưt ưc ươi ươu ươm ươn ương ươp ươt ươc
    """.split()
)
ONSETS: Final = frozenset(
    "ngh ng nh gh gi kh ph qu th tr ch b c d đ g h k l m n p r s t v x".split()
)
BEFORE_FRONT: Final = frozenset({"k", "gh", "ngh"})  # written so before e, ê, i, y and only there
NOT_BEFORE_FRONT: Final = frozenset({"c", "g", "ng"})


@lru_cache(maxsize=1 << 16)
def is_syllable(word: str) -> bool:
    """Whether a word (NFC, any case) is spelt like a Vietnamese syllable.

    >>> is_syllable("Nghĩa"), is_syllable("nghÜa"), is_syllable("quyột")
    (True, False, False)
    """
    if len(word) > LONGEST:
        return False
    marked = unicodedata.normalize("NFD", word.lower())
    tones = [char for char in marked if char in TONES]
    bare = unicodedata.normalize("NFC", "".join(char for char in marked if char not in TONES))
    if len(tones) > 1:
        return False
    if bare.endswith(("c", "p", "t", "ch")) and tones not in ([SHARP], [HEAVY]):
        return False
    return any(_fits(bare[:cut], bare[cut:]) for cut in range(4))


def _fits(onset: str, rhyme: str) -> bool:
    if rhyme not in RHYMES or (onset and onset not in ONSETS):
        return False
    if onset == "g" and rhyme[0] == "i":  # "gìn, giếng": gi and a rhyme in i share it
        return True
    front = rhyme[0] in FRONT
    return not (onset in NOT_BEFORE_FRONT if front else onset in BEFORE_FRONT)
