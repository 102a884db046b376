"""Untrusted files are read in child processes with limits; what they break is only their own.

`read` is `ingest.pipeline.read` in a child; `read_all` reads many on several cores; `page_image`
and `straight_page` draw one. A child that is killed, crashes or asks too much gives a `Reading`
without text whose problem says why: FILE_LIMIT, FILE_UNREADABLE or FILE_TOO_LARGE. Nothing is
raised for what a file holds, but by those that draw.
"""

from ingest.children.bulk import Read, read_all
from ingest.children.limits import Limits, limits_for
from ingest.children.nursery import Nursery, page_image, read, straight_page

__all__ = [
    "Limits",
    "Nursery",
    "Read",
    "limits_for",
    "page_image",
    "read",
    "read_all",
    "straight_page",
]
