#!/usr/bin/env python3
"""Compares the reader of TOML with Python's tomllib on texts that are almost TOML.

    Tests/DocumentsTests/compare_with_tomllib.py [--count N] [--seed N] [--cases FILE]

Texts are made by mutating what ships, what the fuzzer kept and snippets of the grammar, and by
writing statements over few keys, so that tables meet. What tomllib makes of each is written beside
it, and the tests of the suite TomlComparison read both. With --cases the file is kept and no test
is run.

Known differences: integers beyond 64 bits are refused here, a mark of the byte order is skipped at
the start, nesting beyond 40 levels is refused, and the year 0 and the second 60 are read.
"""

import argparse
import datetime
import os
import pathlib
import random
import re
import struct
import subprocess
import tempfile
import tomllib

ROOT = pathlib.Path(__file__).resolve().parents[2]
DEEPEST = 40
LARGEST = 4000

SNIPPETS = [
    "# a comment\t\n", "a = 1\n", "\"a b\" = 'c'\n", "'' = \"\"\n", "a.b.c = true\n",
    "a . \"b\" . 'c' = false\n", "1.2 = 3\n", "-_- = 0\n", "a = \"\\b\\t\\n\\f\\r\\\"\\\\\"\n",
    "a = \"\\u00e9\\U0001F600\\uD800\"\n", "a = \"\"\"\n  b\\\n   \n  c\"\"\"\"\"\n",
    "a = '''\r\nb''''\n", "a = \"\"\"\"\"\"\n", "a = ''''x'''\n", "a = \"\"\"a\\\"\"\"\"\n",
    "a = 0x_1\nb = 0xDEAD_beef\nc = 0o755\nd = 0b1_0\n", "a = +99\nb = -0\nc = 1_000\nd = 00\n",
    "a = 9223372036854775807\nb = -9223372036854775808\n", "a = 9223372036854775808\n",
    "a = 0x7fffffffffffffff\nb = 0xffffffffffffffff\n", "a = 3.14\nb = -0.0\nc = 6.02e23\n",
    "a = 1e-400\nb = 1E+400\nc = 2_2.5_0e1_0\nd = .5\ne = 5.\n", "a = inf\nb = -nan\nc = +inf\n",
    "a = 1979-05-27T07:32:00Z\n", "a = 1979-05-27 07:32:00.999-07:00\n", "a = 2000-02-29\n",
    "a = 1900-02-29\n", "a = 07:32:00\nb = 1979-05-27t00:32:00.5z\n", "a = 24:00:00\n",
    "a = 1979-05-27 # 1\nb = 1979-05-27 \n", "a = []\nb = [ 1, 'a', [2.5,], {} ]\n",
    "a = [ # b\n 1, # c\n\n 2 # d\n , ]\n", "a = { b = 1, c.d = 2, \"e\" = {} }\n", "a = {}\n",
    "a = { b = 1, }\n", "a = { b = [\n1\n], c = '''\n''' }\n", "[a]\n", "[a.b.c]\n[a]\n",
    "[ a . 'b' ]\n", "[[a]]\n[a.b]\n[[a.c]]\n[[a]]\n", "[[ a.b ]]\nc = 1\n", "[a]\n[[a]]\n",
    "a.b = 1\n[a]\n", "[a]\nb.c = 1\n[a.b.d]\n", "[a]\nb.c = 1\n[a.b]\n", "a = {}\n[a.b]\n",
    "a = []\n[[a]]\n", "[[a]]\n[a]\n", "[a.b]\n[a]\nb.c = 1\n", "[a.b.c]\n[a]\nb.d = 1\n",
    "a = {b.c = 1, b.d = 2}\n", "a = {b = {}, b.c = 1}\n", "\u00e9 = 1\n\"\u00e9\" = 1\n",
    "\"e\u0301\" = 1\n\"\u00e9\" = 2\n", "d=1979-05-27 1\n", "d=1979-05-27T:\n",
    "w={x=[1,1979-05-27 7 ", "b = ['''x'''', }\n", "c = [\u2028", "[[[\n", "[.]\n", "[]\n",
    "a = \"\x00\"\n", "a = 1 b = 2\n", "a = \"b\" # c\r\nd = 1\r\n", "a = 1\rb = 2\n",
]

