"""Files to Articles: every file is read, or refused with one line that names it, the reason and the remedy.

A reader turns the bytes of a file into drafts (what stands where), `finish` chooses and cleans (what is it), and
`group_copies` says which articles are one report.
"""

from __future__ import annotations

from generator.ingest.copies import group_copies
from generator.ingest.files import READERS, list_files, read_articles, read_file
from generator.ingest.finishing import Settings
from generator.ingest.records import article_from_record

__all__ = ["READERS", "Settings", "article_from_record", "group_copies", "list_files", "read_articles", "read_file"]
