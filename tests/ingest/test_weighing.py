"""Candidates weighed by the network: the rows stay, the best of each gains nothing."""

import numpy as np

from ingest.repair.atoms import split_atoms
from ingest.repair.channel import load_channel
from ingest.repair.decoder import Decoder
from ingest.repair.lattice import Lattice
from ingest.repair.syllables import load_model
from ingest.repair.weighing import CONTEXT_WEIGHT, LEAST_ODDS, Weigher, _below_best

LINE = "Can cu Luat T6 chuc chinh quyén dia phuong ngay 19 thang 6 nam 2015;"


class _Even:
    """A network that knows nothing."""

    def __init__(self):
        self.index = {"<unk>": 0}

    def odds(self, tokens, places, words):
        return np.zeros(len(places), np.float32)

    def stands_for(self, tokens, places, sure):
        return [""] * len(places)


def test_bonus_is_zero_for_the_best_of_each_group_and_bounded():
    bonus = _below_best(np.array([1.0, 3.0, -90.0, 5.0]), [3, 1])
    assert bonus.tolist() == [-2 * CONTEXT_WEIGHT, 0.0, LEAST_ODDS * CONTEXT_WEIGHT, 0.0]


def test_a_network_that_knows_nothing_changes_nothing():
    model, atoms = load_model(), split_atoms([LINE])
    lattice = Lattice(model, load_channel())
    edges = [lattice.edges(atoms, i) for i in range(len(atoms))]
    assert Weigher(model, _Even()).weigh(atoms, edges) == edges


def test_without_a_network_lines_are_repaired_all_the_same():
    model, atoms = load_model(), split_atoms([LINE])
    steps = Decoder(model, load_channel(), None).decode(atoms)
    words = [model.words[w] for step in steps for w in step.candidate.words if w > 2]
    assert " ".join(words[:8]) == "căn cứ luật tổ chức chính quyền địa"


def test_no_atoms_give_no_edges():
    assert Weigher(load_model(), _Even()).weigh([], []) == []
