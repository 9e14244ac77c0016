"""What `.ci/compose-check` runs: the containers of docker/compose.yaml, from a clean state, asked as a user would."""

import json
import os
import pathlib
import subprocess
import sys
import time

from ucdp_figures import ALL_CELLS, ROWS, check, counts, finish, imported, known_figures, ledger, tally

FILE = pathlib.Path(sys.argv[1])
PROJECT = f"ledger-check-{os.getpid()}"
COMPOSE = ["docker", "compose", "-p", PROJECT, "-f", "docker/compose.yaml"]
UP_SECONDS = 300
PARTITIONS = 8
API_PORT, READ_PORTS = "18400", "18410-18419"

ENVIRONMENT = os.environ | {
    "LEDGER_API_PORT": API_PORT,
    "LEDGER_READ_PORTS": READ_PORTS,
    "LEDGER_TOPIC_PARTITIONS": str(PARTITIONS),
}


def compose(*arguments, seconds=UP_SECONDS):
    done = subprocess.run([*COMPOSE, *arguments], env=ENVIRONMENT, capture_output=True, text=True, timeout=seconds)
    if done.returncode:
        print(done.stdout[-4000:], done.stderr[-4000:], sep="\n", file=sys.stderr)
        raise SystemExit(f"docker compose {' '.join(arguments)} ended with {done.returncode}")
    return done.stdout


def read_sides():
    """Where each instance of the read side listens."""
    rows = [json.loads(line) for line in compose("ps", "--format", "json", "ledger-projections").splitlines()]
    ports = {p["PublishedPort"] for row in rows for p in row["Publishers"] if p["PublishedPort"]}
    return [f"http://127.0.0.1:{port}" for port in sorted(ports)]


def hardened():
    """As the compose file says: nobody is root, and nothing but the volumes can be written."""
    for service in ("ledger-api", "ledger-projections"):
        user = compose("exec", "-T", service, "id", "-u").strip()
        check(f"{service} is not root", user not in ("", "0"), True)
        written = subprocess.run([*COMPOSE, "exec", "-T", service, "touch", "/opt/ledger/x"], env=ENVIRONMENT, capture_output=True)
        check(f"{service} cannot write its own files", written.returncode != 0, True)
    key = subprocess.run(
        [*COMPOSE, "exec", "-T", "ledger-projections", "cat", "/var/lib/ledger/audit/log.key"], env=ENVIRONMENT, capture_output=True)
    check("the read side cannot read the key of the log", key.returncode != 0, True)


def with_instances(instances):
    """A clean state, an import, the known figures; what every cell says."""
    started = time.monotonic()
    compose("up", "--build", "--wait", "--scale", f"ledger-projections={instances}")
    print(f"        up with {instances} read sides in {time.monotonic() - started:.1f} s", flush=True)
    sides = read_sides()
    check("read sides", len(sides), instances)
    os.environ["LEDGER_URL"] = f"http://127.0.0.1:{API_PORT}"
    os.environ["LEDGER_READ_URL"] = sides[0]
    os.environ["LEDGER_KEY"] = pathlib.Path("docker/secrets/first-key").read_text()
    if instances == 1:
        hardened()
    summary, seconds = imported(None, FILE)
    check(f"imported through the containers in {seconds:.1f} s", counts(summary), {"accepted": ROWS})
    known_figures(None)
    cells = tally(None, *ALL_CELLS)
    for side in sides[1:]:
        os.environ["LEDGER_READ_URL"] = side
        check(f"the same from {side}", tally(None, "--as-of", cells["position"], *ALL_CELLS), cells)
    verdict = json.loads(ledger("verify", "--json"))
    check("a verifier that trusts nobody counts the same tallies from the log, in one process", verdict["ok"], True)
    return cells


def main():
    try:
        one = with_instances(1)
        compose("down", "-v")
        three = with_instances(3)
        check("three read sides say what one said, cell by cell", three["rows"], one["rows"])
        finish()
    except BaseException as ended:
        if not isinstance(ended, SystemExit) or ended.code:
            subprocess.run([*COMPOSE, "logs", "--tail", "60"], env=ENVIRONMENT, timeout=60)
        raise
    finally:
        subprocess.run([*COMPOSE, "down", "-v", "--remove-orphans"], env=ENVIRONMENT, capture_output=True, timeout=UP_SECONDS)


main()
