"""Reference values for test/stats/exact.test.ts.

Run: python3 test/stats/references/make.py > test/stats/references/python.json

With ties neither SciPy's nor R's exact rank tests are exact (SciPy's mannwhitneyu(method='exact') ignores ties, R's
wilcox.test falls back to the normal approximation), so the truth is an exhaustive enumeration in rational numbers: every
choice of signs, or of which values belong to the second sample. Intervals are the shifts that this test does not reject,
tried at every candidate and between each two of them. Where SciPy is right (Spearman, Theil-Sen, t, Pratt's approximation,
permutation_test on ties) its own value is stored, with its name and version.
"""
import itertools, json, math, random, sys
from fractions import Fraction as F
import numpy, scipy
from scipy import stats

random.seed(20240502)
rng = numpy.random.default_rng(20240502)


def doubled_midranks(values):
    return [sum(2 for b in values if b < a) + sum(1 for b in values if b == a) + 1 for a in values]


def tails(sums, observed):
    return F(sum(1 for s in sums if s <= observed), len(sums)), F(sum(1 for s in sums if s >= observed), len(sums))


def signed_rank_tails(d):
    ranks = doubled_midranks([abs(v) for v in d])
    observed = sum(r for r, v in zip(ranks, d) if v > 0)
    signed = [r for r, v in zip(ranks, d) if v != 0]
    sums = [0]
    for r in signed:
        sums = sums + [s + r for s in sums]
    return tails(sums, observed)


def rank_sum_tails(x, y):
    ranks = doubled_midranks(x + y)
    observed = sum(ranks[len(x):])
    sums = [sum(c) for c in itertools.combinations(ranks, len(y))]
    return tails(sums, observed)


def p_of(t):
    return min(F(1), 2 * min(t))


def inverted(candidates, tails_at, alpha):
    """Closed hull of the shifts whose p is above alpha; the widest bounded interval where that has no bounds."""
    distinct = sorted(set(candidates))
    points = [distinct[0] - 1]
    for a, b in zip(distinct, distinct[1:]):
        points += [a, (a + b) / 2]
    points += [distinct[-1], distinct[-1] + 1]
    kept = [i for i, at in enumerate(points) if p_of(tails_at(at)) > alpha]
    low, high = kept[0], kept[-1]
    # gaps have even places; a kept gap reaches to the candidates around it
    low = max(1, low - 1) if low % 2 == 0 else low
    high = min(len(points) - 2, high + 1) if high % 2 == 0 else high
    return [float(points[low]), float(points[high])], len(kept) == len(points) or 0 in kept


cases = []


def add(kind, **fields):
    cases.append({"kind": kind, **fields})


def plain(values):
    return [float(v) for v in values]


# signed ranks: ties, zeros, both; small n so that every choice of signs can be gone through at every shift
for i in range(60):
    n = random.randint(3, 9)
    d = [F(random.randint(-3 - i % 4, 4 + i % 5)) for _ in range(n)]
    scale = F(2) ** random.choice([0, 0, -60, 90])
    d = [v * scale for v in d]
    walsh = [(d[a] + d[b]) / 2 for a in range(n) for b in range(a, n)]
    alpha = F(1, 20) if i % 3 else F(1, 10)
    interval, _ = inverted(walsh, lambda at: signed_rank_tails([v - at for v in d]), alpha)
    add("signed-rank", d=plain(d), alpha=float(alpha), p=float(p_of(signed_rank_tails(d))), interval=interval)

for i in range(60):
    m, n = random.randint(2, 6), random.randint(2, 6)
    x = [F(random.randint(0, 4 + i % 5)) for _ in range(m)]
    y = [F(random.randint(0, 5 + i % 5)) for _ in range(n)]
    scale = F(2) ** random.choice([0, 0, -60, 90])
    x, y = [v * scale for v in x], [v * scale for v in y]
    alpha = F(1, 20) if i % 3 else F(1, 10)
    interval, _ = inverted([b - a for a in x for b in y], lambda at: rank_sum_tails(x, [v - at for v in y]), alpha)
    add("rank-sum", x=plain(x), y=plain(y), alpha=float(alpha), p=float(p_of(rank_sum_tails(x, y))), interval=interval)

