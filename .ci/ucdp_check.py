"""What `.ci/ucdp-check` runs: each answer is asked for with ./ledger, as a user would."""

import contextlib
import csv
import datetime
import gzip
import http.client
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse

from ucdp_figures import ALL_CELLS, COMMAND_SECONDS, MEASURES, ROWS, check, counts, figures, finish, imported, known_figures, ledger, run, summed, tally, tally_text

FILE = pathlib.Path(sys.argv[1])
MIRROR = pathlib.Path(sys.argv[2])
START_SECONDS = 180
SAMPLE = 200
BUNDLE = 256  # entries of one file of a mirror
NOTICED = 6  # the exit code of a verification that found a fault
SHORTEST_HEADLINE = 12  # a shorter one may well be a place's name, too


@contextlib.contextmanager
def serving(data, options=""):
    """One server for many commands; the process is this script's own, and is stopped by its id."""
    with tempfile.TemporaryFile("w+") as out:
        server = subprocess.Popen(
            ["./ledger", "serve", "--data", data, "--port", "0", "--json"],
            env=os.environ | {"LEDGER_JAVA_OPTS": options},
            stdin=subprocess.DEVNULL,
            stdout=out,
        )
        try:
            end = time.monotonic() + START_SECONDS
            while out.seek(0) or not out.read().endswith("\n"):
                if server.poll() is not None or time.monotonic() > end:
                    sys.exit(f"./ledger serve --data {data} did not start")
                time.sleep(0.1)
            yield
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(60)


def cell(row):
    return json.dumps({k: v for k, v in row.items() if k not in ("incidents", "withCivilianHarm", *MEASURES)})


def one_correction(data, rows):
    """Next year's release states one figure otherwise."""
    before = tally(data, *ALL_CELLS)
    moment = datetime.datetime.now(datetime.timezone.utc).isoformat()
    row = next(r for r in rows if r["type_of_violence"] == "3" and r["date_start"] == r["date_end"])
    changed = row | {"low": int(row["low"]) + 1, "best": int(row["best"]) + 2, "high": int(row["high"]) + 3}
    with tempfile.TemporaryDirectory() as folder:
        release = pathlib.Path(folder, "release.csv")
        with release.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, row.keys())
            writer.writeheader()
            writer.writerow(changed)
        summary, _ = imported(data, release, "--changed", "correct")
    check(f"report {row['id']} corrected", counts(summary), {"corrected": 1})

    after = tally(data, *ALL_CELLS)
    old = {cell(r): figures(r) for r in before["rows"]}
    new = {cell(r): figures(r) for r in after["rows"]}
    moved = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    check("a correction changes its own cell alone", len(moved), 1)
    shift = {name: n - figures(before["total"])[name] for name, n in figures(after["total"]).items()}
    check("and that by what was corrected", {k: n for k, n in shift.items() if n}, {"killed.min": 1, "killed.max": 3})
    for name, as_of in (("position", before["position"]), ("instant", moment)):
        then = tally(data, "--as-of", as_of, *ALL_CELLS)
        check(f"as of the {name} before, the earlier numbers", then, before)


def resolved(data):
    """Names that stand for one place alone are resolved; the rest stays where it was."""
    position = tally(data)["position"]
    run_ = json.loads(ledger("resolve", "--data", data, "--theatre", "SYR", "--json"))
    print(f"        {run_['resolved']} of {run_['settlements']} settlements resolved, in {run_['shareOfReports']:.1%} of the reports "
          f"that name one; {run_['unresolvedSettlements']} stay unresolved", flush=True)
    check("no name is resolved to a place too far from where it was stated", run_["wrong"], [])
    check("some settlements are resolved", run_["resolved"] > 100, True)
    again = json.loads(ledger("resolve", "--data", data, "--theatre", "SYR", "--json"))
    check("a second run resolves nothing", again["resolvedNow"], 0)
    cities = tally(data, "--by", "city")
    check("by city: cities and residuals add up to the total, in every measure", summed(cities["rows"]), figures(cities["total"]))
    raqqa = tally(data, "--city", "172955")["total"]
    check("Ar Raqqah is a city with incidents", raqqa["incidents"] > 74, True)
    check("the total is what it was", figures(cities["total"]), figures(tally(data, "--as-of", position)["total"]))
    check("nothing is confirmed or fair before somebody graded it",
          tally(data, "--methodology", "confirmed-fair")["total"]["incidents"], 0)


