"""Passwords: hashes, letters composed or not, unknown names."""

import unicodedata

import argon2
import pytest

from ui.accounts import passwords

GOOD = "mưa rào tháng bảy"


@pytest.fixture(scope="module")
def stored():
    return passwords.hashed(GOOD)


def test_the_same_letters_fit_however_a_keyboard_composes_them(stored):
    assert passwords.fits(stored, unicodedata.normalize("NFD", GOOD))
    assert passwords.fits(stored, GOOD)


@pytest.mark.parametrize("given", ["", GOOD.upper(), GOOD + " ", GOOD * 100, "\ud800"])
def test_anything_else_does_not(stored, given):
    assert not passwords.fits(stored, given)


@pytest.mark.usefixtures("true_cost")
def test_nobodys_hash_fits_nothing_and_costs_what_others_cost():
    stored = passwords.hashed(GOOD)
    assert not passwords.fits(None, GOOD)
    known = argon2.extract_parameters(stored)
    assert argon2.extract_parameters(passwords.of_nobody()) == known
    assert known.type is argon2.Type.ID
    assert (known.memory_cost, known.time_cost) >= (19_456, 2)  # OWASP's least for argon2id


def test_an_unknown_name_is_checked_like_a_known_one(stored, monkeypatch):
    checked = []

    class Spy:
        def verify(self, hash_, _password):
            checked.append(hash_)
            raise argon2.exceptions.VerifyMismatchError

    nobody = passwords.of_nobody()
    monkeypatch.setattr(passwords, "_HASHER", Spy())
    assert not passwords.fits(stored, "x")
    assert not passwords.fits(None, "x")
    assert checked == [stored, nobody]


@pytest.mark.parametrize("text", ["", "x", "$argon2id$", "$2b$12$" + "a" * 53])
def test_what_is_no_hash_is_known(text):
    assert not passwords.is_hash(text)


def test_a_hash_of_another_kind_of_argon2_is_none_of_ours():
    other = argon2.PasswordHasher(type=argon2.Type.I, memory_cost=64, time_cost=1).hash("x")
    assert not passwords.is_hash(other)
