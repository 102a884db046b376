"""Groups of offices ("các sở, ban, ngành", "UBND cấp xã"): which words make one, and whom it holds.

A group is never one of its members: what is given to "các phòng, ban" is told as given to all.
Source of the kinds of offices: Decrees 45/2025 and 150/2025/NĐ-CP (provinces and communes), 37/2014
and 24/2014/NĐ-CP (districts and provinces before).
"""

import re
from dataclasses import dataclass

_COMMUNES = ("thi tran", "dac khu", "phuong", "xa")
_DISTRICTS = ("thi xa", "thanh pho", "huyen", "quan")
_PLACES = (*_COMMUNES, *_DISTRICTS, "tinh", "dia phuong")
_BODIES = (
    "co quan ngang so",
    "co quan ngang bo",
    "co quan",
    "don vi",
    "phong",
    "ban",
    "nganh",
    "so",
    "bo",
    "to chuc",
    "doan the",
    "hoi",
    "thanh vien",
    "cap",
    "co so giao duc",
    "truong hoc",
    "truong",
    "trung tam",
    "doanh nghiep",
    "to dan pho",
    "khu pho",
    "thon",
    "ap",
    "cong chuc",
    "can bo",
    "vien chuc",
    "ca nhan",
    "ho gia dinh",
    "bo phan",
    "luc luong",
    "chu dau tu",
)
_PART = "|".join(sorted((*_PLACES, *_BODIES), key=len, reverse=True))
_BODY = "|".join(sorted({*_BODIES} - {"cap", "hoi"}, key=len, reverse=True))
_QUALIFIER = (
    r"(?:co )?lien quan|khac|truc thuoc|chu quan|chu tri|phoi hop|chuyen mon|chuc nang|nha nuoc"
    r"|chinh tri(?: xa hoi)?|xa hoi|nghe nghiep|su nghiep(?: cong lap)?|hanh chinh|cong lap|hoi"
    r"|huu quan|tham muu|bao chi|truyen thong|thong tan"
)
_TITLE = (
    r"(?:pho )?(?:thu truong|nguoi dung dau|lanh dao|chu tich|giam doc|truong|chanh|hieu truong"
    r"|bi thu)"
)
_ALL = r"cac|mot so|tung|moi|nhung|toan bo|tat ca(?: cac)?|toan the(?: cac)?"
_WITHIN = (
    r"(?:(?:thuoc|cua|tren dia ban|o|tai|trong) )?(?:ubnd )?"
    r"(?:toan )?(?:cap )?(?:tinh|thanh pho|huyen|quan|thi xa|xa|phuong|thi tran|dac khu)"
)
_UNIT = rf"(?:{_PART})(?: (?:{_QUALIFIER})(?!\w))*"
GROUP_NAME = re.compile(
    rf"(?:(?P<title>{_TITLE}) )?(?:(?P<body>ubnd|hdnd|cong an|dang uy|mttq|ubmttq) )?"
    rf"(?:(?P<all>{_ALL}) )?"
    rf"(?P<parts>{_UNIT}(?: (?:, (?:va )?|va |hoac ){_UNIT}| (?:{_BODY})(?: (?:{_QUALIFIER}))*)*)"
    rf"(?: {_WITHIN}(?: .*)?)?(?P<more>(?: (?:{_QUALIFIER}))*)"
)
_EACH = re.compile(rf"(?P<part>{_PART})(?P<more>(?: (?:{_QUALIFIER})(?!\w))*)")
_END = re.compile(rf"(?: {_WITHIN})?(?: (?:{_QUALIFIER}))*$")
_LONG = (("uy ban nhan dan", "ubnd"), ("hoi dong nhan dan", "hdnd"))
_LEVELS = {"tinh": ("tinh",), "huyen": _DISTRICTS, "xa": _COMMUNES}
LEVELS_TOLD = re.compile(
    r"(?:cac )?cap (?:xa|huyen|tinh)(?:(?: , va| ,| va) (?:cap )?(?:xa|huyen|tinh))*"
)
_LEVEL_GROUP = re.compile(
    rf"(?:(?P<title>{_TITLE}) )?(?P<body>ubnd|hdnd|cong an) (?P<levels>{LEVELS_TOLD.pattern})"
)
_FIRST = re.compile(r"(?:cac|mot so|tung|moi|nhung|tat ca|toan the|toan bo) ")


@dataclass(frozen=True, slots=True)
class Group:
    """A group: whose committees it names ("ubnd"), kinds of members, qualifiers; all folded."""

    body: str
    parts: frozenset[str]
    qualifiers: frozenset[str]
    head: bool
    words: str  # the folded words where the grammar does not know the group

    @property
    def key(self) -> str:
        """Equal for every order and wording: "cac ban nganh so", "ubnd cap xa"."""
        if self.words:
            return self.words
        return " ".join(filter(None, (self.body, *self._members(), *sorted(self.qualifiers))))

    def _members(self) -> list[str]:
        """The kinds in one order; several kinds of a level are the level: "xã, phường"."""
        if not self.parts <= {*_COMMUNES, *_DISTRICTS, "tinh"}:
            return ["cac", *sorted(self.parts)]
        found: list[str] = []
        for level, kinds in _LEVELS.items():
            told = sorted(self.parts & set(kinds))
            found += [f"cap {level}"] if len(told) > 1 or told == ["tinh"] else told
        return found if found[0].startswith("cap ") else ["cac", *found]


