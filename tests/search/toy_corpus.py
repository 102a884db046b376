"""A small codification with questions, as the trainers of search read them."""

import gzip
import json
from itertools import product

SUBJECTS = (
    *("đất đai", "hôn nhân", "thuế quan", "giao thông", "y tế", "giáo dục", "lao động", "báo chí"),
    *("xây dựng", "môi trường", "hộ tịch", "cư trú", "thủy lợi", "điện lực", "du lịch"),
)
PARTS = ("thẩm quyền", "trách nhiệm", "thời hạn", "kinh phí")
ASKING = ("{} về {} như thế nào?", "Xin hỏi {} {} là gì?", "{} của {} được quy định ra sao?")


def rows():
    """Sixty articles: four on each of fifteen subjects."""
    return [
        {
            "id": f"{at}/2020/qh14#{part}",
            "number": f"{at}/2020/QH14",
            "article": str(part),
            "document_title": f"Luật {subject}",
            "chapter": "Chương I QUY ĐỊNH CHUNG",
            "heading": f"{word.capitalize()} {subject}",
            "text": f"Cơ quan về {subject} có {word} theo luật này. " * 3
            + f"Việc chi tiền cho {subject} theo quy định tại Điều {part % 4 + 1} của Luật này.",
        }
        for at, subject in enumerate(SUBJECTS, 1)
        for part, word in enumerate(PARTS, 1)
    ]


def questions():
    """Forty questions with known answers: of citizens in two splits, and written ones."""
    places = list(product(range(1, len(SUBJECTS) + 1), range(1, len(PARTS) + 1)))
    found = []
    for count in range(40):
        at, part = places[count * 7 % len(places)]
        asked = ASKING[count % 3].format(PARTS[part - 1].capitalize(), SUBJECTS[at - 1])
        one = {"id": count, "question": asked, "relevant": [f"{at}/2020/qh14#{part}"]}
        found.append(one | ({"split": ("train", "dev")[count % 4 == 0]} if count < 24 else {}))
    return found


def written(path, records):
    """The records as JSON Lines, gzipped where the name says so."""
    text = "\n".join(map(json.dumps, records)) + "\n"
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path
