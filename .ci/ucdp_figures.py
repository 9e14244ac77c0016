"""What is known of UCDP's file on Syria, 2016 to 2019, and how a ledger is asked for it: with ./ledger, as a user would."""

import json
import subprocess
import sys
import time

ROWS = 16_566
COMMAND_SECONDS = 600
MEASURES = ("killed", "injured", "undetermined")
ALL_CELLS = ("--by", "place,month,actor,precision")

passed = failed = 0


def at(data):
    """The ledger in a folder; where none is named, the servers that the environment names."""
    return ("--data", data) if data else ()


def check(what, found, expected):
    global passed, failed
    ok = found == expected
    passed, failed = passed + ok, failed + (not ok)
    print(f"{'ok    ' if ok else 'FAILED'}  {what}" + ("" if ok else f": {found!r}, not {expected!r}"), flush=True)


def run(*arguments):
    return subprocess.run(
        ["./ledger", *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=COMMAND_SECONDS,
    )


def ledger(*arguments):
    """Runs a command; what it printed. A failing command ends the checks: all later ones rest on it."""
    done = run(*arguments)
    if done.returncode:
        sys.exit(f"./ledger {' '.join(map(str, arguments))} ended with {done.returncode}:\n{done.stderr}")
    return done.stdout


def imported(data, file, *options):
    """What an import counted, and how long it took; what it stored is in the tallies then."""
    started = time.monotonic()
    last = json.loads(ledger("import", *at(data), "--profile", "ucdp-ged", "--json", *options, file))
    seconds = time.monotonic() - started
    while run("tally", *at(data), "--at-least", last["position"]).returncode:
        if time.monotonic() - started > COMMAND_SECONDS:
            sys.exit("the tallies do not follow the log")
    return last["summary"], seconds


def counts(summary):
    return {name: n for name, n in summary.items() if n and name != "rows"}


def tally_text(data, *question):
    return ledger("tally", *at(data), "--json", *question)


def tally(data, *question):
    return json.loads(tally_text(data, *question))


def ends(row, measure="killed"):
    return (row[measure]["min"], row[measure]["max"])


def figures(row):
    """Every number of a row, by its name."""
    numbers = {"incidents": row["incidents"], "withCivilianHarm": row["withCivilianHarm"]}
    for measure in MEASURES:
        for name, n in row[measure].items():
            numbers[f"{measure}.{name}"] = n or 0
    return numbers


def summed(rows):
    sums = {}
    for row in rows:
        for name, n in figures(row).items():
            sums[name] = sums.get(name, 0) + n
    return sums


def known_figures(data):
    total = tally(data)["total"]
    check("incidents", total["incidents"], ROWS)
    check("with civilian harm", total["withCivilianHarm"], 5_722)
    check("civilians killed", ends(total), (25_142, 28_954))
    check("undetermined", ends(total, "undetermined"), (9_319, 9_319))
    check("injured are not stated", ends(total, "injured"), (None, None))

    raqqa = tally(data, "--place", "Ar Raqqah town", "--month", "2017-06")
    check("Ar Raqqah town, June 2017: incidents", raqqa["total"]["incidents"], 74)
    check("Ar Raqqah town, June 2017: killed", ends(raqqa["total"]), (403, 593))
    check("Ar Raqqah town, June 2017: undetermined", ends(raqqa["total"], "undetermined"), (8, 8))
    check("Ar Raqqah town, overlapping: incidents", raqqa["overlapping"]["incidents"], 5)
    check("Ar Raqqah town, overlapping: killed", ends(raqqa["overlapping"]), (171, 171))
    check("Ar Raqqah town, overlapping: undetermined", ends(raqqa["overlapping"], "undetermined"), (8, 8))

    june = tally(data, "--month", "2017-06")
    check("June 2017: incidents", june["total"]["incidents"], 473)
    check("June 2017: killed", ends(june["total"]), (790, 1_058))
    check("June 2017, overlapping: incidents", june["overlapping"]["incidents"], 12)
    check("June 2017, overlapping: killed", ends(june["overlapping"]), (268, 268))

    alleged = tally(data, "--actor", "IS")["total"]
    check("IS as alleged perpetrator: incidents", alleged["incidents"], 299)
    check("IS as alleged perpetrator: killed", ends(alleged), (1_882, 2_041))
    check("IS as a party: incidents", tally(data, "--actor", "IS", "--role", "party")["total"]["incidents"], 6_472)

    spans = tally(data, "--month", "spans")["total"]
    check("what spans months: incidents", spans["incidents"], 143)
    check("what spans months: killed", ends(spans), (817, 1_665))

    for by in ("place", "month", "actor", "place,month,actor", "province", "precision"):
        grouped = tally(data, "--by", by)
        check(f"by {by}: the rows add up to the total, in every measure", summed(grouped["rows"]), figures(total))


def finish():
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