def read_group(words: str) -> Group | None:
    """The group that folded words with signs apart ("cac so , ban va nganh") name, or None."""
    for long, brief in _LONG:
        words = words.replace(long, brief)
    if match := _LEVEL_GROUP.fullmatch(words):
        return level_group(match["body"], match["levels"], head=bool(match["title"]))
    match = GROUP_NAME.fullmatch(words)
    if match is None:
        return _unknown_group(words)
    each = [(unit["part"], unit["more"]) for unit in _EACH.finditer(match["parts"])]
    parts = frozenset(part for part, _ in each)
    more = " ".join((*(said for _, said in each), match["more"]))
    several = match["all"] or len(parts) > 1
    vague = more.strip() and parts & {"co quan", "don vi", "nganh", "to chuc", "dia phuong"}
    led = (match["title"] or "").startswith(("thu truong", "nguoi dung dau"))
    if not (several or vague or led) or (not several and parts & set(_PLACES) and match["body"]):
        return None
    qualifiers = frozenset(word.removeprefix("co ") for word in re.findall(_QUALIFIER, more))
    return Group(match["body"] or "", parts, qualifiers, head=bool(match["title"]), words="")


def _unknown_group(words: str) -> Group | None:
    """A group by its first word alone: "các đơn vị dịch vụ thu gom"."""
    title = re.match(rf"{_TITLE} ", words)
    rest = words[title.end() :] if title else words
    if not _FIRST.match(rest):
        return None
    known = re.search(r" (?:co quan|don vi)$", rest)
    return Group("", frozenset(), frozenset(), bool(title), rest if known else _END.sub("", rest))


def level_group(core: str, levels: str, *, head: bool = False) -> Group:
    """A body in every unit of levels: "UBND", "cap huyen , cap xa"; "cac cap": of all levels."""
    told = re.findall(r"xa|huyen|tinh", levels)
    parts = frozenset(kind for level in told for kind in _LEVELS[level]) or frozenset({"cap"})
    return Group(core, parts, frozenset(), head=head, words="")


_KINDS: tuple[tuple[str, frozenset[str]], ...] = tuple(
    (pattern, frozenset(parts.split("|")))
    for pattern, parts in (
        (r"so\b", "so|nganh|co quan|don vi|chuyen mon"),
        (r"phong\b", "phong|ban|nganh|co quan|don vi|chuyen mon"),
        (r"van phong\b", "so|phong|co quan|don vi|chuyen mon"),
        (r"thanh tra\b", "so|phong|co quan|nganh|don vi|chuyen mon"),
        (r"(?:ban|ban quan ly)\b", "ban|co quan|don vi"),
        (r"trung tam\b", "don vi|su nghiep|trung tam"),
        (r"bo phan\b", "don vi|bo phan"),
        (r"(?:bo)\b(?! chi huy)", "bo|nganh|co quan|don vi"),
        (r"(?:cong an|bo chi huy|ban chi huy|bo doi)\b", "nganh|co quan|don vi|luc luong"),
        (r"(?:kho bac|bao hiem|thue|chi cuc|cuc|ngan hang|toa an|vien)\b", "nganh|co quan|don vi"),
        (r"(?:bao|dai)\b", "co quan|don vi"),
        (r"(?:uy ban mat tran|hoi|doan thanh nien|lien doan|lien minh)\b",
         "doan the|to chuc|hoi|chinh tri xa hoi|xa hoi"),
        (r"cong chuc\b", "cong chuc|can bo"),
        (r"truong\b", "don vi|truong|truong hoc|co so giao duc|su nghiep"),
        (r"(?:tram|benh vien)\b", "don vi|su nghiep"),
    )
)  # fmt: skip


_NARROWING = {
    "chuyen mon": "chuyen mon",
    "su nghiep": "su nghiep",
    "su nghiep cong lap": "su nghiep",
    "chinh tri": "chinh tri xa hoi",
    "chinh tri xa hoi": "chinh tri xa hoi",
}


def holds(group: Group, core: str, levels: frozenset[str]) -> bool:
    """Whether an office (folded core; its level words, "xa" or "phuong") is of the group's kinds.

    Qualifiers that say which members are meant ("cơ quan chuyên môn") narrow the kinds; "liên
    quan" narrows nothing that a name could tell.
    """
    if group.body or group.parts <= set(_PLACES) or core == "ubnd":
        local = "dia phuong" in group.parts and bool(levels & {*_COMMUNES, *_DISTRICTS})
        return core == (group.body or "ubnd") and (local or bool(levels & group.parts))
    members = group.parts - {"ban", "nganh"} if "so" in group.parts else group.parts
    if core.startswith("phong ") and members != group.parts:
        return bool(members & {"phong", "co quan", "don vi"})  # "ban, ngành" of a province
    kinds = next((parts for pattern, parts in _KINDS if re.match(pattern, core)), frozenset())
    narrowed = {meant for said, meant in _NARROWING.items() if said in group.qualifiers}
    return bool((narrowed or group.parts) & kinds)
