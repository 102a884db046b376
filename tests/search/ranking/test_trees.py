"""The trees read with numpy, against LightGBM's own predictions."""

import numpy as np
import pytest

from search.ranking import trees

lightgbm = pytest.importorskip("lightgbm")

WIDTH = 6
NAMES = [f"f{at}" for at in range(WIDTH)]


def drawn(rng, count):
    """Rows with values of every scale, many equal, zeros of both signs and whole numbers."""
    rows = rng.normal(size=(count, WIDTH)).astype(np.float32)
    rows[:, 1] = rng.integers(0, 5, count)
    rows[:, 2] *= 1e-30
    rows[:, 3] *= 1e30
    rows[:, 4] = rng.choice(np.float32([0.0, -0.0, 1e-36, -1e-36, 0.5]), count)
    rows[rng.random(count) < 0.2, 0] = 0
    return rows


def ranked(rng, rounds=40, **choices):
    """A booster that ranks lists of ten, as the shipped one does."""
    rows = drawn(rng, 600)
    label = (rows[:, 0] + 0.3 * rows[:, 1] + rng.normal(size=600) > 0.8).astype(int)
    options = {"objective": "lambdarank", "verbose": -1, "num_threads": 1, "min_data_in_leaf": 5}
    data = lightgbm.Dataset(rows, label, group=[10] * 60, feature_name=NAMES)
    return lightgbm.train(options | choices, data, rounds), rows


def read(booster):
    return trees.from_dump(NAMES, booster.dump_model())


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("leaves", [2, 15, 63])
def test_scores_are_lightgbms(seed, leaves):
    rng = np.random.default_rng([seed, leaves])
    booster, _ = ranked(rng, num_leaves=leaves)
    rows = drawn(rng, 500)
    assert read(booster).scores(rows) == pytest.approx(booster.predict(rows), rel=1e-5, abs=1e-6)


def test_a_value_on_a_threshold_goes_where_lightgbm_sends_it():
    booster, rows = ranked(np.random.default_rng(1))
    made = read(booster)
    inner = made.left != np.arange(len(made.left))
    assert inner.sum() > 100
    edges = []
    for feature, threshold in zip(made.feature[inner], made.threshold[inner], strict=True):
        near = np.float32(threshold)
        for value in (near, np.nextafter(near, np.float32(np.inf)), np.nextafter(near, -near)):
            row = rows[len(edges) % len(rows)].copy()
            row[feature] = value
            edges.append(row)
    extremes = np.full((2, WIDTH), np.finfo(np.float32).max, np.float32)
    extremes[1] *= -1
    every = np.vstack([*edges, extremes, np.zeros((1, WIDTH), np.float32)])
    assert made.scores(every) == pytest.approx(booster.predict(every), rel=1e-5, abs=1e-6)


def test_the_order_within_each_list_is_lightgbms():
    booster, rows = ranked(np.random.default_rng(2))
    expected, found = booster.predict(rows), read(booster).scores(rows)
    for start in range(0, len(rows), 10):
        part = slice(start, start + 10)
        own = found[part][np.argsort(-expected[part], kind="stable")]
        assert (np.diff(own) <= 1e-6).all()


def test_saved_trees_come_back_as_they_were(tmp_path):
    made = read(ranked(np.random.default_rng(3))[0])
    trees.save(tmp_path / "trees.npz", made)
    back = trees.load(tmp_path / "trees.npz")
    for name in trees.Trees.__slots__:
        assert np.array_equal(getattr(back, name), getattr(made, name)), name
    assert back.features == tuple(NAMES)


def test_trees_of_one_leaf_give_their_value():
    """Rows all alike cannot be split."""
    data = lightgbm.Dataset(np.zeros((40, WIDTH), np.float32), np.arange(40) % 2)
    options = {"objective": "regression", "verbose": -1, "num_threads": 1}
    booster = lightgbm.train(options, data, 3)
    rows = np.ones((7, WIDTH), np.float32)
    assert read(booster).scores(rows) == pytest.approx(booster.predict(rows))


def test_no_rows_have_no_scores():
    made = read(ranked(np.random.default_rng(4), rounds=2)[0])
    assert made.scores(np.empty((0, WIDTH), np.float32)).shape == (0,)


def test_every_walk_ends_in_a_leaf():
    made = read(ranked(np.random.default_rng(5))[0])
    places = np.arange(len(made.left))
    leaf = (made.left == places) & (made.right == places)
    assert (leaf == ((made.left == places) | (made.right == places))).all()
    node = made.roots
    for _ in range(made.depth):
        node = np.maximum(made.left[node], made.right[node])
    assert leaf[node].all()


def test_splits_by_category_are_refused():
    rng = np.random.default_rng(6)
    rows = rng.integers(0, 4, (300, WIDTH)).astype(np.float64)
    options = {"verbose": -1, "num_threads": 1, "min_data_per_group": 1, "cat_smooth": 0}
    data = lightgbm.Dataset(rows, rows[:, 0] % 2, categorical_feature=[0])
    booster = lightgbm.train(options, data, 2)
    with pytest.raises(ValueError, match="another kind"):
        read(booster)


def test_a_damaged_file_is_an_error(tmp_path):
    file = tmp_path / "trees.npz"
    with pytest.raises(OSError, match="trees"):
        trees.load(file)
    file.write_bytes(b"not an archive")
    with pytest.raises(ValueError, match="pickle"):
        trees.load(file)
    np.savez(file, features=np.array(["a"]))
    with pytest.raises(KeyError):
        trees.load(file)
