package org.casualtyledger.api.commands;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.casualtyledger.api.eventlog.EventLog;
import org.casualtyledger.api.eventlog.Idempotency;
import org.casualtyledger.api.eventlog.Receipt;
import org.casualtyledger.edge.Bodies;
import org.casualtyledger.edge.Caller;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.Flag;
import org.casualtyledger.events.IncidentEvent;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.IncidentSplit;
import org.casualtyledger.events.StatementRecorded;
import org.casualtyledger.events.Uuids;
import org.casualtyledger.events.claim.Limits;
import org.casualtyledger.events.json.Faults;
import org.casualtyledger.events.json.Fields;
import org.casualtyledger.events.json.Json;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Commands on incidents over HTTP: from a request to a command, from its outcome to a receipt. */
public final class IncidentRequests {
    private final RandomGenerator random = new SecureRandom();
    private final IncidentCommands commands;
    private final EventLog log;
    private final InstantSource clock;

    IncidentRequests(IncidentCommands commands, EventLog log, InstantSource clock) {
        this.commands = commands;
        this.log = log;
        this.clock = clock;
    }

    /**
     * What a request brings apart from its body's fields.
     *
     * @param faults those of the whole body; fields of a body that is no object have others
     * @param random draws salts for its texts
     * @param today the UTC date
     */
    public record Request(
            IncidentId incident,
            Origin origin,
            Fields fields,
            Faults faults,
            RandomGenerator random,
            LocalDate today) {

        /** The field {@code reason}, behind a salted digest; nothing where there is none. */
        public List<StoredText> reason() {
            return StoredText.sealed("reason", fields.text("reason", Limits.NARRATIVE), random);
        }

        /** Whether a field is there and null: what was judged before is taken back. */
        public boolean takesBack(String name) {
            return fields.names().contains(name) && !fields.has(name);
        }

        /** A field that must be there, be it null. */
        public void requireOrNull(String name) {
            if (!fields.names().contains(name)) {
                fields.faults()
                        .add(
                                fields.pointerTo(name),
                                "missing",
                                "is required; null takes back what was judged before");
            }
        }

        /** The position of an event, which is required. */
        public OptionalLong position(String name) {
            fields.require(name);
            OptionalInt position = fields.integer(name, 0, Integer.MAX_VALUE);
            return position.isPresent()
                    ? OptionalLong.of(position.getAsInt())
                    : OptionalLong.empty();
        }

        /**
         * Ends reading.
         *
         * @throws org.casualtyledger.edge.ProblemException 422 naming every fault, unknown fields
         *     among them
         */
        public void done() {
            fields.refuseUnknown();
            if (!faults.isEmpty()) {
                throw JsonBody.invalid(faults).asException();
            }
        }
    }

    /** A command as it was read, and what was odd about its request. */
    public record Read(IncidentCommand command, List<Flag> flags) {
        public Read {
            flags = List.copyOf(flags);
        }

        public static Read of(IncidentCommand command) {
            return new Read(command, List.of());
        }
    }

    /**
     * Carries a request out.
     *
     * @param id the incident, as the address has it
     * @param what is asked for, the last part of the address
     * @param reader makes a command of the request; throws for faults
     */
    public CompletableFuture<ResponseEntity<byte[]>> carryOut(
            String id,
            String what,
            HttpServletRequest http,
            Caller caller,
            BiFunction<Request, Fields, Read> reader) {
        IncidentId incident = incidentId(id);
        Parameters parameters = new Parameters(http);
        boolean dryRun = parameters.flag("dryRun");
        parameters.done();
        OptionalLong expected = ifMatch(http);
        byte[] body = Bodies.read(http, Bodies.REPORT_BYTES);
        Optional<Idempotency> idempotency =
                IdempotencyHeader.read(http, caller.organisation(), incident + "/" + what, body);
        Origin origin =
                new Origin(
                        Uuids.timeOrdered(clock.millis()),
                        Assessor.of(caller),
                        dryRun ? Optional.empty() : idempotency,
                        expected,
                        dryRun);
        Faults faults = new Faults();
        Fields fields = Fields.of(JsonBody.parse(body), "", faults);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Request request = new Request(incident, origin, fields, faults, random, today);
        Read read = reader.apply(request, fields);
        return commands.carryOut(read.command()).thenApply(outcome -> answer(read, outcome));
    }

