"""Reference values for test/stats/constants.test.ts: cases in which a constant that is a fifth off gives another answer.

Run: python3 test/stats/references/constants.py > test/stats/references/constants.json

Modes: the rule of src/stats/modes.ts on scipy.stats.gaussian_kde at 256 points; cases are kept where a change of one of its constants
changes the count, and the count does not hang on rounding. BCa: Efron and Tibshirani (1993), section 14.3, with scipy.stats.norm,
on the resamples that the case holds. Incomplete beta and Spearman: SciPy. Orders: collectors/experiment/plan.sh in words, in hashlib.
"""
import hashlib, json
import numpy, scipy
from scipy import special, stats

rng = numpy.random.default_rng(20261126)
cases = []


def add(kind, **fields):
    cases.append({"kind": kind, **fields})


MODES = {"shrink": 1.4, "normal": 1.349, "few": 12, "many": 0.9, "power": 0.2, "margin": 3, "valley": 0.5, "peak": 0.3}


def modes(values, points=256, **other):
    c = {**MODES, **other}
    s = numpy.sort(values)
    n, half = len(s), -(-len(s) // 2)
    shortest = min(s[half - 1 + i] - s[i] for i in range(n - half + 1))
    width = c["shrink"] * shortest / c["normal"] * max(c["few"] / n, c["many"] * n ** -c["power"])
    if not width > 0:
        return 1
    kde = stats.gaussian_kde(s, bw_method=width / numpy.std(s, ddof=1))
    density = kde(numpy.linspace(s[0] - c["margin"] * width, s[-1] + c["margin"] * width, points))
    count, peak, valley = 0, 0.0, float("inf")
    for d in density:
        if count == 0 or valley < c["valley"] * min(peak, d):
            if d >= c["peak"] * density.max():
                count, peak, valley = count + 1, d, d
                continue
        elif d > peak:
            peak = valley = d
        valley = min(valley, d)
    return count


wanted = {(name, factor): 2 for name in MODES for factor in (0.8, 1.25) if name != "margin"}
for attempt in range(60_000):
    if not wanted:
        break
    n = int(rng.integers(8, 60))
    k = int(rng.integers(1, n // 2))
    values = numpy.round(numpy.concatenate([rng.normal(0, 1, n - k), rng.normal(rng.uniform(3, 12), rng.uniform(0.4, 1.5), k)]), 3)
    plain = modes(values)
    hit = [w for w in wanted if modes(values, **{w[0]: MODES[w[0]] * w[1]}) != plain]
    # not where it hangs on the grid or the last digit
    if not hit or any(modes(values, **{name: MODES[name] * (1 + e)}) != plain for name in MODES for e in (-1e-6, 1e-6)):
        continue
    for w in hit:
        wanted[w] -= 1
        if wanted[w] == 0:
            del wanted[w]
    add("modes", values=[float(v) for v in values], modes=plain, tells=[f"{name} x {factor}" for name, factor in hit])
assert not wanted, wanted

for n in (3, 4, 9, 25):
    for slope in (0, 0.4):
        v = numpy.round(rng.normal(0, 1, n) + slope * numpy.arange(n), 6)
        c = v - v.mean()
        add("lag-one", values=[float(x) for x in v], r=float((c[1:] * c[:-1]).sum() / (c**2).sum()))

for n, resamples, alpha in ((7, 99, 0.1), (8, 199, 0.05), (9, 199, 0.2)):
    x = numpy.round(rng.exponential(1, n) ** 2, 3)
    x[-1] += 4
    rows = numpy.array([numpy.bincount(rng.integers(0, n, n), minlength=n) for _ in range(resamples)])
    statistic = lambda c: float((c * x).sum() / c.sum())
    found = numpy.sort([statistic(r) for r in rows])
    estimate = statistic(numpy.ones(n))
    z0 = stats.norm.ppf((found < estimate).mean() + (found == estimate).mean() / 2)
    jack = numpy.array([numpy.delete(x, i).mean() for i in range(n)])
    d = jack.mean() - jack
    a = (d**3).sum() / (6 * (d**2).sum() ** 1.5)
    ends = []
    for z in (stats.norm.ppf(alpha / 2), stats.norm.ppf(1 - alpha / 2)):
        level = stats.norm.cdf(z0 + (z0 + z) / (1 - a * (z0 + z)))
        ends.append(float(found[min(resamples, max(1, int(numpy.floor(level * (resamples + 1))))) - 1]))
    add("bca", x=[float(v) for v in x], rows=["".join(map(str, r)) for r in rows], alpha=alpha, interval=ends)

# more than are gone through: all 2^20 signs here, draws there
for shift in (0.2, 0.45, 0.7):
    d = numpy.round(rng.normal(shift, 1, 20), 3)
    sums = numpy.zeros(1)
    for size in numpy.abs(d):
        sums = numpy.concatenate([sums - size, sums + size])
    add("sign-flip-drawn", d=[float(v) for v in d], p=float((numpy.abs(sums) >= abs(d.sum()) - 1e-9).mean()))

for x, y in (([1, 2, 3], [1, 3, 2]), ([5, 1, 1], [2, 7, 9]), ([1, 1, 2, 3], [4, 4, 4, 9])):
    found = stats.spearmanr(x, y)
    add("spearman-few", x=x, y=y, rho=float(found.statistic), p=float(found.pvalue))

for a in (0.05, 0.3, 0.5, 1, 2.5, 11, 240, 60_000):
    for b in (0.05, 0.5, 3, 80, 60_000):
        for x in (0.001, 0.3, a / (a + b), 0.999):
            value = float(special.betainc(a, b, x))
            if 1e-200 < value:
                add("incomplete-beta", a=a, b=b, x=x, value=value)


def order(seed, ends, words=8, allowance=64):
    digest = lambda text: hashlib.sha256(f"{seed}/{text}".encode()).digest()
    firsts, follows = [], [0] * 4
    for stage, end in enumerate(ends, 1):
        size = end - len(firsts)
        zeros = size // 2
        if size % 2:
            balance = sum(firsts) * 2 - len(firsts)
            zeros += int.from_bytes(digest(f"stage {stage} extra")[:4], "big") % 2 if balance == 0 else int(balance > 0)
        attempt = 0
        while True:
            attempt += 1
            keys = []
            for number in range(1, -(-size // words) + 1):
                data = digest(f"stage {stage} attempt {attempt} digest {number}")
                keys += [int.from_bytes(data[4 * w : 4 * w + 4], "big") for w in range(words)]
            ranked = sorted(range(size), key=lambda block: (keys[block], block))
            drawn = [0 if block in ranked[:zeros] else 1 for block in range(size)]
            counts, previous = list(follows), firsts[-1:]
            for first in drawn:
                if previous:
                    counts[2 * (1 - previous[0]) + first] += 1
                previous = [first]
            if max(counts) - min(counts) <= 1 + (attempt - 1) // allowance:
                break
        firsts, follows = firsts + drawn, counts
    return firsts


for ends in ([1], [2], [7], [9], [12], [20], [12, 16, 20, 24], [5, 10, 11, 14], [4, 8], [3, 4, 5, 6, 7]):
    for seed in ("a", "b", "c"):
        add("order", seed=seed, ends=ends, order=order(seed, ends))
# stages in which no order fits at first: the allowance decides
for number in range(4):
    for ends in ([3, 4, 9, 12, 14, 19, 20, 23], [1, 6, 8, 13, 18, 21]):
        plain = order(f"s{number}", ends)
        if any(order(f"s{number}", ends, allowance=other) != plain for other in (51, 80)):
            add("order", seed=f"s{number}", ends=ends, order=plain)

print(json.dumps({"by": {"scipy": scipy.__version__, "numpy": numpy.__version__}, "cases": cases}))
