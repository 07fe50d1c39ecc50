# SPDX-License-Identifier: MIT OR Apache-2.0
"""Answers questions by the functions of Python: a question a line, its parts between tabs; an answer a line."""

import re
import sys

from ask import FAMILIES, Row

ESCAPES = {"t": "\t", "n": "\n", "r": "\r"}


def unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: ESCAPES.get(found[1], found[1]), text)


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def answer(line: str) -> str:
    decision, *cells = (unescaped(part) for part in line.split("\t"))
    row = Row(decision, list(zip(cells[::2], cells[1::2], strict=True)))
    for family in FAMILIES:
        if (told := family(row)) is not None:
            return told
    return "nobody decides this"


for line in sys.stdin:
    print(escaped(answer(line.removesuffix("\n"))), flush=True)
