"""The peer of `cargo xtask bench linkage` on FEBRL dataset 3: Splink with the comparisons and blocking rules of its own documented example
for this data, without the social security number, on DuckDB with two threads. Prints one line of JSON."""

import json
import resource
import sys
import time

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

started = time.time()
connection = duckdb.connect()
connection.execute("set threads = 2")
raw = connection.sql(f"select * from read_csv('{sys.argv[1]}', all_varchar = true)")
columns = ", ".join(f"nullif(trim(\"{column}\"), '') as {column.strip()}" for column in raw.columns)
records = connection.sql(f"select {columns} from raw")

settings = SettingsCreator(
    unique_id_column_name="rec_id",
    link_type="dedupe_only",
    blocking_rules_to_generate_predictions=[block_on(column) for column in ("given_name", "surname", "date_of_birth", "postcode")],
    comparisons=[
        cl.NameComparison("given_name"),
        cl.NameComparison("surname"),
        cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
        cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
        cl.ExactMatch("postcode").configure(term_frequency_adjustments=True),
    ],
)
linker = Linker(DuckDBAPI(connection=connection).register(records), settings)
swapped = "l.given_name = r.surname and l.surname = r.given_name and l.date_of_birth = r.date_of_birth"
rules = [block_on("given_name", "surname", "date_of_birth"), swapped]
linker.training.estimate_probability_two_random_records_match(rules, recall=0.9)
linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=2)
for column in ("date_of_birth", "postcode"):
    linker.training.estimate_parameters_using_expectation_maximisation(block_on(column))
predicted = linker.inference.predict(threshold_match_probability=0.01)
rows = connection.sql(f"select rec_id_l, rec_id_r, match_probability from {predicted.physical_name}").fetchall()
seconds = time.time() - started
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def person(record):
    return record.split("-")[1]


sizes = {}
for (record,) in records.select("rec_id").fetchall():
    sizes[person(record)] = sizes.get(person(record), 0) + 1
true = sum(size * (size - 1) // 2 for size in sizes.values())
scored = sorted(((p, person(l) == person(r)) for l, r, p in rows), key=lambda row: -row[0])


def accuracy(right, joined):
    precision, recall = right / max(joined, 1), right / max(true, 1)
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / max(precision + recall, 1e-9)}


best, right, at_half = {"f1": 0.0}, 0, None
for joined, (probability, is_true) in enumerate(scored, 1):
    if at_half is None and probability < 0.5:
        at_half = accuracy(right, joined - 1)
    right += is_true
    now = accuracy(right, joined)
    if now["f1"] > best["f1"]:
        best = now | {"probability": probability}
print(json.dumps({"seconds": seconds, "mebibytes": peak, "best": best, "at_half": at_half or accuracy(right, len(scored))}))
