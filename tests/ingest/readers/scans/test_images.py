import io

import numpy as np
import pytest
from PIL import Image, ImageDraw

from ingest.readers.scans import images
from ingest.readers.scans.colours import grey_page
from tests.ingest.readers.scans import drawn


@pytest.fixture(scope="module")
def page():
    return np.asarray(drawn.page(drawn.body()))


def test_a_clean_page_is_only_scaled(page):
    ready = images.prepared(page)
    assert ready.angle == 0.0
    assert 1.0 <= ready.scale <= 2.0
    assert np.array_equal(images.even(page), page)
    assert np.array_equal(images.despeckled(page), page)
    assert np.array_equal(images.without_dark_edges(page), page)
    assert np.array_equal(images.smoothed(page), page)


@pytest.mark.parametrize("angle", [-4.0, -1.2, 0.7, 3.0])
def test_skew_is_found_to_a_tenth_of_a_degree(page, angle):
    askew = np.asarray(Image.fromarray(page).rotate(angle, Image.Resampling.BICUBIC, fillcolor=255))
    assert images.skew(askew) == pytest.approx(-angle, abs=0.15)


def test_boxes_lead_back_to_the_page_as_scanned(page):
    """A dark square turned with its page is found where it stood before it was turned back."""
    marked = Image.fromarray(page)
    ImageDraw.Draw(marked).rectangle((900, 300, 940, 340), fill=0)
    askew = np.asarray(marked.rotate(-2.0, Image.Resampling.BICUBIC, fillcolor=255))
    ready = images.Prepared(images.scaled(images.turned(askew, 2.0), 1.5), 2.0, 1.5)
    left, top, right, bottom = ready.box_of(900 * 1.5, 300 * 1.5, 940 * 1.5, 340 * 1.5)
    inside = askew[
        int(top * 1754) : int(bottom * 1754) + 2, int(left * 1240) : int(right * 1240) + 2
    ]
    assert (inside < 128).sum() == pytest.approx(41 * 41, rel=0.03)


def test_uneven_light_becomes_white_paper(page):
    shade = np.linspace(1.0, 0.4, page.shape[1])
    lit = images.even((page * shade).astype(np.uint8))
    assert np.percentile(lit, 20) > 240
    assert (lit < 128).sum() == pytest.approx((page < 128).sum(), rel=0.1)


def test_specks_go_and_letters_stay(page):
    rng = np.random.default_rng(1)
    speckled = page.copy()
    speckled[rng.random(page.shape) < 0.004] = 0
    cleaned = images.despeckled(speckled)
    blank = cleaned[900:]
    assert (blank < 128).mean() < 0.0004 < (speckled[900:] < 128).mean()
    assert (cleaned[:900] < 128).sum() > 0.95 * (page < 128).sum()


def test_dark_edges_go_and_text_stays(page):
    framed = page.copy()
    framed[:, :30] = 5
    framed[-40:, :] = 5
    assert np.array_equal(images.without_dark_edges(framed)[100:1600, 100:], page[100:1600, 100:])
    assert images.without_dark_edges(framed)[:, :30].min() == 255


@pytest.mark.parametrize("shape", [(1, 1), (1, 500), (500, 1), (3, 7), (40, 40), (20, 100_000)])
def test_tiny_images_pass(shape):
    ready = images.prepared(np.full(shape, 255, np.uint8))
    assert ready.grey.shape == shape


# Every mode becomes the same page.
def modes():
    grey = drawn.page(drawn.body(), (1240, 700))
    values = np.asarray(grey)
    sixteen = Image.fromarray(values.astype(np.uint16) * 257)
    clear = Image.new("RGBA", grey.size, (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), mask=Image.fromarray(255 - values))
    return grey, {
        "RGB": grey.convert("RGB"),
        "CMYK": grey.convert("CMYK"),
        "P": grey.convert("P"),
        "16 bits": sixteen,
        "floating": Image.fromarray(values.astype(np.float32)),
        "alpha": clear,
    }


@pytest.mark.parametrize("mode", sorted(modes()[1]))
def test_every_mode_gives_the_same_grey(mode):
    grey, others = modes()
    difference = np.abs(grey_page(others[mode]).astype(int) - np.asarray(grey))
    assert difference.max() <= 2


def test_one_bit_pages_keep_their_ink():
    grey = drawn.page(drawn.body(), (1240, 700)).point(lambda level: 255 * (level > 127))
    assert np.array_equal(grey_page(grey.convert("1")), np.asarray(grey))


def test_a_camera_that_says_it_was_turned_is_believed():
    grey = drawn.page(drawn.body(), (1240, 700))
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90 degrees clockwise to see it upright
    data = drawn.stored(grey.rotate(90, expand=True), "JPEG", quality=95, exif=exif)
    with Image.open(io.BytesIO(data)) as image:
        assert grey_page(image).shape == (700, 1240)


def test_a_red_stamp_fades_and_black_below_and_red_lines_stay():
    page = drawn.page(drawn.body(), (1240, 1754)).convert("RGB")
    draw = ImageDraw.Draw(page)
    draw.ellipse((500, 900, 760, 1160), outline=(215, 40, 50), width=8)
    draw.line((560, 1030, 700, 1030), fill=(0, 0, 0), width=6)
    draw.rectangle((120, 1400, 700, 1412), fill=(215, 40, 50))
    grey = grey_page(page)
    assert grey[900:910, 630].min() > 180
    assert grey[1030, 630] < 30
    assert grey[1406, 400] < 120
