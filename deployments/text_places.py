"""Finds the place of each of very many texts that are all different, such as ids, without an object for each."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from deployments.packed_texts import PackedTexts

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


class TextPlaces(Mapping[str, int]):
    """The place of each text of a column, by the text. No two of the texts may be the same.

    For the first `LOOKS` texts it looks at all of them. Then it makes a dictionary, and asks that.

    >>> import numpy as np
    >>> places = TextPlaces(PackedTexts(b"nldsvk", np.array([0, 3, 6])))
    >>> places["svk"], places.get("ltu"), [*places]
    (1, None, ['nld', 'svk'])
    """

    #: To make the dictionary takes as long as to look at all texts more than a hundred times.
    LOOKS = 100

    def __init__(self, texts: PackedTexts) -> None:
        self.texts = texts
        self._looks = 0

    def __getitem__(self, text: str) -> int:
        if self._looks < self.LOOKS:
            self._looks += 1
            found = self.texts.rows(text)
            if not found:
                raise KeyError(text)
            return found[0]
        return self._by_text[text]

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)

    def __len__(self) -> int:
        return len(self.texts)

    def are_distinct(self) -> bool:
        """Tell whether no two of the texts are the same, as it should be."""
        hashes, _ = self._by_hash
        return not (hashes[1:] == hashes[:-1]).any() or len(self._by_text) == len(self.texts)

    @functools.cached_property
    def _by_text(self) -> Mapping[str, int]:
        return dict(zip(self.texts, range(len(self.texts)), strict=True))

    @functools.cached_property
    def _by_hash(self) -> tuple[npt.NDArray[np.signedinteger[Any]], npt.NDArray[np.signedinteger[Any]]]:
        """The numbers of the texts in their order, and the place of the text of each."""
        hashes = self.texts.hashes()
        order = hashes.argsort()
        return hashes[order], order

    def of(self, texts: PackedTexts) -> npt.NDArray[np.signedinteger[Any]]:
        """Return the place of each of some texts, -1 for those that are not there.

        >>> import numpy as np
        >>> texts = PackedTexts(b"nldsvk", np.array([0, 3, 6]))
        >>> TextPlaces(texts).of(PackedTexts(b"svkltu", np.array([0, 3, 6]))).tolist()
        [1, -1]
        """
        import numpy as np  # noqa: PLC0415 - who has such texts has arrays

        if texts.data == self.texts.data and np.array_equal(texts.ends, self.texts.ends):
            return np.arange(len(texts))
        if not len(self):
            return np.full(len(texts), -1)
        found = self._with_hashes(texts.hashes())
        is_it = (found >= 0) & texts.are_those_of(self.texts, found)
        if np.array_equal(is_it, found >= 0):
            return found
        # Texts that are not the same can have one number: somebody may have made them so.
        return np.array([self._by_text.get(text, -1) for text in texts])

    def _with_hashes(self, hashes: npt.NDArray[Any]) -> npt.NDArray[np.signedinteger[Any]]:
        """Return the place of a text that has each of some numbers, -1 if none has it."""
        import numpy as np  # noqa: PLC0415 - as above

        ours, order = self._by_hash
        rows = hashes.argsort()  # numbers in their order are found five times faster
        near = np.empty(len(hashes), np.intp)
        near[rows] = np.minimum(ours.searchsorted(hashes[rows]), len(ours) - 1)
        return np.where(ours[near] == hashes, order[near], -1)


def places_among(texts: Sequence[str]) -> Mapping[str, int]:
    """Return the place of each of some texts, by the text; of equal ones, that of the last.

    >>> places_among(["nld", "svk"])
    {'nld': 0, 'svk': 1}
    """
    if isinstance(texts, PackedTexts):
        found = TextPlaces(texts)
        if found.are_distinct():
            return found
    return dict(zip(texts, range(len(texts)), strict=True))


def are_apart(texts: Iterable[str], places: Mapping[str, int]) -> bool:
    """Tell whether none of some texts is among others.

    >>> are_apart(["ltu"], places_among(["nld", "svk"])), are_apart(["svk"], places_among(["nld", "svk"]))
    (True, False)
    """
    if isinstance(places, TextPlaces):
        return bool((places.of(PackedTexts.of(texts)) < 0).all())
    return not any(map(places.__contains__, texts))


def places_of(texts: Sequence[str], places: Mapping[str, int]) -> list[int]:
    """Return the place of each of some texts, -1 for those that are not there.

    >>> places_of(["svk", "ltu"], places_among(["nld", "svk"]))
    [1, -1]
    """
    if isinstance(places, TextPlaces):
        return list(places.of(texts if isinstance(texts, PackedTexts) else PackedTexts.of(texts)).tolist())
    return [*map(places.get, texts, itertools.repeat(-1))]
