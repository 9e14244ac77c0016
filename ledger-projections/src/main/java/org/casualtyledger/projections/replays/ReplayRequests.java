package org.casualtyledger.projections.replays;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.edge.Bodies;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.edge.ProblemException;
import org.casualtyledger.events.json.Faults;
import org.casualtyledger.events.json.Fields;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.projections.edge.KnownMethodologies;
import tools.jackson.databind.JsonNode;

/** Request bodies of replays, read strictly: every fault is named with its JSON pointer. */
final class ReplayRequests {
    /** A question is three fields. */
    private static final int BODY_BYTES = 64 * 1024;

    /** Events of one transaction: some are held in memory, decoded, at about 5 KB each. */
    private static final int MOST_CHUNK = 16_384;

    private static final int CHUNK = 4_096;

    private ReplayRequests() {}

    /** What is asked for, with the methodology that it names. */
    record Read(Replay.Question question, Methodology methodology) {}

    /**
     * Reads a body; an empty one asks for all of the log by the methodology of the live tallies.
     *
     * @param head events that the log has
     * @throws ProblemException 400 for what is no JSON, 422 naming every fault
     */
    static Read question(
            HttpServletRequest request, KnownMethodologies known, Methodology live, long head) {
        Faults faults = new Faults();
        Fields f = Fields.of(parse(Bodies.read(request, BODY_BYTES)), "", faults);
        OptionalLong to = OptionalLong.empty();
        if (f.raw("to").isPresent()) {
            to =
                    Fields.integer(
                            f.raw("to").get(),
                            () -> f.pointerTo("to"),
                            0,
                            Math.max(0, head - 1),
                            faults);
        }
        OptionalInt chunk = f.integer("chunk", 1, MOST_CHUNK);
        Optional<Methodology> methodology =
                f.raw("methodology").isPresent()
                        ? f.text("methodology", 80).flatMap(name -> methodology(name, known, f))
                        : Optional.of(live);
        f.refuseUnknown();
        if (!faults.isEmpty() || methodology.isEmpty()) {
            throw Problem.invalid(
                            faults.list().stream()
                                    .map(
                                            fault ->
                                                    new Problem.Error(
                                                            fault.pointer(),
                                                            fault.code(),
                                                            fault.detail()))
                                    .toList())
                    .asException();
        }
        Methodology by = methodology.get();
        return new Read(
                new Replay.Question(
                        to, by.name() + "@" + by.version(), by.hash(), chunk.orElse(CHUNK)),
                by);
    }

    private static Optional<Methodology> methodology(
            String name, KnownMethodologies known, Fields f) {
        try {
            return Optional.of(
                    known.asked(Optional.of(KnownMethodologies.Asked.parse(name)), Long.MAX_VALUE));
        } catch (IllegalArgumentException e) {
            f.faults().add(f.pointerTo("methodology"), "not-valid", String.valueOf(e.getMessage()));
        } catch (ProblemException e) {
            f.faults().add(f.pointerTo("methodology"), "unknown", e.problem().detail());
        }
        return Optional.empty();
    }

    private static JsonNode parse(byte[] body) {
        try {
            return body.length == 0 ? Json.object() : Json.parse(body);
        } catch (Json.Malformed e) {
            throw new Problem(
                            400,
                            "not-json",
                            "The body is no JSON that the ledger reads",
                            "Nothing was begun.",
                            List.of(
                                    new Problem.Error(
                                            "", e.code(), String.valueOf(e.getMessage()))))
                    .asException();
        }
    }
}
