"""What scanners and copiers do to a page: each condition is a function of a grey page image."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

SEED = 20261121


@dataclass(frozen=True, slots=True)
class Condition:
    """How a page is scanned: its resolution, and what happens to its image."""

    dpi: int
    change: Callable[[Any, int], Any] = lambda image, _seed: image


# ruff: noqa: ANN401 (PIL images and arrays have no type of their own here)
def _array(image: Any) -> Any:
    import numpy as np

    return np.asarray(image.convert("L"), dtype=np.float32)


def _image(array: Any) -> Any:
    import numpy as np
    from PIL import Image

    return Image.fromarray(np.clip(array, 0, 255).astype(np.uint8))


def noisy(image: Any, seed: int, sigma: float = 18.0) -> Any:
    """Paper grey, ink not black, Gaussian sensor noise."""
    import numpy as np

    values = _array(image) * (175 / 255) + 45
    return _image(values + np.random.default_rng(seed).normal(0, sigma, values.shape))


def skewed(image: Any, seed: int, widest: float = 3.0) -> Any:
    """Laid on the glass at an angle between 0.5 degrees and `widest`."""
    import numpy as np
    from PIL import Image

    rng = np.random.default_rng(seed)
    angle = float(rng.uniform(0.5, widest) * rng.choice([-1, 1]))
    return image.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)


def skewed_and_noisy(image: Any, seed: int) -> Any:
    return noisy(skewed(image, seed), seed)


def low_contrast(image: Any, seed: int) -> Any:
    """Faint print on grey paper."""
    import numpy as np

    values = _array(image) * (60 / 255) + 140
    return _image(values + np.random.default_rng(seed).normal(0, 5, values.shape))


def jpeg(image: Any, _seed: int, quality: int = 25) -> Any:
    """Compressed hard."""
    from PIL import Image

    stored = io.BytesIO()
    image.convert("L").save(stored, "JPEG", quality=quality)
    return Image.open(io.BytesIO(stored.getvalue())).convert("L")


def shadowed(image: Any, seed: int) -> Any:
    """A photograph: light falls off to one corner, a shadow lies over a part."""
    import numpy as np

    values = _array(image)
    high, wide = values.shape
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    light = 1.0 - 0.55 * (x / wide) * (y / high)
    shade = 1.0 - 0.45 / (1.0 + np.exp(-(x / wide + 0.5 * y / high - 0.8) * 12))
    noise = np.random.default_rng(seed).normal(0, 4, values.shape)
    return _image(values * 0.9 * light * shade + 8 + noise)


def speckled(image: Any, seed: int) -> Any:
    """Black and white, as a fax or a copier stores it, with pepper and salt."""
    import numpy as np

    rng = np.random.default_rng(seed)
    values = np.where(_array(image) < 150, 0.0, 255.0)
    dust = rng.random(values.shape)
    values[dust < 0.004] = 0.0
    values[dust > 0.996] = 255.0
    return _image(values)


def black_bordered(image: Any, seed: int) -> Any:
    """Skewed, with the black edges that an open lid leaves."""
    import numpy as np
    from PIL import Image

    rng = np.random.default_rng(seed)
    angle = float(rng.uniform(0.5, 2.0) * rng.choice([-1, 1]))
    values = _array(image.rotate(angle, Image.Resampling.BICUBIC, fillcolor=10))
    high, wide = values.shape
    values[:, : wide // 40] = 10
    values[-high // 50 :, :] = 10
    return _image(values)


def stamped(image: Any, _seed: int) -> Any:
    """A round red stamp over the lower right, in colour, where offices sign."""
    from PIL import Image, ImageChops, ImageDraw

    page = image.convert("RGB")
    ink = Image.new("RGB", page.size, "white")
    draw = ImageDraw.Draw(ink)
    wide, high = page.size
    middle, radius = (int(wide * 0.62), int(high * 0.62)), int(wide * 0.1)
    for inset in (0.0, 0.12, 0.5):
        reach = int(radius * (1 - inset))
        draw.ellipse(
            (middle[0] - reach, middle[1] - reach, middle[0] + reach, middle[1] + reach),
            outline=(215, 40, 50),
            width=max(2, radius // 18),
        )
    star = int(radius * 0.3)
    draw.regular_polygon((*middle, star), 3, fill=(215, 40, 50))
    draw.regular_polygon((*middle, star), 3, rotation=180, fill=(215, 40, 50))
    return ImageChops.multiply(page, ink)


CONDITIONS: Mapping[str, Condition] = MappingProxyType({
    "clean 200 dpi": Condition(200),
    "clean 150 dpi": Condition(150),
    "clean 300 dpi": Condition(300),
    "clean 100 dpi": Condition(100),
    "noise 200 dpi": Condition(200, noisy),
    "skew and noise 200 dpi": Condition(200, skewed_and_noisy),
    "low contrast 200 dpi": Condition(200, low_contrast),
    "JPEG quality 25, 200 dpi": Condition(200, jpeg),
    "JPEG quality 25, 150 dpi": Condition(150, jpeg),
    "shadow 200 dpi": Condition(200, shadowed),
    "speckle, 1 bit, 200 dpi": Condition(200, speckled),
    "black borders, skew 200 dpi": Condition(200, black_bordered),
    "red stamp 200 dpi": Condition(200, stamped),
})  # fmt: skip
