package org.casualtyledger.projections.tallies;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.casualtyledger.counting.Cause;
import org.casualtyledger.counting.CellKey;
import org.casualtyledger.counting.Measures;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.counting.Period;
import org.casualtyledger.edge.Caller;
import org.casualtyledger.events.DuplicateConfirmed;
import org.casualtyledger.events.DuplicateDismissed;
import org.casualtyledger.events.IncidentEvent;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.IncidentSplit;
import org.casualtyledger.events.IncidentsMerged;
import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.events.ReportCorrected;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.claim.ReportKind;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.projections.edge.DisclosedTexts;
import org.casualtyledger.projections.edge.Leaves;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything that changed, event by event: each position is there, with the lines that it added to
 * the journal, so whoever adds them up has the tallies and never has to start again.
 */
final class Changes {
    private final DataSource read;
    private final Methodology journaled;
    private final Leaves leaves;
    private final DisclosedTexts texts;

    Changes(DataSource read, Methodology journaled, Leaves leaves, DisclosedTexts texts) {
        this.read = read;
        this.journaled = journaled;
        this.leaves = leaves;
        this.texts = texts;
    }

    private record Line(IncidentId incident, CellKey cell, Measures measures) {}

    /**
     * @param since after this position
     * @param through up to this one, which is applied
     * @param reader for whom reasons are shown, as far as they may be
     */
    ObjectNode page(long since, long through, long latest, Optional<Caller> reader) {
        Map<Long, List<Line>> postings = postings(since, through);
        ObjectNode json = Json.object();
        ArrayNode changes = json.putArray("changes");
        List<Long> positions = LongStream.rangeClosed(since + 1, through).boxed().toList();
        Map<Long, DisclosedTexts.Text> reasons = reasons(positions);
        leaves.at(positions)
                .forEach(
                        (at, leaf) -> {
                            ObjectNode change = change(leaf, postings.getOrDefault(at, List.of()));
                            reason(change, leaf, reasons.get(at), reader);
                            changes.add(change);
                        });
        json.put("since", since);
        json.put("through", through);
        json.put("next", through);
        json.put("more", through < latest);
        json.put("position", latest);
        TallyJson.methodology(json, journaled);
        json.put("note", TallyJson.NOTE);
        return json;
    }

    private Map<Long, List<Line>> postings(long since, long through) {
        return Snapshot.of(
                read,
                connection -> {
                    Map<Long, List<Line>> lines = new HashMap<>();
                    new JournalChanges(connection, TallyFilter.NONE, Names.NONE, Dim.ALL)
                            .postings(
                                    since,
                                    through,
                                    (position, _, incident, cell, measures) ->
                                            lines.computeIfAbsent(position, _ -> new ArrayList<>())
                                                    .add(new Line(incident, cell, measures)));
                    return lines;
                });
    }

    /** What was written with an event: the reason of a change, or the note of a withdrawal. */
    private Map<Long, DisclosedTexts.Text> reasons(List<Long> positions) {
        Map<Long, DisclosedTexts.Text> reasons = texts.named("note", positions);
        reasons.putAll(texts.named("reason", positions));
        return reasons;
    }

    /** One that the reader may not see is null, and whom it is for is said. */
    private static void reason(
            ObjectNode change,
            Leaves.Leaf leaf,
            DisclosedTexts.@Nullable Text reason,
            Optional<Caller> reader) {
        if (reason != null) {
            boolean shown = reason.isFor(reader, Set.of(leaf.recorded().by()));
            change.put("reason", shown ? reason.value() : null);
            change.put("reasonFor", reason.audience());
        }
    }

    private static ObjectNode change(Leaves.Leaf leaf, List<Line> postings) {
        LedgerEvent event = leaf.recorded().event();
        ObjectNode json = Json.object();
        ExplainedJson.event(json, leaf);
        json.put("theatre", leaf.recorded().theatre().value());
        json.put("cause", Cause.of(event).code());
        Set<String> incidents = new TreeSet<>(named(event));
        postings.forEach(line -> incidents.add(line.incident().toString()));
        ArrayNode ids = json.putArray("incidents");
        incidents.forEach(ids::add);
        late(json, leaf);
        ArrayNode lines = json.putArray("postings");
        for (Line line : postings) {
            ObjectNode one = lines.addObject();
            one.put("incident", line.incident().toString());
            one.set("cell", CellJson.named(line.cell()));
            one.setAll(ExplainedJson.signed(line.measures()));
        }
        if (saysItself(event)) {
            json.set("data", leaf.data());
        }
        return json;
    }

    private static List<String> named(LedgerEvent event) {
        return switch (event) {
            case IncidentsMerged e -> List.of(e.incident().toString(), e.merged().toString());
            case IncidentSplit e -> List.of(e.incident().toString(), e.into().toString());
            case DuplicateConfirmed e -> List.of(e.incident().toString(), e.survivor().toString());
            case DuplicateDismissed e -> List.of(e.incident().toString(), e.other().toString());
            case IncidentEvent e -> List.of(e.incident().toString());
            case ReportSubmitted e ->
                    e.incident().map(id -> List.of(id.toString())).orElse(List.of());
            default -> List.of();
        };
    }

    /** A report that was recorded when the months it speaks of had ended says so. */
    private static void late(ObjectNode json, Leaves.Leaf leaf) {
        if (leaf.recorded().event() instanceof ReportSubmitted e) {
            Period months = new Period(e.claim().when().firstMonth(), e.claim().when().lastMonth());
            if (Changing.hadEnded(months, leaf.recorded().at())) {
                json.put("late", true).put("month", CellJson.month(months));
            }
        }
    }

    /**
     * Whether the event's own data is shown: of all but the claims of incident reports, whose
     * effect the postings are.
     */
    private static boolean saysItself(LedgerEvent event) {
        return switch (event) {
            case ReportSubmitted e -> e.claim().kind() != ReportKind.INCIDENT;
            case ReportCorrected e -> e.claim().kind() != ReportKind.INCIDENT;
            default -> true;
        };
    }
}
