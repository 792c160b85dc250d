"""Saved e-mails: a newsletter, an alert, an article that somebody sent."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.utils import parseaddr

from generator.ingest.cleaning import decode, mend, one_line
from generator.ingest.drafts import Draft, Found, UnreadableError
from generator.ingest.furniture import drop_furniture
from generator.ingest.markup import is_markup, text_of_markup
from generator.ingest.plain import with_byline

HEAD = re.compile(rb"(?:[!-9;-~]+:[ \t].*(?:\r?\n[ \t].*)*\r?\n){2,}", re.IGNORECASE)
KNOWN = re.compile(
    rb"^(?:message-id|received|mime-version|return-path|x-mailer|content-type|from|subject):",
    re.IGNORECASE | re.MULTILINE,
)


def is_mail(data: bytes) -> bool:
    """Say whether the bytes begin with the head of an e-mail: at least three lines that every mail has."""
    match = HEAD.match(data[:20_000].lstrip(b"\xef\xbb\xbf\r\n"))
    return len({found.lower() for found in KNOWN.findall(match[0])}) >= 3 if match else False


def read_mail(data: bytes, name: str) -> Iterator[Draft]:
    """Yield the one article of a mail: its subject is the title, its sender the outlet, its text the body."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    text = _text_of(message)
    subject = re.sub(r"^(?:(?:re|fwd?|aw|wg)\s*:\s*)+", "", one_line(_head(message, "Subject")), flags=re.IGNORECASE)
    if not text and not subject:
        raise UnreadableError("holds no text", "save the mail again with its text")
    sender, address = parseaddr(_head(message, "From"))
    yield with_byline(
        Draft(
            text=drop_furniture(text),
            titles=(Found(value=subject, source="mail: Subject"),) if subject else (),
            dates=tuple(Found(value=date, source="mail: Date") for date in [_head(message, "Date")] if date),
            outlets=tuple(Found(value=one_line(who), source="mail: From") for who in [sender or address] if who),
        )
    )


def _head(message: email.message.Message, name: str) -> str:
    try:
        return str(message.get(name) or "")
    except (ValueError, IndexError, AttributeError, UnicodeError):  # the parser of hostile heads is not robust
        return ""


def _text_of(message: email.message.Message) -> str:
    """Return the plain part, or the words of the HTML part where there is none."""
    parts: dict[str, str] = {}
    for part in message.walk():
        kind = part.get_content_type()
        if kind in ("text/plain", "text/html") and kind not in parts and not part.get_filename():
            payload = part.get_payload(decode=True)
            parts[kind] = decode(payload if isinstance(payload, bytes) else b"", declared=part.get_content_charset())
    plain = mend(parts.get("text/plain", "")).strip()
    if len(plain) > 80 and not is_markup(plain[:2000]):
        return plain
    return text_of_markup(parts.get("text/html", "")) or plain