# SciPy's own permutation test over all arrangements, larger samples with ties
for i in range(15):
    x = [float(random.randint(0, 9)) for _ in range(7)]
    y = [float(random.randint(0, 11)) for _ in range(8)]
    found = stats.permutation_test((x, y), lambda a, b: stats.mannwhitneyu(b, a, method="asymptotic").statistic,
                                   permutation_type="independent", n_resamples=math.inf, vectorized=False)
    add("rank-sum-p", x=x, y=y, p=min(1.0, float(found.pvalue)))

# many differences with ties and zeros: Pratt's approximation with both corrections
for i in range(20):
    d = [float(v) for v in numpy.round(rng.normal(0.4, 3, 70 + 5 * i))]
    found = stats.wilcoxon(d, zero_method="pratt", correction=True, method="approx" if scipy.__version__ < "1.13" else "asymptotic")
    add("signed-rank-approximate", d=d, p=float(found.pvalue))

for i in range(30):
    n = random.randint(4, 30)
    scale = random.choice([1, 1e-9, 1e12])
    x = [float(v) for v in (numpy.round(rng.normal(0, 3, n)) if i % 2 else rng.normal(0, 1, n))]
    y = [float(v) * scale for v in (numpy.round(rng.normal(0, 3, n)) + numpy.array(x) * (i % 3) / 2)]
    found = stats.spearmanr(x, y)
    slope = stats.theilslopes(y, x)[0]
    if not math.isnan(found.statistic):
        add("spearman", x=x, y=y, rho=float(found.statistic), p=float(found.pvalue), slope=float(slope))

for i in range(20):
    t, degrees = float(rng.normal(0, 4)), float(random.choice([1, 2, 3.7, 10, 22, 50.5, 400]))
    add("student", t=t, degrees=degrees, p=float(2 * stats.t.sf(abs(t), degrees)))

# runs about the median: every order of the sides
for i in range(20):
    n = random.randint(4, 12)
    values = [float(random.randint(0, 20)) for _ in range(n)]
    middle = float(numpy.median(values))
    sides = [v > middle for v in values if v != middle]
    count = lambda s: sum(1 for k, v in enumerate(s) if k == 0 or v != s[k - 1])
    orders = [[k in chosen for k in range(len(sides))] for chosen in itertools.combinations(range(len(sides)), sum(sides))]
    few, many = tails([count(o) for o in orders], count(sides))
    if sides:
        add("runs", values=values, runs=count(sides), few=float(few), many=float(many))

# sums under every choice of signs
for i in range(20):
    n = random.randint(1, 11)
    d = [F(random.randint(-9, 12)) for _ in range(n)]
    sums = [0]
    for v in d:
        sums = [s + v for s in sums] + [s - v for s in sums]
    add("sign-flip", d=plain(d), p=sum(1 for s in sums if abs(s) >= abs(sum(d))) / len(sums))

# odds ratio of a table, exact conditional interval
for i in range(30):
    of = [random.randint(3, 15), random.randint(3, 15)]
    events = [random.randint(0, of[0]), random.randint(0, of[1])]
    table = [[events[1], of[1] - events[1]], [events[0], of[0] - events[0]]]
    if 0 < sum(events) < sum(of):
        low, high = stats.contingency.odds_ratio(table).confidence_interval(0.95)
        add("odds-ratio", events=events, of=of, interval=[float(low), None if math.isinf(high) else float(high)])

