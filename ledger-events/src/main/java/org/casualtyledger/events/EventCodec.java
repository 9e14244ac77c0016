package org.casualtyledger.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.casualtyledger.events.claim.Claim;
import org.casualtyledger.events.claim.ClaimJson;
import org.casualtyledger.events.claim.ClaimReader;
import org.casualtyledger.events.claim.Digests;
import org.casualtyledger.events.claim.Limits;
import org.casualtyledger.events.json.CanonicalJson;
import org.casualtyledger.events.json.Fault;
import org.casualtyledger.events.json.Faults;
import org.casualtyledger.events.json.Fields;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.events.json.Texts;
import org.casualtyledger.events.signature.EventSignature;
import org.casualtyledger.events.signature.SignatureJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events to leaf data and back. An event's leaf data is its canonical JSON (RFC 8785):
 *
 * <pre>{"at":…,"by":…,"data":{…},"id":…,"theatre":…,"type":"report-submitted","v":1}</pre>
 *
 * <p>{@code type} and {@code v} are the stored name, never a class name; golden files prove that
 * old bytes still read. Reading ignores fields that this version does not know; the stored bytes
 * keep them, and nobody re-serialises those.
 */
public final class EventCodec {
    public static final String SUBMITTED = "report-submitted";
    public static final String CORRECTED = "report-corrected";
    public static final String WITHDRAWN = "report-withdrawn";
    public static final String REHOMED = IncidentEventCodec.REHOMED;
    public static final String KEY_REVOKED = RegistryEventCodec.KEY_REVOKED;

    private static final DateTimeFormatter AT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private EventCodec() {}

    /**
     * An instant of recorded time as a leaf holds it: RFC 3339, UTC, exactly three fraction digits.
     */
    public static String instant(Instant at) {
        return AT.format(at);
    }

    /** The stored type name of an event. */
    public static String type(LedgerEvent event) {
        return switch (event) {
            case ReportSubmitted _ -> SUBMITTED;
            case ReportCorrected _ -> CORRECTED;
            case ReportWithdrawn _ -> WITHDRAWN;
            case IncidentEvent e -> IncidentEventCodec.type(e);
            case ResolutionEvent e -> ResolutionEventCodec.type(e);
            case RegistryEvent e -> RegistryEventCodec.type(e);
            case PublicationEvent e -> PublicationEventCodec.type(e);
        };
    }

    /** The stored version of an event's type. Every type is in its first. */
    public static int version(LedgerEvent event) {
        return switch (event) {
            case ReportEvent _,
                    IncidentEvent _,
                    ResolutionEvent _,
                    RegistryEvent _,
                    PublicationEvent _ ->
                    1;
        };
    }

