package org.casualtyledger.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.casualtyledger.events.claim.ClaimJson;
import org.casualtyledger.events.claim.ClaimReader;
import org.casualtyledger.events.claim.Digests;
import org.casualtyledger.events.claim.Limits;
import org.casualtyledger.events.claim.Source;
import org.casualtyledger.events.claim.StatedActor;
import org.casualtyledger.events.json.Fields;
import org.casualtyledger.events.json.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Events of incidents: what {@link EventCodec} leaves to it. */
final class IncidentEventCodec {
    private static final String LINKED = "reports-linked";
    private static final String MERGED = "incidents-merged";
    private static final String SPLIT = "incident-split";
    static final String REHOMED = "incident-rehomed";
    private static final String CONFIRMED = "duplicate-confirmed";
    private static final String DISMISSED = "duplicate-dismissed";
    private static final String GRADED = "incident-graded";
    private static final String ASSESSED = "counts-assessed";
    private static final String RESPONSIBILITY = "responsibility-assessed";
    private static final String APPROVED = "review-approved";
    private static final String STATEMENT = "statement-recorded";
    static final Set<String> TYPES =
            Set.of(
                    LINKED,
                    MERGED,
                    SPLIT,
                    REHOMED,
                    CONFIRMED,
                    DISMISSED,
                    GRADED,
                    ASSESSED,
                    RESPONSIBILITY,
                    APPROVED,
                    STATEMENT);

    private IncidentEventCodec() {}

    static boolean knows(String type) {
        return TYPES.contains(type);
    }

    static String type(IncidentEvent event) {
        return switch (event) {
            case ReportsLinked _ -> LINKED;
            case IncidentsMerged _ -> MERGED;
            case IncidentSplit _ -> SPLIT;
            case IncidentRehomed _ -> REHOMED;
            case DuplicateConfirmed _ -> CONFIRMED;
            case DuplicateDismissed _ -> DISMISSED;
            case IncidentGraded _ -> GRADED;
            case CountsAssessed _ -> ASSESSED;
            case ResponsibilityAssessed _ -> RESPONSIBILITY;
            case ReviewApproved _ -> APPROVED;
            case StatementRecorded _ -> STATEMENT;
        };
    }

    static ObjectNode data(IncidentEvent event) {
        ObjectNode out = Json.object();
        out.put("incident", event.incident().toString());
        switch (event) {
            case ReportsLinked e -> {
                ArrayNode moves = out.putArray("moves");
                for (ReportsLinked.Move move : e.moves()) {
                    moves.addObject()
                            .put("from", move.from().toString())
                            .put("report", move.report().toString());
                }
            }
            case IncidentsMerged e -> {
                out.put("merged", e.merged().toString());
                reports(out, e.reports());
            }
            case IncidentSplit e -> {
                out.put("into", e.into().toString());
                reports(out, e.reports());
            }
            case IncidentRehomed e -> {
                out.put("from", e.from().value());
                ArrayNode carried = out.putArray("reports");
                for (IncidentRehomed.Carried report : e.reports()) {
                    carried.addObject()
                            .put("report", report.report().toString())
                            .put("version", report.version());
                }
            }
            case DuplicateConfirmed e -> out.put("survivor", e.survivor().toString());
            case DuplicateDismissed e -> out.put("other", e.other().toString());
            case Judgement e -> judgement(out, e);
            case ReviewApproved e -> {
                out.put("judgement", e.judgement());
                person(out, e.person());
            }
            case StatementRecorded e -> {
                out.put("statement", e.statement().toString());
                e.said().ifPresent(said -> out.set("said", said(said)));
            }
        }
        ClaimJson.digests(out, event.sd());
        return out;
    }

    private static void judgement(ObjectNode out, Judgement event) {
        switch (event) {
            case IncidentGraded e -> {
                e.grade().ifPresent(grade -> out.put("grade", grade.code()));
                e.methodology().ifPresent(name -> out.put("methodology", name));
            }
            case CountsAssessed e -> e.counts().ifPresent(counts -> out.set("counts", of(counts)));
            case ResponsibilityAssessed e ->
                    e.actors()
                            .ifPresent(
                                    actors -> {
                                        ArrayNode written = out.putArray("actors");
                                        actors.forEach(a -> written.add(ClaimJson.actor(a)));
                                    });
        }
        if (event.review()) {
            out.put("review", true);
        }
        person(out, event.person());
    }

