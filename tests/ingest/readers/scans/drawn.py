"""Pages drawn for tests, with known text in known places."""

import io

from PIL import Image, ImageDraw, ImageFont

FONT = "DejaVuSerif.ttf"
BODY = [
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    "Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ;",
    "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch cải cách hành chính.",
    "Điều 2. Quyết định này có hiệu lực kể từ ngày ký ban hành.",
]
HEAD_LEFT = ["ỦY BAN NHÂN DÂN", "PHƯỜNG 5", "Số: 36/QĐ-UBND"]
HEAD_RIGHT = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]


def page(
    lines: list[tuple[int, int, str]], size: tuple[int, int] = (1240, 1754), letters: int = 25
) -> Image.Image:
    """A white page of 150 dpi; lines: (left, top, text) in pixels."""
    image = Image.new("L", size, 255)
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(FONT, letters)
    for left, top, text in lines:
        draw.text((left, top), text, fill=0, font=font)
    return image


def body(top: int = 420) -> list[tuple[int, int, str]]:
    return [(120, top + 60 * index, text) for index, text in enumerate(BODY)]


def heading() -> list[tuple[int, int, str]]:
    """Two columns whose lines stand at different heights."""
    left = [(100, 120 + 38 * index, text) for index, text in enumerate(HEAD_LEFT)]
    right = [(540, 132 + 46 * index, text) for index, text in enumerate(HEAD_RIGHT)]
    return left + right


def stored(image: Image.Image, kind: str, **options) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()
