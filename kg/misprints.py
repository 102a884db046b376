"""Days that are printed for one another."""

import datetime as dt


def misprinted(stated: dt.date, known: dt.date) -> bool:
    """Whether two days are one figure apart, or have day and month exchanged.

    >>> misprinted(dt.date(2018, 4, 28), dt.date(2018, 4, 23))
    True
    """
    left, right = f"{stated:%d%m%Y}", f"{known:%d%m%Y}"
    one = sum(a != b for a, b in zip(left, right, strict=True)) == 1
    swapped = (stated.day, stated.month) == (known.month, known.day) and stated.year == known.year
    return one or swapped