    private static ObjectNode of(CountsAssessed.Counts counts) {
        ObjectNode out = Json.object();
        ClaimJson.range(out, "killed", counts.killed());
        ClaimJson.range(out, "injured", counts.injured());
        ClaimJson.range(out, "undetermined", counts.undetermined());
        return out;
    }

    private static ObjectNode said(StatementRecorded.Said said) {
        ObjectNode out = Json.object();
        out.put("actor", said.actor());
        out.put("stance", said.stance().code());
        out.put("on", said.on().toString());
        ClaimJson.range(out, "killed", said.killed());
        ClaimJson.range(out, "injured", said.injured());
        said.source().ifPresent(source -> out.set("source", ClaimJson.source(source)));
        return out;
    }

    private static void reports(ObjectNode out, List<ReportId> reports) {
        ArrayNode written = out.putArray("reports");
        reports.forEach(report -> written.add(report.toString()));
    }

    private static void person(ObjectNode out, Optional<PersonId> person) {
        person.ifPresent(id -> out.put("person", id.value()));
    }

    static Optional<LedgerEvent> read(String type, Fields f) {
        f.require("incident");
        Optional<IncidentId> incident = f.uuid("incident").map(IncidentId::new);
        List<String> sd = Digests.read(f);
        Optional<? extends LedgerEvent> event =
                incident.flatMap(
                        id ->
                                switch (type) {
                                    case LINKED -> linked(id, f, sd);
                                    case MERGED ->
                                            other(f, "merged")
                                                    .map(
                                                            m ->
                                                                    new IncidentsMerged(
                                                                            id, m, reports(f), sd));
                                    case SPLIT ->
                                            other(f, "into")
                                                    .map(
                                                            i ->
                                                                    new IncidentSplit(
                                                                            id, i, reports(f), sd));
                                    case REHOMED -> rehomed(id, f, sd);
                                    case CONFIRMED ->
                                            other(f, "survivor")
                                                    .map(s -> new DuplicateConfirmed(id, s, sd));
                                    case DISMISSED ->
                                            other(f, "other")
                                                    .map(o -> new DuplicateDismissed(id, o, sd));
                                    case APPROVED -> approved(id, f, sd);
                                    case STATEMENT -> statement(id, f, sd);
                                    default -> Optional.of(judgement(type, id, f, sd));
                                });
        return event.map(LedgerEvent.class::cast);
    }

    private static Judgement judgement(String type, IncidentId id, Fields f, List<String> sd) {
        boolean review = f.raw("review").filter(value -> value.asBoolean(false)).isPresent();
        Optional<PersonId> person = readPerson(f);
        return switch (type) {
            case GRADED ->
                    new IncidentGraded(
                            id,
                            f.code("grade", Grade.values()),
                            f.name("methodology", Limits.NAME),
                            review,
                            person,
                            sd);
            case ASSESSED ->
                    new CountsAssessed(
                            id,
                            f.object("counts").map(IncidentEventCodec::counts),
                            review,
                            person,
                            sd);
            case RESPONSIBILITY -> new ResponsibilityAssessed(id, actors(f), review, person, sd);
            default -> throw new IllegalStateException("no judgement: " + type);
        };
    }

    private static CountsAssessed.Counts counts(Fields f) {
        ClaimReader parts = ClaimReader.storedParts(f.faults());
        return new CountsAssessed.Counts(
                parts.range(f, "killed"),
                parts.range(f, "injured"),
                parts.range(f, "undetermined"));
    }

    private static Optional<List<StatedActor>> actors(Fields f) {
        if (!f.has("actors")) {
            return Optional.empty();
        }
        ClaimReader parts = ClaimReader.storedParts(f.faults());
        return Optional.of(each(f, "actors", Limits.ACTORS, parts::actor));
    }

