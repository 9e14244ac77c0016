package org.casualtyledger.api.reporting;

import static org.casualtyledger.edge.Scope.AUDIT;
import static org.casualtyledger.edge.Scope.READ;
import static org.casualtyledger.edge.Scope.SUBMIT;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.casualtyledger.api.eventlog.EventLog;
import org.casualtyledger.api.eventlog.StoredEvent;
import org.casualtyledger.edge.Caller;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.edge.RequiresScope;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.json.Json;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /v1/reports}: pages of reports in the order of their submission. */
@RestController
final class ReportListController {
    private static final int DEFAULT_LIMIT = 50;

    private final ReportReader reader;
    private final EventLog log;

    ReportListController(ReportReader reader, EventLog log) {
        this.reader = reader;
        this.log = log;
    }

    @RequiresScope({READ, SUBMIT, AUDIT})
    @GetMapping("/v1/reports")
    ResponseEntity<byte[]> list(HttpServletRequest request, Caller caller) {
        Parameters parameters = new Parameters(request);
        Optional<OrganisationId> organisation =
                parameters.parsed("organisation", OrganisationId::new);
        Optional<String> externalId = parameters.text("externalId");
        int limit =
                (int) parameters.number("limit", 1, ReportReader.MAX_REPORTS).orElse(DEFAULT_LIMIT);
        Optional<Cursor> cursor = parameters.parsed("cursor", Cursor::parse);
        if (externalId.isPresent() && organisation.isEmpty()) {
            parameters.fault(
                    "externalId",
                    "needs-organisation",
                    "an external id is one organisation's: name it");
        }
        parameters.done();
        Optional<OrganisationId> visible = visible(organisation, caller);
        long asOf = cursor.map(Cursor::asOf).orElseGet(() -> log.head().size() - 1);
        List<StoredEvent> page =
                externalId.isPresent()
                        ? byExternalId(visible.orElseThrow(), externalId.get())
                        : reader.submissions(
                                visible, cursor.map(Cursor::from).orElse(0L), limit + 1);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(ReportViews.bytes(listed(page, limit, asOf)));
    }

    /** Where a list goes on, and the moment at which it was begun: what came later is not in it. */
    record Cursor(long from, long asOf) {
        static Cursor parse(String text) {
            String[] parts = text.split("-", -1);
            if (parts.length != 2
                    || !parts[0].matches("[0-9]{1,18}")
                    || !parts[1].matches("[0-9]{1,18}")) {
                throw new IllegalArgumentException("must be a cursor that this list gave out");
            }
            return new Cursor(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        }
    }

    private ObjectNode listed(List<StoredEvent> page, int limit, long asOf) {
        List<StoredEvent> shown =
                page.stream().filter(event -> event.position() <= asOf).limit(limit).toList();
        Set<ReportId> ids = new LinkedHashSet<>();
        List<ReportSubmitted> submitted = new ArrayList<>();
        for (StoredEvent event : shown) {
            submitted.add(ReportReader.submitted(event));
            ids.add(submitted.getLast().report());
        }
        Map<ReportId, ReportState> states =
                ids.isEmpty() ? Map.of() : reader.states(new HashSet<>(ids));
        ObjectNode out = Json.object();
        ArrayNode reports = out.putArray("reports");
        for (int i = 0; i < shown.size(); i++) {
            ReportState state =
                    states.getOrDefault(submitted.get(i).report(), new ReportState.Absent());
            reports.add(ReportViews.head(state, submitted.get(i), shown.get(i)));
        }
        if (page.size() > limit && shown.size() == limit) {
            out.put("next", page.get(limit).position() + "-" + asOf);
        } else {
            out.putNull("next");
        }
        out.put("position", asOf);
        return out;
    }

    private List<StoredEvent> byExternalId(OrganisationId organisation, String externalId) {
        return reader.history(ReportId.of(organisation, externalId))
                .map(history -> List.of(history.events().getFirst()))
                .orElse(List.of());
    }

    /** Who may only submit sees its own reports. */
    private static Optional<OrganisationId> visible(Optional<OrganisationId> asked, Caller caller) {
        if (caller.may(READ) || caller.may(AUDIT)) {
            return asked;
        }
        OrganisationId own = new OrganisationId(caller.organisation());
        if (asked.isPresent() && !asked.get().equals(own)) {
            throw new Problem(
                            403,
                            "scope-needed",
                            "The key does not allow this",
                            "It shows its own organisation's reports only.")
                    .asException();
        }
        return Optional.of(own);
    }
}
