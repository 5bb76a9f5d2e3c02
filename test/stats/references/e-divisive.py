"""Reference values for test/stats/e-divisive.test.ts.

Run: python3 test/stats/references/e-divisive.py > test/stats/references/e-divisive.json

The statistic is written down from Matteson and James (JASA 109, 2014, equations 5 to 7), distances by SciPy, every sum anew.
p is exact: every order of the points within their segments is tried. Intervals of a median: SciPy's binomial distribution. Qn: its definition.
"""
import itertools, json
import numpy
from scipy import stats
from scipy.spatial.distance import cdist, pdist

rng = numpy.random.default_rng(20261127)
LEAST = 2


def energy(x, y):
    m, n = len(x), len(y)
    between = 2 * cdist(x, y).mean()
    return m * n / (m + n) * (between - pdist(x).mean() - pdist(y).mean())


def best(points, ends):
    found = None
    for start, end in zip(ends, ends[1:]):
        for tau in range(start + LEAST, end - LEAST + 1):
            for kappa in range(tau + LEAST, end + 1):
                one = energy(points[start:tau], points[tau:kappa])
                if found is None or one > found[0]:
                    found = (one, tau)
    return found


def exact_p(points, ends):
    own = best(points, ends)[0]
    orders = [itertools.permutations(range(a, b)) for a, b in zip(ends, ends[1:])]
    total = reached = 0
    for parts in itertools.product(*[list(o) for o in orders]):
        order = [place for part in parts for place in part]
        total += 1
        reached += best(points[order], ends)[0] >= own - 1e-9 * abs(own)
    return reached / total


def case(points, cuts, with_p):
    points = numpy.array(points, float)
    ends = [0, *cuts, len(points)]
    statistic, at = best(points, ends)
    p = exact_p(points, ends) if with_p else None
    return {"points": points.tolist(), "cuts": cuts, "statistic": statistic, "at": at, "p": p}


def step(n, axes, at, size):
    points = rng.normal(size=(n, axes))
    points[at:] += size
    return points


def interval(n):
    values = rng.normal(size=n)
    ordered = numpy.sort(values)
    k = max([1] + [k for k in range(1, n // 2 + 1) if 2 * stats.binom.cdf(k - 1, n, 0.5) <= 0.05])
    return {
        "values": values.tolist(),
        "lower": ordered[k - 1],
        "upper": ordered[n - k],
        "confidence": 1 - 2 * stats.binom.cdf(k - 1, n, 0.5),
    }


def qn(n):
    values = numpy.concatenate([rng.normal(size=n - n // 3), 50 + rng.normal(size=n // 3)])
    half = n // 2 + 1
    return {"values": values.tolist(), "qn": 2.2219 * numpy.sort(pdist(values[:, None]))[half * (half - 1) // 2 - 1]}


print(json.dumps({
    "splits": [
        *[case(step(n, axes, at, size), [], False) for n, axes, at, size in
          [(9, 1, 4, 1), (20, 1, 12, 2), (20, 3, 17, 1), (50, 3, 25, 0.5), (30, 2, 30, 0)]],
        case(numpy.concatenate([step(10, 2, 5, 2), step(12, 2, 4, 3)]), [10], False),
        case([[v] for v in [3, 3, 3, 3, 3, 1, 1, 1, 1, 1]], [], False),
    ],
    "exact": [
        case(step(6, 1, 3, 1), [], True),
        case(step(6, 3, 2, 2), [], True),
        case([[v] for v in [1, 2, 3, 10, 11, 12]], [], True),
        case([[v] for v in [1, 2, 2, 2, 3, 3]], [], True),
        case(step(9, 2, 6, 1), [5], True),
    ],
    "medians": [interval(n) for n in [1, 4, 5, 6, 9, 12, 20, 41]],
    "spreads": [qn(n) for n in [2, 5, 12, 33]],
}))