    private static Optional<LedgerEvent> linked(IncidentId id, Fields f, List<String> sd) {
        f.require("moves");
        List<ReportsLinked.Move> moves =
                each(
                        f,
                        "moves",
                        Limits.REPORTS_OF_AN_INCIDENT,
                        move -> {
                            move.require("report");
                            move.require("from");
                            Optional<ReportId> report = move.uuid("report").map(ReportId::new);
                            Optional<IncidentId> from = move.uuid("from").map(IncidentId::new);
                            return report.isPresent() && from.isPresent()
                                    ? Optional.of(new ReportsLinked.Move(report.get(), from.get()))
                                    : Optional.empty();
                        });
        return Optional.of(new ReportsLinked(id, moves, sd));
    }

    private static Optional<LedgerEvent> rehomed(IncidentId id, Fields f, List<String> sd) {
        f.require("from");
        f.require("reports");
        Optional<TheatreId> from =
                f.name("from", 40)
                        .flatMap(text -> EventCodec.parsed(f, "from", () -> new TheatreId(text)));
        List<IncidentRehomed.Carried> reports =
                each(
                        f,
                        "reports",
                        Limits.REPORTS_OF_AN_INCIDENT,
                        carried -> {
                            carried.require("report");
                            carried.require("version");
                            OptionalInt version = carried.integer("version", 0, Integer.MAX_VALUE);
                            return version.isPresent()
                                    ? carried.uuid("report")
                                            .map(
                                                    report ->
                                                            new IncidentRehomed.Carried(
                                                                    new ReportId(report),
                                                                    version.getAsInt()))
                                    : Optional.empty();
                        });
        return from.map(theatre -> new IncidentRehomed(id, theatre, reports, sd));
    }

    private static Optional<LedgerEvent> approved(IncidentId id, Fields f, List<String> sd) {
        f.require("judgement");
        OptionalInt judgement = f.integer("judgement", 0, Integer.MAX_VALUE);
        Optional<PersonId> person = readPerson(f);
        return judgement.isPresent()
                ? Optional.of(new ReviewApproved(id, judgement.getAsInt(), person, sd))
                : Optional.empty();
    }

    private static Optional<LedgerEvent> statement(IncidentId id, Fields f, List<String> sd) {
        f.require("statement");
        Optional<UUID> statement = f.uuid("statement");
        Optional<Optional<StatementRecorded.Said>> said =
                f.has("said")
                        ? f.object("said").flatMap(IncidentEventCodec::said).map(Optional::of)
                        : Optional.of(Optional.empty());
        return statement.isPresent() && said.isPresent()
                ? Optional.of(new StatementRecorded(id, statement.get(), said.get(), sd))
                : Optional.empty();
    }

    private static Optional<StatementRecorded.Said> said(Fields f) {
        f.require("actor");
        f.require("stance");
        f.require("on");
        ClaimReader parts = ClaimReader.storedParts(f.faults());
        Optional<String> actor = f.name("actor", Limits.NAME);
        Optional<Stance> stance = f.code("stance", Stance.values());
        Optional<java.time.LocalDate> on = f.date("on");
        Optional<Source> source = f.object("source").flatMap(s -> parts.source(s, 0, 1));
        return actor.isPresent() && stance.isPresent() && on.isPresent()
                ? Optional.of(
                        new StatementRecorded.Said(
                                actor.get(),
                                stance.get(),
                                on.get(),
                                parts.range(f, "killed"),
                                parts.range(f, "injured"),
                                source))
                : Optional.empty();
    }

    private static Optional<IncidentId> other(Fields f, String name) {
        f.require(name);
        return f.uuid(name).map(IncidentId::new);
    }

    private static List<ReportId> reports(Fields f) {
        f.require("reports");
        List<ReportId> reports = new ArrayList<>();
        for (Fields.Item item : f.list("reports", Limits.REPORTS_OF_AN_INCIDENT)) {
            Fields.uuid(item.value(), item::pointer, f.faults())
                    .map(ReportId::new)
                    .ifPresent(reports::add);
        }
        return reports;
    }

    private static Optional<PersonId> readPerson(Fields f) {
        return f.name("person", 40)
                .flatMap(text -> EventCodec.parsed(f, "person", () -> new PersonId(text)));
    }

    private static <T> List<T> each(
            Fields f, String name, int limit, Function<Fields, Optional<T>> read) {
        List<T> values = new ArrayList<>();
        for (Fields.Item item : f.list(name, limit)) {
            read.apply(item.fields(f.faults())).ifPresent(values::add);
        }
        return values;
    }
}
