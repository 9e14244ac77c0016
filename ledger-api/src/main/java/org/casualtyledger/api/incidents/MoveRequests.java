package org.casualtyledger.api.incidents;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.casualtyledger.api.commands.IncidentRequests.Read;
import org.casualtyledger.api.commands.IncidentRequests.Request;
import org.casualtyledger.api.commands.StoredText;
import org.casualtyledger.api.commands.Theatres;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.claim.Limits;
import org.casualtyledger.events.json.Fields;

/** Request bodies of moves, read strictly: every fault is named with its JSON pointer. */
final class MoveRequests {
    /** A link names two ids a report: so many fit a leaf whose limit is 65,535 bytes. */
    static final int LINKED = 500;

    private MoveRequests() {}

    static Read link(Request request, Fields f) {
        List<ReportId> reports = reports(f, LINKED);
        List<StoredText> texts = reason(request, f);
        request.done();
        return Read.of(
                new MoveCommand.LinkReports(request.incident(), request.origin(), reports, texts));
    }

    static Read merge(Request request, Fields f) {
        Optional<IncidentId> merged = incident(f, "merged");
        List<StoredText> texts = reason(request, f);
        request.done();
        return Read.of(
                new MoveCommand.MergeIncidents(
                        request.incident(), request.origin(), merged.orElseThrow(), texts));
    }

    static Read split(Request request, Fields f) {
        List<ReportId> reports = reports(f, Limits.REPORTS_OF_AN_INCIDENT);
        Optional<IncidentId> into = f.uuid("into").map(IncidentId::new);
        List<StoredText> texts = reason(request, f);
        request.done();
        return Read.of(
                new MoveCommand.SplitIncident(
                        request.incident(), request.origin(), reports, into, texts));
    }

    static Read rehome(Request request, Fields f) {
        f.require("theatre");
        Optional<TheatreId> theatre = f.name("theatre", 40).flatMap(text -> theatre(f, text));
        List<StoredText> texts = reason(request, f);
        request.done();
        return Read.of(
                new MoveCommand.RehomeIncident(
                        request.incident(), request.origin(), theatre.orElseThrow(), texts));
    }

    static Read confirm(Request request, Fields f) {
        Optional<IncidentId> survivor = incident(f, "survivor");
        List<StoredText> texts = reason(request, f);
        request.done();
        return Read.of(
                new MoveCommand.ConfirmDuplicate(
                        request.incident(), request.origin(), survivor.orElseThrow(), texts));
    }

    static Read dismiss(Request request, Fields f) {
        Optional<IncidentId> other = incident(f, "other");
        List<StoredText> texts = reason(request, f);
        request.done();
        return Read.of(
                new MoveCommand.DismissDuplicate(
                        request.incident(), request.origin(), other.orElseThrow(), texts));
    }

    static Read reverse(Request request, Fields f) {
        OptionalLong event = request.position("event");
        List<StoredText> texts = reason(request, f);
        request.done();
        return Read.of(
                new MoveCommand.ReverseMove(
                        request.incident(), request.origin(), event.orElseThrow(), texts));
    }

    private static List<StoredText> reason(Request request, Fields f) {
        f.require("reason");
        return request.reason();
    }

    private static Optional<IncidentId> incident(Fields f, String name) {
        f.require(name);
        return f.uuid(name).map(IncidentId::new);
    }

    /** A theatre of the table: a slip of the pen would found a theatre of its own. */
    private static Optional<TheatreId> theatre(Fields f, String text) {
        try {
            TheatreId theatre = new TheatreId(text);
            if (Theatres.isKnown(theatre)) {
                return Optional.of(theatre);
            }
        } catch (IllegalArgumentException e) {
            // falls through to the one fault below
        }
        f.faults()
                .add(
                        f.pointerTo("theatre"),
                        "unknown-theatre",
                        "must be a theatre of the ledger's table, as SYR");
        return Optional.empty();
    }

    private static List<ReportId> reports(Fields f, int limit) {
        f.require("reports");
        List<ReportId> reports = new ArrayList<>();
        Set<UUID> seen = new HashSet<>();
        int before = f.faults().list().size();
        for (Fields.Item item : f.list("reports", limit)) {
            Optional<UUID> report = Fields.uuid(item.value(), item::pointer, f.faults());
            if (report.isPresent() && !seen.add(report.get())) {
                f.faults().add(item.pointer(), "repeated", "this report stands here twice");
            }
            report.map(ReportId::new).ifPresent(reports::add);
        }
        if (reports.isEmpty() && f.has("reports") && f.faults().list().size() == before) {
            f.faults().add(f.pointerTo("reports"), "empty", "must name at least one report");
        }
        return reports;
    }
}
