"""What PyPI's irrCAC and krippendorff answer for the same ratings: writes the test vectors, or compares many random tables.

    pip install irrCAC==0.4.4 krippendorff==0.9.0
    cargo build --release -p agreement-statistics --example agree
    python peers.py vectors > peers.json
    python peers.py random TARGET/release/examples/agree 500
"""
import csv, json, os, subprocess, sys, tempfile, warnings

import krippendorff
import numpy as np
import pandas as pd
from irrCAC.raw import CAC as Raw
from irrCAC.table import CAC as Table

warnings.filterwarnings("ignore")
DIGITS = 15


def of(answer):
    found = answer["est"]
    low, high = found["confidence_interval"]
    return [float(found["coefficient_value"]), float(low), float(high)]


def metric(values, counts, level):
    """irrCAC's alpha takes any weights: those of Krippendorff's metrics, so that its interval belongs to the estimate."""
    q = len(values)
    if level == "ordinal":
        middle = np.cumsum(counts) - counts / 2
        apart = (middle[:, None] - middle[None, :]) ** 2
    elif level == "interval":
        apart = (values[:, None] - values[None, :]) ** 2.0
    elif level == "ratio":
        both = values[:, None] + values[None, :]
        apart = np.divide(values[:, None] - values[None, :], both, out=np.zeros((q, q)), where=both != 0) ** 2
    else:
        apart = 1.0 - np.eye(q)
    return 1.0 - apart / apart.max()


def expected(table):
    ratings = np.array(table, dtype=float)
    frame = pd.DataFrame(ratings, columns=[f"r{i}" for i in range(ratings.shape[1])])
    values = np.unique(ratings[~np.isnan(ratings)])
    want = {}
    raw = lambda weights="identity": Raw(frame.copy(), weights=weights, digits=DIGITS)
    want["fleiss_kappa"] = of(raw().fleiss())
    want["brennan_prediger"] = of(raw().bp())
    want["gwet_ac1"] = of(raw().gwet())
    want["gwet_ac2"] = of(raw("quadratic").gwet())
    if ratings.shape[1] == 2:
        pairs = ratings[~np.isnan(ratings).any(axis=1)]
        cross = pd.DataFrame([[int(((pairs[:, 0] == a) & (pairs[:, 1] == b)).sum()) for b in values] for a in values])
        apart = np.abs(values[:, None] - values[None, :]) / (values.max() - values.min())
        table = lambda weights="identity": Table(cross, weights=weights, digits=DIGITS)
        want["percent"] = of(table().pa2())
        want["cohen_kappa"] = of(table().cohen())
        want["scott_pi"] = of(table().scott())
        want["weighted_kappa_linear"] = of(table(1 - apart).cohen())
        want["weighted_kappa_quadratic"] = of(table(1 - apart**2).cohen())
    else:
        # irrCAC has plain agreement for two raters only. On the units two or more rated, its Brennan-Prediger is a linear function of
        # it, so agreement is found back: a = b (1 - e) + e with e = 1 / q, and the interval likewise.
        twice = frame[frame.notna().sum(axis=1) >= 2]
        e = 1.0 / len(np.unique(twice.stack()))
        b = of(Raw(twice.copy(), digits=DIGITS).bp())
        back = lambda x: x * (1 - e) + e
        want["percent"] = [back(b[0]), back(b[1]), min(1.0, back(2 * b[0] - b[1]))]
    twice = (~np.isnan(ratings)).sum(axis=1) >= 2
    counts = np.array([(ratings[twice] == v).sum() for v in values], dtype=float)
    for level in ("nominal", "ordinal", "interval", "ratio"):
        interval = of(raw(metric(values, counts, level)).krippendorff())
        estimate = float(krippendorff.alpha(reliability_data=ratings.T, level_of_measurement=level))
        assert abs(interval[0] - estimate) < 1e-9, (level, interval, estimate)
        want[f"krippendorff_alpha_{level}"] = [estimate, interval[1], interval[2]]
    return want


def random_table(rng):
    units, raters, q = int(rng.integers(4, 60)), int(rng.choice([2, 2, 3, 4, 6])), int(rng.integers(2, 7))
    scale = np.sort(rng.choice(np.arange(0, 12), q, replace=False)) if rng.random() < 0.3 else np.arange(q) + int(rng.integers(0, 2))
    truth = rng.choice(scale, units, p=rng.dirichlet(np.ones(q)))
    noise = rng.choice(scale, (units, raters), p=rng.dirichlet(np.ones(q)))
    ratings = np.where(rng.random((units, raters)) < rng.uniform(0.1, 0.95), truth[:, None], noise).astype(float)
    ratings[rng.random((units, raters)) < rng.choice([0.0, 0.0, 0.1, 0.3])] = np.nan
    return ratings


def usable(ratings):
    """Where the peers divide by nothing there is nothing to compare; tests of our own cover those cases."""
    twice = ratings[(~np.isnan(ratings)).sum(axis=1) >= 2]
    both = ratings[~np.isnan(ratings).any(axis=1)] if ratings.shape[1] == 2 else twice
    return len(both) >= 3 and len(np.unique(both[~np.isnan(both)])) >= 2 and (~np.isnan(ratings)).any(axis=0).all()


def rows(ratings):
    return [[None if np.isnan(x) else float(x) for x in row] for row in ratings]


# Four observers, twelve units: Krippendorff, Computing Krippendorff's alpha-reliability (2011), section C.
N = np.nan
FOUR_OBSERVERS = np.array([
    [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N], [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
    [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N], [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N]]).T


def vectors():
    rng = np.random.default_rng(20261124)
    cases = [("four observers, twelve units (Krippendorff 2011)", FOUR_OBSERVERS)]
    while len(cases) < 13:
        table = random_table(rng)
        if usable(table) and len(table) <= 30:
            cases.append((f"random {len(cases)}", table))
    cases = [{"name": name, "ratings": rows(table), "expected": expected(table)} for name, table in cases]
    lines = ",\n".join(json.dumps(case) for case in cases)
    print('{"source": "irrCAC 0.4.4 (digits=15) and krippendorff 0.9.0, by peers.py", "cases": [\n' + lines + "\n]}")


def compare(program, tables):
    rng = np.random.default_rng(1)
    worst, compared = [0.0, 0.0], 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(tables):
            table = random_table(rng)
            if not usable(table):
                continue
            path = os.path.join(folder, "ratings.csv")
            with open(path, "w", newline="") as file:
                out = csv.writer(file)
                out.writerow([f"rater {i + 1}" for i in range(table.shape[1])])
                out.writerows([["" if np.isnan(x) else f"{x:g}" for x in row] for row in table])
            found = json.loads(subprocess.run([program, path], capture_output=True, check=True, text=True).stdout)
            for key, want in expected(table).items():
                ours = [found[key]["estimate"], found[key]["low"], found[key]["high"]]
                if np.isnan(want).any():
                    print("the peer has no number:", number, key, want, ours)
                    continue
                gaps = [abs(a - b) for a, b in zip(ours, want)]
                compared += 1
                # The quantile of Student's t in the scipy that irrCAC asks for (1.12) is right to eight digits only.
                if gaps[0] > 1e-9 or max(gaps) > 1e-7:
                    print("DIFFERENT", number, key, ours, want)
                worst = [max(worst[0], gaps[0]), max(worst[1], gaps[1], gaps[2])]
    print(f"{compared} coefficients compared; largest difference: estimate {worst[0]:.1e}, interval {worst[1]:.1e}")


if __name__ == "__main__":
    vectors() if sys.argv[1] == "vectors" else compare(sys.argv[2], int(sys.argv[3]))