def revised(rows):
    """A later edition: some figures, places and sides otherwise, some rows gone."""
    for n, row in enumerate(rows):
        row = dict(row)
        if n % 89 == 0:
            continue
        if n % 97 == 0:
            row["deaths_civilians"] = int(row["deaths_civilians"]) + 3
            for figure in ("low", "best", "high"):
                row[figure] = int(row[figure]) + 3
        if n % 101 == 0:
            row["where_coordinates"] = "Revised place"
        if n % 103 == 0:
            row["side_a"] = "Revised force"
        yield row


def a_revised_edition(data, rows):
    before = tally(data)
    with tempfile.TemporaryDirectory() as folder:
        edition = pathlib.Path(folder, "edition.csv")
        with edition.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, rows[0].keys())
            writer.writeheader()
            writer.writerows(revised(rows))
        options = ("--changed", "correct", "--missing", "withdraw")
        dry = json.loads(ledger("import", "--data", data, "--profile", "ucdp-ged", "--json", "--dry-run", *options, edition))
        check("a dry run changes nothing", figures(tally(data)["total"]), figures(before["total"]))
        summary, seconds = imported(data, edition, "--no-difference", *options)
        check(f"a revised edition, imported in {seconds:.1f} s, is what the dry run said", counts(summary), counts(dry["summary"]))
        gone = len(range(0, len(rows), 89))
        check("rows that are gone are withdrawn", summary["withdrawn"], gone)
        again, _ = imported(data, edition, "--no-difference", *options)
        check("the revised edition again changes nothing", counts(again), {"unchanged": len(rows) - gone})
    after = tally(data)
    said = figures(dry["difference"]["difference"])
    moved = {name: n - figures(before["total"])[name] for name, n in figures(after["total"]).items()}
    check("the difference that was said beforehand is the one that came", said, moved)
    why = json.loads(ledger("explain", "--data", data, "--json", "--from", before["position"], "--to", after["position"]))
    check("explain begins and ends with what the tallies say", (figures(why["before"]), figures(why["after"])),
          (figures(before["total"]), figures(after["total"])))
    check("and its causes add up to the difference to the digit", summed(why["causes"]), moved)
    check("which are corrections and withdrawals", {c["cause"] for c in why["causes"]} - {"correction", "withdrawal"}, set())
    check("as of the position before, the earlier total", figures(tally(data, "--as-of", before["position"])["total"]),
          figures(before["total"]))


def no_headlines(data, rows):
    """Reads reports as the folder's owner and looks for their headlines in the bytes that are hashed."""
    address = json.loads(pathlib.Path(data, "address").read_text())
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(address["url"]).netloc, timeout=60)

    def get(path):
        connection.request("GET", path, headers={"Authorization": f"Bearer {address['key']}"})
        return json.loads(connection.getresponse().read())

    found = looked_for = 0
    for row in random.Random(2017).sample(rows, SAMPLE):
        listed = get(f"/v1/reports?organisation=ucdp&externalId={row['id']}")["reports"][0]
        leaves = [event["leaf"] for event in get(f"/v1/reports/{listed['report']}")["history"]]
        text = json.dumps(leaves, ensure_ascii=False)
        headlines = {article.split(",", 2)[-1].strip('" ') for article in row["source_article"].split('";')}
        headlines.add(row["source_headline"].strip())
        for headline in headlines:
            if len(headline) >= SHORTEST_HEADLINE:
                looked_for += 1
                found += json.dumps(headline, ensure_ascii=False)[1:-1] in text
    check(f"no headline in the leaves of {SAMPLE} reports ({looked_for} looked for)", found, 0)
    check("and there was something to look for", looked_for >= SAMPLE / 2, True)


