"""The peer of `cargo xtask bench linkage`: links two extracts with Splink on DuckDB, with the comparisons its documentation recommends for
people, on two threads, and prints one line of JSON: seconds, peak memory, and the F1 at its best threshold and at a probability of a half.

The id column is first; columns are those that `examples/extracts.rs` writes."""

import json
import resource
import sys
import time

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

left, right, truth = sys.argv[1:4]
started = time.time()
connection = duckdb.connect()
connection.execute("set threads = 2")


def table(path):
    return connection.sql(
        f"""select id as unique_id, lower(nullif(trim(forename), '')) as first_name, lower(nullif(trim(surname), '')) as surname,
            nullif(trim(dob), '') as dob, nullif(trim(sex), '') as sex, lower(nullif(trim(street), '')) as street,
            upper(nullif(trim(postcode), '')) as postcode, nullif(trim(nhs_number), '') as nhs_number
            from read_csv('{path}', all_varchar = true)"""
    )


settings = SettingsCreator(
    link_type="link_only",
    blocking_rules_to_generate_predictions=[
        block_on("nhs_number"),
        block_on("first_name", "surname"),
        block_on("surname", "dob"),
        block_on("first_name", "dob"),
        block_on("postcode", "dob"),
        block_on("postcode", "first_name"),
        block_on("postcode", "surname"),
        block_on("dob", "substr(first_name, 1, 1)"),
        block_on("dob", "substr(surname, 1, 1)"),
    ],
    comparisons=[
        cl.NameComparison("first_name"),
        cl.NameComparison("surname"),
        cl.DateOfBirthComparison("dob", input_is_string=True),
        cl.PostcodeComparison("postcode"),
        cl.JaroWinklerAtThresholds("street", [0.92]),
        cl.ExactMatch("sex"),
        cl.ExactMatch("nhs_number"),
    ],
)
api = DuckDBAPI(connection=connection)
linker = Linker([api.register(table(left), dataset_display_name="agency_a"), api.register(table(right), dataset_display_name="agency_b")], settings)
linker.training.estimate_probability_two_random_records_match(
    [block_on("nhs_number"), block_on("first_name", "surname", "dob"), block_on("first_name", "dob", "postcode")], recall=0.7
)
linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
for rule in [block_on("dob"), block_on("first_name", "surname"), block_on("postcode")]:
    linker.training.estimate_parameters_using_expectation_maximisation(rule)
predicted = linker.inference.predict(threshold_match_probability=0.01)
rows = connection.sql(f"select unique_id_l, unique_id_r, match_probability from {predicted.physical_name}").fetchall()
seconds = time.time() - started
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

true = {tuple(sorted(pair)) for pair in connection.sql(f"select * from read_csv('{truth}', all_varchar = true)").fetchall()}
scored = sorted(((p, tuple(sorted((l, r))) in true) for l, r, p in rows), key=lambda row: -row[0])


def accuracy(right, joined):
    precision, recall = right / max(joined, 1), right / max(len(true), 1)
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / max(precision + recall, 1e-9)}


best, right_so_far, at_half = {"f1": 0.0}, 0, None
for joined, (probability, is_true) in enumerate(scored, 1):
    if at_half is None and probability < 0.5:
        at_half = accuracy(right_so_far, joined - 1)
    right_so_far += is_true
    now = accuracy(right_so_far, joined)
    if now["f1"] > best["f1"]:
        best = now | {"probability": probability}
print(json.dumps({"seconds": seconds, "mebibytes": peak, "best": best, "at_half": at_half or accuracy(right_so_far, len(scored))}))