    private ResponseEntity<byte[]> answer(Read read, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Appended(List<Receipt> receipts, List<IncidentEvent> events) ->
                    receipt(HttpStatus.CREATED, "accepted", receipts, events, read.flags());
            case Outcome.Replayed(List<Receipt> receipts) ->
                    receipt(HttpStatus.OK, "replayed", receipts, stored(receipts), read.flags());
            case Outcome.WouldAppend(List<IncidentEvent> events) -> wouldAppend(read, events);
            case Outcome.Refused(Refusal refusal) -> throw refusal.problem().asException();
        };
    }

    private List<IncidentEvent> stored(List<Receipt> receipts) {
        return log.read(receipts.getFirst().position(), receipts.size()).stream()
                .map(event -> EventCodec.decode(event.leaf()).event())
                .map(IncidentEvent.class::cast)
                .toList();
    }

    private static ResponseEntity<byte[]> receipt(
            HttpStatus status,
            String outcome,
            List<Receipt> receipts,
            List<IncidentEvent> events,
            List<Flag> flags) {
        ObjectNode out = event(events.getFirst());
        place(out, receipts.getFirst());
        out.put("outcome", outcome);
        flags(out, flags);
        if (events.size() > 1) {
            ArrayNode further = out.putArray("further");
            for (int i = 1; i < events.size(); i++) {
                ObjectNode one = event(events.get(i));
                place(one, receipts.get(i));
                further.add(one);
            }
        }
        return ResponseEntity.status(status)
                .header("Location", "/v1/incidents/" + events.getFirst().incident())
                .eTag("\"i" + receipts.getLast().position() + "\"")
                .contentType(MediaType.APPLICATION_JSON)
                .body(bytes(out));
    }

    private static ResponseEntity<byte[]> wouldAppend(Read read, List<IncidentEvent> events) {
        ObjectNode out = event(events.getFirst());
        // Each try draws its own: what was not stored has no id to come back to.
        if (events.getFirst() instanceof IncidentSplit split && isDrawn(split, read)) {
            out.remove("into");
        }
        if (events.getFirst() instanceof StatementRecorded said
                && said.statement().equals(read.command().origin().event())) {
            out.remove("statement");
        }
        out.put("outcome", "would-append");
        flags(out, read.flags());
        if (events.size() > 1) {
            ArrayNode further = out.putArray("further");
            events.subList(1, events.size()).forEach(event -> further.add(event(event)));
        }
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(bytes(out));
    }

    private static boolean isDrawn(IncidentSplit split, Read read) {
        return split.into().value().equals(read.command().origin().event());
    }

    private static ObjectNode event(IncidentEvent event) {
        ObjectNode out = Json.object();
        out.put("type", EventCodec.type(event));
        out.put("incident", event.incident().toString());
        switch (event) {
            case IncidentSplit split -> out.put("into", split.into().toString());
            case StatementRecorded said -> out.put("statement", said.statement().toString());
            default -> {}
        }
        return out;
    }

    private static void place(ObjectNode out, Receipt receipt) {
        out.put("position", receipt.position());
        out.put("leafHash", HexFormat.of().formatHex(receipt.leafHash()));
        out.put("at", EventCodec.instant(receipt.at()));
    }

    private static void flags(ObjectNode out, List<Flag> flags) {
        ArrayNode written = out.putArray("flags");
        flags.forEach(
                flag ->
                        written.addObject()
                                .put("code", flag.code())
                                .put("pointer", flag.pointer()));
    }

    private static byte[] bytes(ObjectNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static OptionalLong ifMatch(HttpServletRequest http) {
        String header = http.getHeader("If-Match");
        if (header == null || header.strip().equals("*")) {
            return OptionalLong.empty();
        }
        String tag = header.strip();
        if (!tag.matches("\"i[0-9]{1,18}\"")) {
            throw Problem.badParameters(
                            List.of(
                                    Problem.Error.ofHeader(
                                            "If-Match",
                                            "not-valid",
                                            "must be the ETag of the incident, as \"i17\"")))
                    .asException();
        }
        return OptionalLong.of(Long.parseLong(tag.substring(2, tag.length() - 1)));
    }

    private static IncidentId incidentId(String text) {
        if (text.length() == 36) {
            try {
                return new IncidentId(UUID.fromString(text));
            } catch (IllegalArgumentException e) {
                // falls through to the one problem below
            }
        }
        throw Problem.notFound("An incident's id is a UUID.").asException();
    }
}