def mirrored(data, size):
    """A mirror of all that was recorded, once all of it is signed."""
    end = time.monotonic() + START_SECONDS
    while json.loads(ledger("mirror", "--data", data, "--json", MIRROR))["size"] < size:
        if time.monotonic() > end:
            sys.exit(f"the {size} events are not signed in time")
        time.sleep(0.5)


def flipped(position):
    """One bit of one entry of the mirror, the other way; again, and it is as before."""
    index, number = divmod(position, BUNDLE)
    path = MIRROR / "tile" / "entries" / f"{index:03d}"
    bundle = bytearray(path.read_bytes())
    at = 0
    for _ in range(number):
        at += 2 + int.from_bytes(bundle[at : at + 2], "big")
    bundle[at + 2 + 40] ^= 1
    path.write_bytes(bundle)


def audited(data):
    """Nobody has to trust whoever runs it: everything is verified from outside, and folded again beside what is live."""
    size = tally(data)["position"] + 1
    mirrored(data, size)
    started = time.monotonic()
    verdict = json.loads(ledger("verify", "--json", MIRROR))
    seconds = time.monotonic() - started
    check(f"a mirror of {size} events is sound, tallies counted again, in {seconds:.1f} s", (verdict["ok"], verdict["size"]), (True, size))
    for position in random.Random(2017).sample(range(size - size % BUNDLE), 3):
        flipped(position)
        done = run("verify", "--json", "--bytes-only", MIRROR)
        check(f"one bit in the event at {position} is noticed, and where it is",
              (done.returncode, json.loads(done.stdout)["position"]), (NOTICED, position))
        flipped(position)
    check("with the bits back, it is sound again", json.loads(ledger("verify", "--json", MIRROR))["ok"], True)
    started = time.monotonic()
    done = run("replay", "--data", data, "--json")
    last = json.loads(done.stdout.strip().splitlines()[-1])
    print(f"        replayed in {time.monotonic() - started:.1f} s", flush=True)
    check("a replay agrees with the signatures and with the live tallies", done.returncode, 0)
    return last


def main():
    with gzip.open(FILE, "rt", encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    with tempfile.TemporaryDirectory(prefix="ucdp-check-") as folder:
        data, istanbul = f"{folder}/data", f"{folder}/istanbul"
        with serving(data):
            summary, seconds = imported(data, FILE)
            check(f"imported in {seconds:.1f} s", counts(summary), {"accepted": ROWS})
            summary, seconds = imported(data, FILE)
            check(f"imported again in {seconds:.1f} s: nothing new", counts(summary), {"unchanged": ROWS})
            known_figures(data)
            here = tally_text(data, *ALL_CELLS)
            no_headlines(data, rows)
        for zone in ("America/Los_Angeles", "Asia/Tokyo"):
            options = f"-Duser.timezone={zone}"
            with serving(data, options):
                check(f"the same bytes in {zone}", tally_text(data, *ALL_CELLS) == here, True)
        with serving(istanbul, "-Duser.language=tr -Duser.country=TR -Duser.timezone=Europe/Istanbul"):
            imported(istanbul, FILE)
            there = tally(istanbul, *ALL_CELLS)
            check("the same figures where the file was imported in Turkish", there, json.loads(here))
            check("and IS is found there in small letters", tally(istanbul, "--actor", "is")["total"]["incidents"], 299)
            one_correction(istanbul, rows)
            resolved(istanbul)
            a_revised_edition(istanbul, rows)
            audited(istanbul)
    finish()


main()
