"""Reads the pairs and compares them with SymPy's own test of equality (`Expr.equals`: simplification and probing). Prints: median and best
pairs per second, wrong verdicts, unread or undecided pairs."""
import sys
import time
import warnings

from sympy import E, Symbol, pi
from sympy.parsing.sympy_parser import convert_xor, implicit_multiplication, parse_expr, standard_transformations

warnings.filterwarnings("ignore")
names = {letter: Symbol(letter, real=True) for letter in "abcdfghjklmnopqrstuvwxyz"}
names.update({"e": E, "pi": pi})
rules = standard_transformations + (convert_xor, implicit_multiplication)


def judge(left, right):
    try:
        return parse_expr(left, names, transformations=rules).equals(parse_expr(right, names, transformations=rules))
    except Exception:
        return None


def main():
    rows = [line.rstrip("\n").split("\t") for line in open(sys.argv[1], encoding="utf8") if line.strip() and line[0] != "#"]
    wrong = unread = 0
    rates = []
    for turn in range(1 + max(1, int(sys.argv[2]) // 5)):      # it is slow: one round after the warming up
        start = time.perf_counter()
        verdicts = [judge(left, right) for left, right, _ in rows]
        rates.append(len(rows) / (time.perf_counter() - start))
        if turn == 0:
            unread = sum(verdict is None for verdict in verdicts)
            wrong = sum(verdict is not None and verdict != (row[2] == "equal") for verdict, row in zip(verdicts, rows))
            rates.clear()
    rates.sort()
    print(rates[len(rates) // 2], rates[-1], wrong, unread)


main()