    /** Every type and version that {@link #decode} reads, in order. */
    public static SortedSet<StoredName> storedNames() {
        return Stream.of(
                        Set.of(SUBMITTED, CORRECTED, WITHDRAWN),
                        IncidentEventCodec.TYPES,
                        ResolutionEventCodec.TYPES,
                        RegistryEventCodec.TYPES,
                        PublicationEventCodec.TYPES)
                .flatMap(Set::stream)
                .map(type -> new StoredName(type, 1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The leaf data of an event. */
    public static byte[] encode(RecordedEvent recorded) {
        byte[] tail = tail(recorded.by(), recorded.id(), recorded.theatre(), recorded.event());
        return CanonicalJson.join(
                ("{\"at\":\"" + instant(recorded.at()) + "\",").getBytes(UTF_8), tail);
    }

    /**
     * The leaf data without its start {@code {"at":"…",}. Only the log's sequencer knows {@code at}, and "at" is the first key in
     * canonical order, so everything else can be encoded before.
     */
    public static byte[] tail(OrganisationId by, UUID id, TheatreId theatre, LedgerEvent event) {
        ObjectNode leaf = Json.object();
        leaf.put("by", by.value());
        leaf.set("data", data(event));
        leaf.put("id", id.toString());
        leaf.put("theatre", theatre.value());
        leaf.put("type", type(event));
        leaf.put("v", version(event));
        return CanonicalJson.text(leaf).substring(1).getBytes(UTF_8);
    }

    private static ObjectNode data(LedgerEvent event) {
        return switch (event) {
            case ReportSubmitted e -> submitted(e);
            case ReportCorrected e -> corrected(e);
            case ReportWithdrawn e -> withdrawn(e);
            case IncidentEvent e -> IncidentEventCodec.data(e);
            case ResolutionEvent e -> ResolutionEventCodec.data(e);
            case RegistryEvent e -> RegistryEventCodec.data(e);
            case PublicationEvent e -> PublicationEventCodec.data(e);
        };
    }

    private static ObjectNode submitted(ReportSubmitted e) {
        ObjectNode out = Json.object();
        out.put("report", e.report().toString());
        e.incident().ifPresent(incident -> out.put("incident", incident.toString()));
        out.put("externalId", e.externalId());
        if (!e.aliases().isEmpty()) {
            ArrayNode aliases = out.putArray("aliases");
            e.aliases().forEach(aliases::add);
        }
        out.set("claim", ClaimJson.write(e.claim()));
        common(out, e.knownAt(), e.enteredBy(), e.flags());
        e.signature().ifPresent(signature -> SignatureJson.write(out, "signature", signature));
        return out;
    }

    private static ObjectNode corrected(ReportCorrected e) {
        ObjectNode out = Json.object();
        out.put("report", e.report().toString());
        out.set("claim", ClaimJson.write(e.claim()));
        common(out, e.knownAt(), e.enteredBy(), e.flags());
        ClaimJson.digests(out, e.sd());
        e.signature().ifPresent(signature -> SignatureJson.write(out, "signature", signature));
        return out;
    }

    private static ObjectNode withdrawn(ReportWithdrawn e) {
        ObjectNode out = Json.object();
        out.put("report", e.report().toString());
        out.put("reason", e.reason().code());
        common(out, Optional.empty(), e.enteredBy(), List.of());
        ClaimJson.digests(out, e.sd());
        e.signature().ifPresent(signature -> SignatureJson.write(out, "signature", signature));
        return out;
    }

    private static void common(
            ObjectNode out,
            Optional<LocalDate> knownAt,
            Optional<OrganisationId> enteredBy,
            List<Flag> flags) {
        knownAt.ifPresent(date -> out.put("knownAt", date.toString()));
        enteredBy.ifPresent(organisation -> out.put("enteredBy", organisation.value()));
        if (!flags.isEmpty()) {
            ArrayNode written = out.putArray("flags");
            flags.forEach(
                    flag ->
                            written.addObject()
                                    .put("code", flag.code())
                                    .put("pointer", flag.pointer()));
        }
    }

    /**
     * Reads leaf data.
     *
     * @throws UnreadableEvent naming every fault, for bytes that are no event of a known type and
     *     version
     */
    public static RecordedEvent decode(byte[] leaf) {
        JsonNode node;
        try {
            node = Json.parseCanonical(leaf);
        } catch (Json.Malformed e) {
            throw new UnreadableEvent(
                    List.of(new Fault("", e.code(), String.valueOf(e.getMessage()))));
        }
        Faults faults = new Faults();
        Optional<RecordedEvent> event = read(Fields.of(node, "", faults));
        if (event.isEmpty() || !faults.isEmpty()) {
            throw new UnreadableEvent(faults.list());
        }
        return event.get();
    }

    private static Optional<RecordedEvent> read(Fields f) {
        for (String name : List.of("at", "by", "data", "id", "theatre", "type", "v")) {
            f.require(name);
        }
        Optional<Instant> at =
                f.name("at", 30).flatMap(text -> parsed(f, "at", () -> Instant.parse(text)));
        Optional<OrganisationId> by = organisation(f, "by");
        Optional<UUID> id = f.uuid("id");
        Optional<TheatreId> theatre =
                f.name("theatre", 40)
                        .flatMap(text -> parsed(f, "theatre", () -> new TheatreId(text)));
        Optional<String> type = f.name("type", Limits.CODE);
        int version = f.integer("v", 1, 1_000_000).orElse(0);
        Optional<LedgerEvent> event =
                type.flatMap(
                        name -> f.object("data").flatMap(data -> event(f, name, version, data)));
        return at.isPresent()
                        && by.isPresent()
                        && id.isPresent()
                        && theatre.isPresent()
                        && event.isPresent()
                ? Optional.of(
                        new RecordedEvent(at.get(), by.get(), id.get(), theatre.get(), event.get()))
                : Optional.empty();
    }

    private static Optional<LedgerEvent> event(Fields leaf, String type, int version, Fields data) {
        return switch (type + " " + version) {
            case SUBMITTED + " 1" -> readSubmitted(data);
            case CORRECTED + " 1" -> readCorrected(data);
            case WITHDRAWN + " 1" -> readWithdrawn(data);
            default -> readOther(leaf, type, version, data);
        };
    }

    private static Optional<LedgerEvent> readOther(
            Fields leaf, String type, int version, Fields data) {
        if (version == 1 && IncidentEventCodec.knows(type)) {
            return IncidentEventCodec.read(type, data);
        }
        if (version == 1 && ResolutionEventCodec.knows(type)) {
            return ResolutionEventCodec.read(type, data);
        }
        if (version == 1 && RegistryEventCodec.knows(type)) {
            return RegistryEventCodec.read(type, data);
        }
        if (version == 1 && PublicationEventCodec.knows(type)) {
            return PublicationEventCodec.read(type, data);
        }
        leaf.faults()
                .add(
                        "/type",
                        "unknown-type",
                        "no event " + type + " of version " + version + " is known");
        return Optional.empty();
    }

    private static Optional<LedgerEvent> readSubmitted(Fields f) {
        f.require("report");
        f.require("externalId");
        f.require("claim");
        Optional<ReportId> report = f.uuid("report").map(ReportId::new);
        Optional<IncidentId> incident = f.uuid("incident").map(IncidentId::new);
        Optional<String> externalId = f.name("externalId", Limits.EXTERNAL_ID);
        List<String> aliases = new ArrayList<>();
        for (Fields.Item item : f.list("aliases", Limits.ALIASES)) {
            Texts.name(item.value(), item::pointer, Limits.EXTERNAL_ID, f.faults())
                    .ifPresent(aliases::add);
        }
        Optional<Claim> claim = f.object("claim").flatMap(ClaimReader::stored);
        Optional<LocalDate> knownAt = f.date("knownAt");
        Optional<OrganisationId> enteredBy = organisation(f, "enteredBy");
        List<Flag> flags = flags(f);
        Optional<EventSignature> signature = SignatureJson.read(f, "signature");
        return report.isPresent() && externalId.isPresent() && claim.isPresent()
                ? Optional.of(
                        new ReportSubmitted(
                                report.get(),
                                incident,
                                externalId.get(),
                                aliases,
                                claim.get(),
                                knownAt,
                                enteredBy,
                                flags,
                                signature))
                : Optional.empty();
    }

    private static Optional<LedgerEvent> readCorrected(Fields f) {
        f.require("report");
        f.require("claim");
        Optional<ReportId> report = f.uuid("report").map(ReportId::new);
        Optional<Claim> claim = f.object("claim").flatMap(ClaimReader::stored);
        Optional<LocalDate> knownAt = f.date("knownAt");
        Optional<OrganisationId> enteredBy = organisation(f, "enteredBy");
        List<Flag> flags = flags(f);
        List<String> sd = Digests.read(f);
        Optional<EventSignature> signature = SignatureJson.read(f, "signature");
        return report.isPresent() && claim.isPresent()
                ? Optional.of(
                        new ReportCorrected(
                                report.get(),
                                claim.get(),
                                knownAt,
                                enteredBy,
                                flags,
                                sd,
                                signature))
                : Optional.empty();
    }

    private static Optional<LedgerEvent> readWithdrawn(Fields f) {
        f.require("report");
        f.require("reason");
        Optional<ReportId> report = f.uuid("report").map(ReportId::new);
        Optional<WithdrawalReason> reason = f.code("reason", WithdrawalReason.values());
        Optional<OrganisationId> enteredBy = organisation(f, "enteredBy");
        List<String> sd = Digests.read(f);
        Optional<EventSignature> signature = SignatureJson.read(f, "signature");
        return report.isPresent() && reason.isPresent()
                ? Optional.of(
                        new ReportWithdrawn(report.get(), reason.get(), enteredBy, sd, signature))
                : Optional.empty();
    }

    static Optional<OrganisationId> organisation(Fields f, String name) {
        return f.name(name, 40).flatMap(text -> parsed(f, name, () -> new OrganisationId(text)));
    }

    private static List<Flag> flags(Fields f) {
        List<Flag> flags = new ArrayList<>();
        for (Fields.Item item : f.list("flags", Limits.FLAGS)) {
            Fields flag = item.fields(f.faults());
            flag.require("code");
            flag.require("pointer");
            Optional<String> code = flag.name("code", Limits.CODE);
            Optional<String> pointer = flag.name("pointer", Limits.NAME);
            if (code.isPresent() && pointer.isPresent()) {
                flags.add(new Flag(code.get(), pointer.get()));
            }
        }
        return flags;
    }

    static <T> Optional<T> parsed(Fields f, String name, java.util.function.Supplier<T> parse) {
        try {
            return Optional.of(parse.get());
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            f.faults().add(f.pointerTo(name), "not-valid", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