TOKENS = [
    "[", "]", "[[", "]]", "{", "}", "=", ".", ",", "\"", "'", "\"\"\"", "'''", "#", "\n", "\r\n",
    "\r", " ", "\t", "\\", "\\\n", "\\u0041", "\\U00110000", "\\\"", "\\x", "_", "+", "-", ":", "T",
    "t", "z", "Z", "e", "E", "0", "1", "9", "0x", "0o", "0b", "inf", "nan", "true", "false",
    "1979-05-27", "07:32:00", "0000-01-01", ".5", "+07:00", "a", "b", "a.b", "a = ", "[a]\n",
    "[[a]]\n", "[a.b]\n", "a.b = 1\n", "b = {", "c = [", "\ufeff", "\u00e9", "e\u0301", "\u2028",
    "\U0001F600", "\x00", "\x0b", "\x1f", "\x7f", "\x85", "\xa0", "9223372036854775807", "-",
]


def corpus():
    texts = list(SNIPPETS)
    for folder in ("Surfaces", "docs/lectures"):
        for path in sorted((ROOT / folder).glob("*.toml")):
            texts.append(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "Tests/Fuzz/Corpus").glob("*/*")):
        texts.append(path.read_bytes().decode("utf-8", "replace")[:LARGEST])
    return texts


