package org.casualtyledger.projections.replays;

import java.util.List;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.edge.ProblemException;

/** Why something is not done with a replay. */
final class ReplayProblems {
    private ReplayProblems() {}

    static ProblemException unknown(Object id) {
        return Problem.notFound("There is no replay " + id + ".").asException();
    }

    static ProblemException tooMany(int most) {
        return conflict(
                "too-many-replays",
                "There are too many replays",
                "Each holds a copy of all tables. Publish or discard one of the " + most + ".");
    }

    static ProblemException ended(Replay replay) {
        return conflict(
                "replay-ended",
                "The replay has ended",
                "Replay " + replay.id() + " was " + replay.status(0).code() + ".");
    }

    static ProblemException endedMeanwhile() {
        return conflict(
                "replay-ended", "The replay has ended", "It was published or discarded just now.");
    }

    static ProblemException badCursor() {
        return Problem.badParameters(
                        List.of(
                                Problem.Error.ofParameter(
                                        "cursor",
                                        "not-valid",
                                        "is no cursor of an earlier answer")))
                .asException();
    }

    static ProblemException elsewhere(long id) {
        return conflict(
                "replay-elsewhere",
                "Another process folds this replay",
                "Replay " + id + " is claimed. Ask that process, or again when it has ended.");
    }

    static ProblemException outdated(long id) {
        return conflict(
                "replay-outdated",
                "The replay was begun by another version of this program",
                "Its tables are others than those of now. Discard replay " + id + ", begin anew.");
    }

    static ProblemException bounded(long id) {
        return refused(
                "replay-bounded",
                "Replay " + id + " ends at a position. Only one that follows the log can be live.");
    }

    static ProblemException anotherMethodology(long id, String theirs, String live) {
        return refused(
                "another-methodology",
                "Replay "
                        + id
                        + " counts by "
                        + theirs
                        + "; live tallies are kept by "
                        + live
                        + ". Its digest and difference can be read.");
    }

    static ProblemException notRunning(long id, Replay.Status status) {
        return refused(
                "replay-not-running",
                "Replay " + id + " is " + status.code() + " here. Resume it first.");
    }

    static ProblemException behind(long id, long position, long head) {
        return refused(
                "replay-behind",
                "Replay "
                        + id
                        + " is at position "
                        + position
                        + ", and the log has "
                        + head
                        + " events. Ask again when it has caught up.");
    }

    static ProblemException noKey() {
        return refused(
                "no-verifier-key",
                "No key is configured to verify the log's checkpoints by (ledger.log.verifier-key), so nothing says that this is the log that was signed.");
    }

    static ProblemException notSigned(long size) {
        return refused(
                "not-signed",
                "No signed checkpoint covers the first " + size + " events yet. Ask again.");
    }

    static ProblemException rootDiffers(long size) {
        return refused(
                "root-differs",
                "The root of the first " + size + " events is not the root that was signed.");
    }

    static ProblemException notTheLogs(String fault) {
        return refused("not-the-logs", "What was signed cannot be verified: " + fault + ".");
    }

    static ProblemException differs(Comparison comparison) {
        return refused(
                "tallies-differ",
                "As of position "
                        + comparison.position()
                        + " the replay's tallies are others than the live ones: "
                        + comparison.cells()
                        + " cells differ. See the differences; differs=accept publishes them.");
    }

    static ProblemException stalled(long id) {
        return refused(
                "replay-stalled",
                "Replay " + id + " did not reach the signed checkpoint in time. Ask again.");
    }

    static ProblemException busy() {
        return refused("busy", "Long queries kept the tables from being exchanged. Ask again.");
    }

    private static ProblemException refused(String slug, String detail) {
        return conflict(slug, "The replay cannot be published", detail);
    }

    private static ProblemException conflict(String slug, String title, String detail) {
        return new Problem(409, slug, title, detail).asException();
    }
}
