"""Second derivatives of the test functions to 17 digits, by mpmath at 80 digits.

Reads landscapes.csv beside it and writes hessians.csv: function, x, y, xx, xy, yy.
Run with: python3 make_hessians.py (needs mpmath).
"""
import csv
import pathlib

from mpmath import cos, diff, e, exp, mp, mpf, pi, sin, sqrt

mp.dps = 80
here = pathlib.Path(__file__).parent
names = {"cos": cos, "exp": exp, "sin": sin, "sqrt": sqrt, "e": e, "pi": pi}
lines = [line for line in open(here / "landscapes.csv") if not line.startswith("#")]
with open(here / "hessians.csv", "w") as out:
    out.write("function,x,y,xx,xy,yy\n")
    for row in csv.DictReader(lines):
        code = compile(row["formula"], "formula", "eval")
        f = lambda x, y: eval(code, dict(names, x=x, y=y))
        x, y = mpf(float(row["x"])), mpf(float(row["y"]))
        if row["function"] == "ackley" and x == 0 and y == 0:
            continue
        # Decimal literals of a formula are doubles there and here alike.
        orders = [(2, 0), (1, 1), (0, 2)]
        values = [repr(float(diff(f, (x, y), order))) for order in orders]
        out.write(",".join([row["function"], row["x"], row["y"]] + values) + "\n")