class Maker:
    """Makes one text after the other."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.texts = corpus()

    def text(self):
        kind = self.random.random()
        if kind < 0.5:
            text = self.statements()
            return self.mutated(text, 2) if self.random.random() < 0.3 else text
        if kind < 0.8:
            text = "".join(self.random.choices(SNIPPETS, k=self.random.choice([1, 1, 2, 3])))
        else:
            text = self.window(self.random.choice(self.texts))
        return self.mutated(text, self.random.choice([1, 1, 2, 5]))

    def window(self, text):
        """Some lines of a text."""
        lines = text.splitlines(keepends=True)
        if len(lines) < 3:
            return text[:LARGEST]
        start = self.random.randrange(len(lines))
        return "".join(lines[start : start + self.random.randint(1, 25)])[:LARGEST]

    def mutated(self, text, most):
        for _ in range(self.random.randint(1, most)):
            text = self.mutation(text)
        return text[:LARGEST]

    def mutation(self, text):
        choose = self.random
        place = choose.randint(0, len(text))
        other = choose.randint(place, min(len(text), place + choose.choice([1, 2, 5, 30])))
        kind = choose.randrange(8)
        if kind <= 2:
            return text[:place] + choose.choice(TOKENS) + text[place:]
        if kind == 3:
            return text[:place] + text[other:]
        if kind == 4:
            return text[:place] + choose.choice(TOKENS) + text[other:]
        if kind == 5:
            data = bytearray(text.encode("utf-8"))
            if data:
                data[choose.randrange(len(data))] ^= 1 << choose.randrange(8)
            return data.decode("utf-8", "replace")
        if kind == 6:
            again = choose.randint(0, len(text))
            return text[:again] + text[place:other] + text[again:]
        piece = self.window(choose.choice(self.texts))
        cut = choose.randint(0, len(piece))
        return text[:place] + piece[cut : cut + choose.choice([3, 20, 200])] + text[other:]

    # Statements over few keys, most of them well formed.

    def statements(self):
        choose = self.random
        lines = []
        for _ in range(choose.choice([1, 2, 2, 3, 4, 6])):
            kind = choose.random()
            if kind < 0.3:
                lines.append(f"[{self.key()}]")
            elif kind < 0.5:
                lines.append(f"[[{self.key()}]]")
            else:
                lines.append(f"{self.key()} = {self.value(0)}")
        end = choose.choice(["\n", "\n", "\n", "\r\n"])
        return end.join(lines) + choose.choice(["", end])

    def key(self):
        choose = self.random
        names = ["a", "b", "c", "a", "b", '"a"', "'b'", "1", '""', '"\\u0061"']
        count = choose.choice([1, 1, 2, 2, 3])
        return choose.choice([".", ".", ".", " . "]).join(choose.choices(names, k=count))

    def value(self, depth):
        choose = self.random
        kind = choose.random()
        if depth < 3 and kind < 0.25:
            inner = [f"{self.key()} = {self.value(depth + 1)}" for _ in range(choose.randint(0, 3))]
            return "{" + ", ".join(inner) + "}"
        if depth < 3 and kind < 0.45:
            inner = [self.value(depth + 1) for _ in range(choose.randint(0, 3))]
            comma = "," if inner and choose.random() < 0.3 else ""
            return "[" + choose.choice([", ", ",\n", " ,# b\n"]).join(inner) + comma + "]"
        if kind < 0.53:
            return self.word()
        return choose.choice(["1", "-0", "1.5", "true", "''", '"x"', '"""\ny"""', "2000-01-01"])

    def word(self):
        choose = self.random
        kind = choose.random()
        if kind < 0.3:
            return self.date()
        if kind < 0.5:
            return self.number()
        if kind < 0.75:
            return "".join(choose.choices("0123456789+-._eETZ:xob aAfF", k=choose.randint(1, 12)))
        words = ["1979-05-27", "T", " ", "07:32:00", ".5", "Z", "-07:00", "1_0", "e5", "0x", "f"]
        return "".join(choose.choices(words, k=choose.randint(1, 5)))

    def date(self):
        """A date, a time or both, some fields at their bounds or just beyond."""
        choose = self.random

        def field(*values):
            return f"{choose.choice(values):02}"

        def clock():
            return field(0, 7, 23, 23, 24), field(0, 32, 59, 60)

        day = field(1900, 1979, 2000, 2024, 2100)
        day += f"-{field(0, 1, 2, 2, 4, 12, 13)}-{field(0, 1, 28, 29, 30, 31, 32)}"
        time = ":".join(clock()) + f":{field(0, 59, 61)}"
        time += choose.choice(["", "", ".5", ".", ".123456789"])
        offset = choose.choice(["", "Z", "z", "+{}:{}", "-{}:{}", "+{}{}"]).format(*clock())
        return choose.choice([day, time, day + choose.choice("Tt ") + time + offset])

    def number(self):
        """A number with digits at random, some of them grouped."""
        choose = self.random

        def digits(most):
            text = "".join(choose.choices("0123456789", k=choose.randint(1, most)))
            return text[:1] + "_" + text[1:] if choose.random() < 0.1 else text

        if choose.random() < 0.2:
            letters = choose.choices("0123456789abcdefABCDEF_", k=choose.randint(1, 17))
            return choose.choice(["0x", "0x", "0X", "0o", "0b"]) + "".join(letters)
        text = choose.choice(["", "", "-", "+"]) + choose.choice(["0", "1", "9"])
        text += choose.choice(["", digits(18)]) + choose.choice(["", "." + digits(25)])
        return text + choose.choice(["", choose.choice("eE") + choose.choice("+-0") + digits(3)])


# What tomllib makes of a text, as one line.


def escaped(text):
    def one(character):
        if character in '"\\':
            return "\\" + character
        code = ord(character)
        return f"\\u{code:04x}" if code < 32 or code == 127 else character

    return '"' + "".join(map(one, text)) + '"'


def line(value):
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return escaped(value)
        case int():
            return str(value)
        case float():
            if value != value:
                return "nan"
            return "0x" + format(struct.unpack("<Q", struct.pack("<d", value))[0], "x")
        case list():
            return "[" + ",".join(map(line, value)) + "]"
        case dict():
            names = sorted(value, key=lambda name: name.encode("utf-8"))
            return "{" + ",".join(f"{escaped(name)}:{line(value[name])}" for name in names) + "}"
        case datetime.date() | datetime.time() | datetime.datetime():
            return "D"
    raise TypeError(type(value))


def depth(value):
    if isinstance(value, (dict, list)):
        inner = value.values() if isinstance(value, dict) else value
        return 1 + max(map(depth, inner), default=0)
    return 0 if value is None else 1


def is_refused_here(value):
    """Whether something is TOML but too large or too deep."""
    if isinstance(value, dict):
        return any(map(is_refused_here, value.values()))
    if isinstance(value, list):
        return any(map(is_refused_here, value))
    return isinstance(value, int) and not -(2**63) <= value < 2**63


def expectation(text):
    """The line, `error`, or None where the readers may differ."""
    try:
        value = tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return None if re.search(r"0000-|:60", text) else "error"
    # The root is no level of its own.
    if is_refused_here(value) or depth(value) - 1 > DEEPEST:
        return "error"
    return line(value)


def write(path, count, seed):
    maker = Maker(seed)
    written = 0
    refused = 0
    with open(path, "wb") as file:
        while written < count:
            text = maker.text()
            expected = expectation(text)
            if expected is None:
                continue
            for piece in (text.encode("utf-8"), expected.encode("utf-8")):
                file.write(struct.pack("<I", len(piece)) + piece)
            written += 1
            refused += expected == "error"
    print(f"{written} texts, {refused} of them no TOML", flush=True)


def main():
    parser = argparse.ArgumentParser(description="Compare the reader of TOML with tomllib.")
    parser.add_argument("--count", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", help="keep the texts in this file and run no test")
    options = parser.parse_args()
    if options.cases:
        write(options.cases, options.count, options.seed)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "cases")
        write(path, options.count, options.seed)
        subprocess.run(
            ["swift", "test", "--filter", "TomlComparison"],
            cwd=ROOT, env=os.environ | {"RAVINE_TOML_CASES": path}, check=True)


if __name__ == "__main__":
    main()
