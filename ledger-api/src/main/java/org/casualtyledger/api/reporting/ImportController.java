package org.casualtyledger.api.reporting;

import static org.casualtyledger.edge.Scope.SUBMIT;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.casualtyledger.api.eventlog.EventLog;
import org.casualtyledger.edge.Acting;
import org.casualtyledger.edge.Caller;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.edge.ProblemWriter;
import org.casualtyledger.edge.RequiresScope;
import org.casualtyledger.events.json.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /v1/imports}: a file in, a line of JSON out for each row while it goes on, a summary
 * last. A file that is faulty as a whole is refused before the first row.
 */
@RestController
final class ImportController {
    private static final Logger LOG = LoggerFactory.getLogger(ImportController.class);

    private final Importer importer;
    private final Acting acting;
    private final EventLog log;

    ImportController(Importer importer, Acting acting, EventLog log) {
        this.importer = importer;
        this.acting = acting;
        this.log = log;
    }

    @RequiresScope(SUBMIT)
    @PostMapping("/v1/imports")
    void receive(HttpServletRequest request, HttpServletResponse response, Caller caller)
            throws IOException {
        Parameters parameters = new Parameters(request);
        Optional<ImportProfile> profile = parameters.parsed("profile", ImportController::profile);
        if (parameters.text("profile").isEmpty()) {
            parameters.fault(
                    "profile", "missing", "is required; known here: " + UcdpGedProfile.NAME);
        }
        Importer.Options options =
                new Importer.Options(
                        parameters.flag("dryRun"),
                        parameters.flag("claims"),
                        oneOf(parameters, "changed", "reject", "correct"),
                        oneOf(parameters, "missing", "ignore", "withdraw"));
        if (options.claims() && !options.dryRun()) {
            parameters.fault("claims", "needs-dry-run", "says what a dry run would change");
        }
        Optional<String> organisation = parameters.text("organisation");
        parameters.done();
        Acting.Actor actor = acting.actor(caller, organisation);
        try (ImportFile file =
                ImportFile.receive(request.getInputStream(), request.getContentLengthLong())) {
            Problem columns = file.requireColumns(profile.orElseThrow());
            if (!columns.errors().isEmpty()) {
                throw columns.asException();
            }
            if (options.withdrawMissing() && file.rows() == 0) {
                throw new Problem(
                                422,
                                "no-rows",
                                "A file without rows would withdraw everything",
                                "Nothing was stored. Send the whole dataset, or missing=ignore.",
                                List.of(
                                        Problem.Error.ofParameter(
                                                "missing",
                                                "no-rows",
                                                "the file has a header alone")))
                        .asException();
            }
            stream(file, profile.orElseThrow(), actor, options, request, response);
        }
    }

    private void stream(
            ImportFile file,
            ImportProfile profile,
            Acting.Actor actor,
            Importer.Options options,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        response.setContentType("application/x-ndjson");
        OutputStream out = response.getOutputStream();
        line(out, head(file, profile, options));
        out.flush();
        Map<Importer.Outcome, Long> counts = new EnumMap<>(Importer.Outcome.class);
        try {
            importer.run(
                    file,
                    profile,
                    actor,
                    options,
                    results -> {
                        for (Importer.RowResult result : results) {
                            counts.merge(result.outcome(), 1L, Long::sum);
                            line(out, row(result));
                        }
                        out.flush();
                    });
            line(out, summary(file, counts));
        } catch (RuntimeException e) {
            LOG.error(
                    "an import stopped after its answer had begun: {}", request.getRequestURI(), e);
            Problem problem =
                    Problem.unavailable(
                            "The import stopped. Send the file again: rows that are stored stay so, once.");
            line(
                    out,
                    Json.object()
                            .set("problem", ProblemWriter.json(problem, request.getRequestURI())));
        }
        out.flush();
    }

    private static ObjectNode head(
            ImportFile file, ImportProfile profile, Importer.Options options) {
        ObjectNode head = Json.object();
        ArrayNode header = head.putArray("header");
        file.header().forEach(header::add);
        return head.put("profile", profile.name())
                .put("rows", file.rows())
                .put("dryRun", options.dryRun());
    }

    private static ObjectNode row(Importer.RowResult result) {
        ObjectNode row = Json.object();
        row.put("row", result.row());
        row.put("externalId", result.externalId());
        row.put("outcome", result.outcome().name().toLowerCase(Locale.ROOT));
        result.position().ifPresent(position -> row.put("position", position));
        if (!result.errors().isEmpty()) {
            ArrayNode errors = row.putArray("errors");
            result.errors()
                    .forEach(
                            error ->
                                    errors.addObject()
                                            .put("pointer", error.pointer())
                                            .put("code", error.code())
                                            .put("detail", error.detail()));
        }
        result.change().ifPresent(change -> row.set("change", change.json()));
        if (!result.record().isEmpty()) {
            ArrayNode record = row.putArray("record");
            result.record().forEach(record::add);
        }
        return row;
    }

    private ObjectNode summary(ImportFile file, Map<Importer.Outcome, Long> counts) {
        ObjectNode last = Json.object();
        ObjectNode summary = last.putObject("summary");
        summary.put("rows", file.rows());
        for (Importer.Outcome outcome : Importer.Outcome.values()) {
            summary.put(outcome.name().toLowerCase(Locale.ROOT), counts.getOrDefault(outcome, 0L));
        }
        return last.put("position", log.head().size() - 1);
    }

    private static ImportProfile profile(String name) {
        return ImportProfile.of(name)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "no such profile; known here: " + UcdpGedProfile.NAME));
    }

    private static boolean oneOf(
            Parameters parameters, String name, String otherwise, String chosen) {
        return parameters
                .parsed(
                        name,
                        text -> {
                            if (!List.of(otherwise, chosen).contains(text)) {
                                throw new IllegalArgumentException(
                                        "must be " + otherwise + " or " + chosen);
                            }
                            return text.equals(chosen);
                        })
                .orElse(false);
    }

    private static void line(OutputStream out, tools.jackson.databind.JsonNode node)
            throws IOException {
        out.write((node + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
