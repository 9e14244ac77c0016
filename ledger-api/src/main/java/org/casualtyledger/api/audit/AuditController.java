package org.casualtyledger.api.audit;

import static org.casualtyledger.edge.Scope.ADMIN;
import static org.casualtyledger.edge.Scope.AUDIT;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.casualtyledger.api.eventlog.LeafArchive;
import org.casualtyledger.api.eventlog.LogUnavailable;
import org.casualtyledger.edge.Bodies;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.edge.RequiresScope;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.events.merkle.EntryBundle;
import org.casualtyledger.events.note.Checkpoint;
import org.casualtyledger.events.note.SignedNote;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/log}: how the log stands, and what its operator does once it is held. */
@RestController
final class AuditController {
    /** What a recovery may bring at once, as an import: half a million events of a usual size. */
    private static final int MOST_BYTES = 512 << 20;

    private final LogKey key;
    private final StoredLeaves leaves;
    private final SignedTree tree;
    private final Cosigning cosigning;
    private final Recovery recovery;
    private final Signer signer;
    private final Optional<LeafArchive> archive;

    AuditController(
            LogKey key,
            StoredLeaves leaves,
            SignedTree tree,
            Cosigning cosigning,
            Recovery recovery,
            Signer signer,
            Optional<LeafArchive> archive) {
        this.key = key;
        this.leaves = leaves;
        this.tree = tree;
        this.cosigning = cosigning;
        this.recovery = recovery;
        this.signer = signer;
        this.archive = archive;
    }

    @RequiresScope(value = AUDIT, openWithPublicLog = true)
    @GetMapping("/v1/log")
    ResponseEntity<byte[]> status(HttpServletRequest request) {
        new Parameters(request).done();
        ObjectNode out = Json.object();
        out.put("origin", key.origin());
        out.put("key", key.key().verifier().toString());
        StoredLeaves.End end = end();
        out.put("size", end.size());
        Signer.Standing standing = signer.standing();
        Optional<String> held = end.held().or(standing::held);
        held.ifPresentOrElse(reason -> out.put("held", reason), () -> out.putNull("held"));
        out.put("reread", standing.read());
        out.put("rereadAgain", standing.scrubbed());
        tree.checkpoint().ifPresentOrElse(c -> checkpoint(out, c), () -> out.putNull("checkpoint"));
        witnesses(out.putArray("witnesses"));
        return json(out);
    }

    /** A missing witness is said plainly. */
    private void witnesses(ArrayNode out) {
        Map<String, WitnessAnswer> said = new HashMap<>();
        cosigning.answers().forEach(answer -> said.put(answer.witness(), answer));
        for (String name : cosigning.witnesses()) {
            ObjectNode witness = out.addObject().put("name", name);
            switch (said.get(name)) {
                case null -> witness.put("standing", "not-asked-yet");
                case WitnessAnswer.Cosigned _ -> witness.put("standing", "cosigned");
                case WitnessAnswer.Missing no ->
                        witness.put("standing", "missing").put("fault", no.fault());
                case WitnessAnswer.Contradicted no ->
                        witness.put("standing", "contradicts").put("fault", no.fault());
            }
            for (LastCosigned seen : cosigning.seen()) {
                if (seen instanceof LastCosigned.Size(String who, long size) && who.equals(name)) {
                    witness.put("hadCosigned", size);
                }
            }
        }
    }

    private static void checkpoint(ObjectNode out, Checkpoints.Stored stored) {
        ObjectNode checkpoint = out.putObject("checkpoint");
        checkpoint.put("size", stored.size());
        checkpoint.put("root", HexFormat.of().formatHex(stored.root()));
        checkpoint.put("at", EventCodec.instant(stored.at()));
    }

    private StoredLeaves.End end() {
        try {
            return leaves.end();
        } catch (SQLException e) {
            throw LogUnavailable.store(e);
        }
    }

    /**
     * Puts back what a mirror has and the log has not. The header {@code Checkpoint} holds the
     * mirror's checkpoint in base64; the body the entries that are missing, as a bundle of C2SP
     * tlog-tiles has them. With {@code from=topic} the topic has them, and {@code unsigned} takes
     * also those that were not signed yet. With {@code trust=<size>} the stored checkpoint of that
     * size is trusted, where the journal is lost. Without all of it, the log is read again from its
     * first event and let go if it is what the journal has.
     */
    @RequiresScope(ADMIN)
    @PostMapping("/v1/log/recovery")
    ResponseEntity<byte[]> recover(HttpServletRequest request) {
        Parameters parameters = new Parameters(request);
        OptionalLong trusted = parameters.number("trust", 0, Long.MAX_VALUE);
        boolean fromTopic = parameters.parsed("from", AuditController::from).isPresent();
        boolean unsigned = parameters.flag("unsigned");
        if (unsigned && !fromTopic) {
            parameters.fault("unsigned", "not-valid", "goes with from=topic alone");
        }
        if (fromTopic && trusted.isPresent()) {
            parameters.fault("trust", "not-valid", "does not go with from");
        }
        parameters.done();
        Optional<Checkpoint> mirrored =
                Optional.ofNullable(request.getHeader("Checkpoint")).map(this::checkpoint);
        try {
            return answer(
                    fromTopic
                            ? recovery.recover(archive(), unsigned)
                            : recovery.recover(
                                    trusted, mirrored, entries(Bodies.read(request, MOST_BYTES))));
        } catch (SQLException | IOException e) {
            throw LogUnavailable.store(e);
        }
    }

    private static String from(String archive) {
        if (!archive.equals("topic")) {
            throw new IllegalArgumentException("topic");
        }
        return archive;
    }

    private LeafArchive archive() {
        return archive.orElseThrow(
                () ->
                        notRecovered(
                                "this instance knows no Kafka: set ledger.kafka.bootstrap-servers"));
    }

    private static ResponseEntity<byte[]> answer(Recovery.Outcome outcome) {
        return switch (outcome) {
            case Recovery.Outcome.Recovered done ->
                    json(
                            Json.object()
                                    .put("size", done.size())
                                    .put("putBack", done.putBack())
                                    .put("left", done.left()));
            case Recovery.Outcome.Refused refused -> throw notRecovered(refused.reason());
        };
    }

    private static RuntimeException notRecovered(String reason) {
        return new Problem(409, "not-recovered", "The log stays held", reason + ".").asException();
    }

    private Checkpoint checkpoint(String header) {
        try {
            SignedNote note = SignedNote.parse(Base64.getDecoder().decode(header));
            note.verifiedBy(List.of(key.key().verifier()));
            Checkpoint checkpoint = Checkpoint.parse(note.text());
            if (!checkpoint.origin().equals(key.origin())) {
                throw refused("is one of " + checkpoint.origin());
            }
            return checkpoint;
        } catch (SignedNote.NotANote | IllegalArgumentException e) {
            throw refused("is none that this log's key signed: " + e.getMessage());
        }
    }

    private static RuntimeException refused(String why) {
        return Problem.badParameters(
                        List.of(Problem.Error.ofHeader("Checkpoint", "not-valid", why)))
                .asException();
    }

    private static List<byte[]> entries(byte[] body) {
        EntryBundle bundle = EntryBundle.all(body);
        bundle.fault()
                .ifPresent(
                        fault -> {
                            throw Problem.invalid(
                                            List.of(new Problem.Error("", "not-entries", fault)))
                                    .asException();
                        });
        return bundle.entries();
    }

    private static ResponseEntity<byte[]> json(ObjectNode out) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noCache())
                .body(out.toString().getBytes(StandardCharsets.UTF_8));
    }
}
