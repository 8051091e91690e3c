"""The encodings that a mapping may name, and where the bytes of a table are not in the one that it names."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator

import attrs

from deployments.diagnostics import Diagnostic, Location
from deployments.errors import InvalidValueError
from deployments.patterns import lazy_pattern

#: So many bytes are decoded at a time to see whether they can be.
_CHUNK = 1 << 16
#: No table has such characters: where one byte is one character, they show that the encoding is another.
_C1_CONTROLS = lazy_pattern("[\x80-\x9f]")
#: Nor these, in any encoding but wide ones: blanks, the end of a text in DOS, and the mark of ISO 2022 aside.
_CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f]")
#: The mark of UTF-32 begins with that of UTF-16, and so is looked for first.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Python counts these among the encodings of text, but they write domain names and the source code of programs.
_NOT_OF_FILES = frozenset(("idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"))
#: What splits a table into cells has to stand where ASCII has it; in EBCDIC, for one, it does not.
_ASCII = b'aZ09,;|"\\'
_KNOWN = 'write "utf-8", "windows-1252", "utf-16" or another name that Python knows'
_SAVE_AGAIN = "save the table as UTF-8, and leave encoding out of the mapping"


def supported_encoding(name: str) -> str:
    """Return the name of an encoding that tables can have. Raises `InvalidValueError` for any other.

    >>> supported_encoding("windows-1252")
    'windows-1252'
    >>> supported_encoding("rot13")
    Traceback (most recent call last):
    ...
    deployments.errors.InvalidValueError: not an encoding of text: 'rot13' (write "utf-8", "windows-1252", "utf-16" or \
another name that Python knows)
    """
    try:
        canonical = codecs.lookup(name).name
    except (LookupError, ValueError):
        raise InvalidValueError("not an encoding that is known here", name, _KNOWN) from None
    try:
        plain = _ASCII.decode(name, "replace")
    except (LookupError, UnicodeError):  # so Python tells of codecs that turn bytes into bytes
        plain = None
    if plain is None or canonical.replace("_", "-") in _NOT_OF_FILES:
        raise InvalidValueError("not an encoding of text", name, _KNOWN)
    if plain != _ASCII.decode("ascii") and not _is_wide(canonical):
        raise InvalidValueError("not an encoding that writes digits and separators as ASCII does", name, _KNOWN)
    return name


def decoder_name(data: bytes, encoding: str) -> str:
    """Return the name under which Python decodes the data, and leaves out the byte order mark if there is one."""
    canonical = codecs.lookup(encoding).name
    if canonical.startswith("utf-8"):
        return "utf-8-sig"  # it takes files with the mark and without
    marked = marked_encoding(data)
    return marked if marked is not None and canonical.startswith(marked) else encoding


def misread(file: str, data: bytes, encoding: str) -> Diagnostic | None:
    """Return what shows that a file is in another encoding, with the place and a mend; None if nothing does."""
    fault = _fault(data, encoding)
    if fault is None:
        return None
    other = next((name for name in _likely(data) if _fault(data, name) is None), None)
    control = None if other or _is_wide(codecs.lookup(encoding).name) else _CONTROL_BYTES.search(data)
    if control is not None:
        place = Location(file, data.count(b"\n", 0, control.start()) + 1)
        hint = "save the table as CSV, in UTF-8, and name that file; if it is one already, take that byte out of it"
        return Diagnostic("I117", f"no text: byte 0x{control[0][0]:02x}", hint, location=place)
    hint = _SAVE_AGAIN if other is None else f'write encoding = "{other}" in the mapping, if that is what it is'
    message = f"not {encoding}: {fault.reason}"
    return Diagnostic("I101", message, hint, "encoding", Location(file, fault.line, fault.column))


@attrs.frozen
class _Fault:
    """Why data cannot be in an encoding, and the line and column of the character that shows it."""

    reason: str
    line: int = 1
    column: int = 1


def _fault(data: bytes, encoding: str) -> _Fault | None:
    canonical, marked = codecs.lookup(encoding).name, marked_encoding(data)
    if marked is not None and not canonical.startswith(marked):
        return _Fault(f"it begins with the mark of {marked}")
    if canonical.startswith("utf-8"):
        return _decoding_fault(data, encoding)
    if marked is None and _looks_like_utf8(data, wide=_is_wide(canonical)):
        cursor = _Cursor()
        beyond = re.search(rb"[\x80-\xff]", data)
        cursor.last(data[: beyond.start() if beyond else 0].decode("ascii"))
        return _Fault("all of it is UTF-8", cursor.line, cursor.column)
    return _decoding_fault(data, encoding)


def marked_encoding(data: bytes) -> str | None:
    r"""Return the encoding whose mark data begins with; None if it has no mark.

    >>> marked_encoding(b"\xef\xbb\xbfcountry")
    'utf-8'
    """
    return next((encoding for mark, encoding in _BYTE_ORDER_MARKS if data.startswith(mark)), None)


def _is_wide(canonical: str) -> bool:
    return canonical.startswith(("utf-16", "utf-32"))


def _looks_like_utf8(data: bytes, *, wide: bool) -> bool:
    """Return whether data that should be in another encoding is UTF-8, where that is no accident.

    ASCII is the same in most encodings, but in a wide one every separator and line end has a zero byte.
    """
    telling = bool(data) if wide else not data.isascii()
    return telling and b"\0" not in data and _decoding_fault(data, "utf-8") is None


def _likely(data: bytes) -> Iterator[str]:
    """Yield the encodings that data of unknown encoding may have, the likeliest first."""
    marked = marked_encoding(data)
    if marked is not None:
        yield marked
    odd, even = data[1::2].count(0), data[::2].count(0)
    if 3 * (odd + even) > len(data):
        yield from ("utf-32-le", "utf-32-be", "utf-16-le" if odd > even else "utf-16-be")
    yield "utf-8"
    if not _CONTROL_BYTES.search(data):
        yield "windows-1252"


def _decoding_fault(data: bytes, encoding: str) -> _Fault | None:
    """Return the first place at which data cannot be decoded, or is decoded into what no table has."""
    decoder = codecs.getincrementaldecoder(decoder_name(data, encoding))()
    cursor = _Cursor()
    for start in range(0, len(data), _CHUNK):
        chunk, is_last = data[start : start + _CHUNK], start + _CHUNK >= len(data)
        state = decoder.getstate()
        try:
            text = decoder.decode(chunk, is_last)
        except UnicodeError:
            decoder.setstate(state)
            return _fault_within(chunk, decoder, cursor)
        control = _C1_CONTROLS.search(text)
        if control and not state[0] and len(text) == len(chunk):  # the encoding has one byte for each character
            cursor.last(text[: control.start()])
            reason = f"byte 0x{ord(control[0]):02x} would be a control character"
            return _Fault(reason, cursor.line, cursor.column)
        cursor.next(text)
    return None


def _fault_within(chunk: bytes, decoder: codecs.IncrementalDecoder, cursor: _Cursor) -> _Fault:
    """Return the place in a chunk at which a decoder fails, found byte by byte.

    Not every decoder tells how far it came, and some count from elsewhere than the beginning of the chunk.
    """
    text = []
    reason = "it cannot be decoded"
    try:
        for byte in chunk:
            text.append(decoder.decode(bytes((byte,))))
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        reason = f"byte 0x{error.object[error.start]:02x}"
    except UnicodeError:
        reason = "it does not begin with a byte order mark"
    cursor.last("".join(text))
    return _Fault(reason, cursor.line, cursor.column)


class _Cursor:
    """The line and column, both from 1, of the end of a text that is given piece by piece."""

    def __init__(self) -> None:
        self.line = self.column = 1
        self._newlines = io.IncrementalNewlineDecoder(None, translate=True)

    def next(self, text: str) -> None:
        """Move to the end of the next piece of the text."""
        self._move(self._newlines.decode(text))

    def last(self, text: str) -> None:
        """Move to the end of the last piece of the text."""
        self._move(self._newlines.decode(text, final=True))

    def _move(self, text: str) -> None:
        newline = text.rfind("\n")
        self.line += text.count("\n")
        self.column = len(text) - newline if newline >= 0 else self.column + len(text)