# Brunner and Munzel: SciPy's statistic; p from every choice of which values belong to the second sample
def brunner_munzel_cases():
    for i in range(40):
        m, n = random.randint(3, 6), random.randint(3, 7)
        spread = 1 + i % 4
        if i % 2:
            x = [float(random.randint(0, 5)) for _ in range(m)]
            y = [float(random.randint(0, 5 + spread)) for _ in range(n)]
        else:
            x = [float(v) for v in rng.normal(0, 1, m)]
            y = [float(v) for v in rng.normal(0.5, spread, n)]
        with numpy.errstate(all="ignore"):
            statistic = lambda a, b: float(stats.brunnermunzel(a, b).statistic)
            observed = statistic(x, y)
            if math.isnan(observed):
                continue
            pooled = x + y
            found = []
            for chosen in itertools.combinations(range(m + n), n):
                value = statistic([v for k, v in enumerate(pooled) if k not in chosen], [pooled[k] for k in chosen])
                found.append(0.0 if math.isnan(value) else abs(value))
        p = sum(1 for value in found if value >= abs(observed) - 1e-9) / len(found)
        add("brunner-munzel", x=x, y=y, statistic=None if math.isinf(observed) else observed, p=p)


brunner_munzel_cases()


# Westfall and Young by hand: every order of the blocks with as many AB blocks, rank sums in rational numbers
def abba_p(steps, ab):
    return p_of(rank_sum_tails([s for s, one in zip(steps, ab) if not one], [s for s, one in zip(steps, ab) if one]))


def step_down(observed, rows):
    """Adjusted p of each metric: share of the rows whose least p among it and the weaker ones is no larger, made monotone."""
    order = sorted(range(len(observed)), key=lambda k: observed[k])
    adjusted, most = [None] * len(observed), F(0)
    for place, k in enumerate(order):
        most = max(most, F(sum(1 for row in rows if min(row[j] for j in order[place:]) <= observed[k]), len(rows)))
        adjusted[k] = most
    return adjusted


for i in range(12):
    n = random.randint(6, 8)
    common = [rng.normal() for _ in range(n)]
    ab = [k < n // 2 for k in range(n)]
    random.shuffle(ab)
    metrics = [[F(int(round(8 * (c * (i % 3) / 2 + rng.normal() + (1.5 if one else -1.5) * (k == 0)))))
                for c, one in zip(common, ab)] for k in range(3)]
    rows = [[abba_p(steps, [k in chosen for k in range(n)]) for steps in metrics]
            for chosen in itertools.combinations(range(n), sum(ab))]
    observed = [abba_p(steps, ab) for steps in metrics]
    add("westfall-young", steps=[plain(steps) for steps in metrics], ab=ab, observed=plain(observed),
        adjusted=plain(step_down(observed, rows)), least=float(min(
            F(sum(1 for row in rows if min(row) <= least), len(rows)) for least in [min(min(row) for row in rows)])))


# Boundary for several looks: every order of the ranks, labels in turn within each stage
def boundary(looks, alpha):
    ab = [(place + index) % 2 == 0 for index, upto in enumerate(looks)
          for place in range(upto - (looks[index - 1] if index else 0))]
    tables = []
    for upto in looks:
        n = sum(ab[:upto])
        m = upto - n
        wins = [sum(c) - n * (n + 1) // 2 for c in itertools.combinations(range(1, upto + 1), n)]
        tables.append({u: float(p_of(tails(wins, u))) for u in range(m * n + 1)})
    least = []
    for ranks in itertools.permutations(range(looks[-1])):
        p = 1.0
        for upto, table in zip(looks, tables):
            ys = [ranks[k] for k in range(upto) if ab[k]]
            xs = [ranks[k] for k in range(upto) if not ab[k]]
            p = min(p, table[sum(1 for a in xs for b in ys if b > a)])
        least.append(p)
    steps = sorted(set(least))
    error = {c: sum(1 for p in least if p <= c) / len(least) for c in steps}
    below = [c for c in steps if error[c] <= alpha]
    return below[-1], error[below[-1]], error[steps[len(below)]]


for looks, alpha in [((4, 6), 0.25), ((6, 8), 0.1), ((4, 6, 8), 0.2), ((5, 8), 0.15), ((4, 8), 0.12)]:
    nominal, error, beyond = boundary(looks, alpha)
    add("look-boundary", looks=list(looks), alpha=alpha, nominal=nominal, error=error, beyond=beyond)

json.dump({"scipy": scipy.__version__, "numpy": numpy.__version__, "cases": cases}, sys.stdout, indent=None)
print()
