package org.casualtyledger.standalone.cli;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "import",
        description =
                "Submit the reports in a dataset's own file; the same file again changes nothing.",
        footer = {
            "",
            "Rejected rows are written, as they were and with their header, to FILE.rejects.csv: mend them there and",
            "import that file. An import that broke off is simply run again.",
            "",
            "  ledger import --data ./ledger --profile ucdp-ged GEDEvent_v25_1.csv.gz"
        })
final class ImportCommand implements Callable<Integer> {

    enum Changed {
        REJECT,
        CORRECT
    }

    enum Missing {
        IGNORE,
        WITHDRAW
    }

    /** More would hide what came before them. */
    private static final int SHOWN_REJECTS = 10;

    /** Whose reports a dataset's rows are. */
    private record Dataset(String organisation, String name) {}

    private static final Map<String, Dataset> DATASETS =
            Map.of("ucdp-ged", new Dataset("ucdp", "Uppsala Conflict Data Program (UCDP)"));

    private final Session session;

    @Parameters(paramLabel = "FILE", description = "CSV, as published; optionally gzipped")
    private Path file = Path.of("");

    @Option(
            names = "--profile",
            required = true,
            paramLabel = "PROFILE",
            description = "Whose columns these are: ucdp-ged")
    private String profile = "";

    @Option(
            names = "--organisation",
            paramLabel = "ID",
            description = "In whose name; needs the administrator's key, or a folder")
    private @Nullable String organisation;

    @Option(names = "--dry-run", description = "Check every row, keep none")
    private boolean dryRun;

    @Option(
            names = "--changed",
            defaultValue = "reject",
            paramLabel = "reject|correct",
            description =
                    "A row that differs from the report we hold is rejected (default), or is its correction")
    private Changed changed = Changed.REJECT;

    @Option(
            names = "--missing",
            defaultValue = "ignore",
            paramLabel = "ignore|withdraw",
            description = "A report that the file lacks is left alone (default), or withdrawn")
    private Missing missing = Missing.IGNORE;

    @Option(
            names = "--no-difference",
            description =
                    "With --changed correct: do not say beforehand what it changes in the tallies, which takes a pass of its own")
    private boolean noDifference;

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description = "Where rejected rows go. Default: FILE.rejects.csv")
    private @Nullable Path rejects;

    ImportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new UsageFault("cannot read " + file);
        }
        try (OpenLedger ledger = session.open()) {
            LedgerClient client = ledger.client();
            Optional<String> inNameOf = organisation(client);
            try {
                return submit(client, inNameOf).code;
            } catch (IOException e) {
                throw new Unreachable(
                        client.server(),
                        new IOException(
                                "the answer broke off; the same import again goes on from there",
                                e));
            }
        }
    }

    /** What a later release changes is said before it is done. */
    private ExitCode submit(LedgerClient client, Optional<String> inNameOf) throws IOException {
        boolean wanted = changed == Changed.CORRECT && !noDifference;
        try (ImportDifference difference = new ImportDifference()) {
            if (wanted && !dryRun) {
                try (BufferedReader lines = post(client, inNameOf, true, true)) {
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        difference.row(JsonMapper.shared().readTree(line));
                    }
                }
                difference
                        .ask(client, session.console())
                        .ifPresent(d -> session.console().note(ImportDifference.words(d)));
            }
            try (BufferedReader lines = post(client, inNameOf, dryRun, wanted && dryRun)) {
                return follow(lines, client, difference);
            }
        }
    }

    /**
     * In whose name: as asked; else, for an administrator, the dataset's own organisation, which is
     * registered where it is new; else the key's.
     */
    private Optional<String> organisation(LedgerClient client) {
        Dataset dataset = DATASETS.get(profile);
        if (organisation != null || dataset == null || !isAdministrator(client)) {
            return Optional.ofNullable(organisation);
        }
        if (dryRun) {
            // A dry run keeps nothing, so it registers nobody either.
            return isRegistered(client, dataset)
                    ? Optional.of(dataset.organisation())
                    : Optional.empty();
        }
        ObjectNode registration = JsonMapper.shared().createObjectNode();
        registration.put("id", dataset.organisation()).put("name", dataset.name());
        registration.putArray("scopes");
        try {
            client.post("/v1/organisations", registration.toString(), Map.of());
        } catch (Refusal refusal) {
            if (refusal.problem().status() != 409) {
                throw refusal;
            }
        }
        return Optional.of(dataset.organisation());
    }

    private static boolean isRegistered(LedgerClient client, Dataset dataset) {
        try {
            client.get("/v1/organisations/" + dataset.organisation());
            return true;
        } catch (Refusal refusal) {
            if (refusal.problem().status() == 404) {
                return false;
            }
            throw refusal;
        }
    }

    private static boolean isAdministrator(LedgerClient client) {
        return strings(client.get("/v1/me").json().path("scopes")).contains("admin");
    }

    private BufferedReader post(
            LedgerClient client, Optional<String> inNameOf, boolean dry, boolean claims)
            throws IOException {
        String target =
                new LedgerClient.Query("/v1/imports")
                        .with("profile", profile)
                        .with("dryRun", dry)
                        .with("claims", claims ? Optional.of(true) : Optional.empty())
                        .with("changed", changed.name().toLowerCase(Locale.ROOT))
                        .with("missing", missing.name().toLowerCase(Locale.ROOT))
                        .with("organisation", inNameOf)
                        .toString();
        InputStream answer =
                client.post(
                        target,
                        file,
                        Map.of(
                                "Content-Type",
                                RowCount.gzipped(file) ? "application/gzip" : "text/csv",
                                "Accept",
                                "application/x-ndjson, application/problem+json"));
        return new BufferedReader(new InputStreamReader(answer, StandardCharsets.UTF_8));
    }

    private ExitCode follow(BufferedReader lines, LedgerClient client, ImportDifference difference)
            throws IOException {
        Console console = session.console();
        String what = dryRun ? "checked" : "imported";
        try (Rejects rejected = Rejects.of(file, rejects);
                Progress progress = Progress.of(console, what, RowCount.of(file))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isBlank()) {
                    continue;
                }
                JsonNode json = JsonMapper.shared().readTree(line);
                if (json.has("header")) {
                    rejected.header(strings(json.path("header")));
                } else if (json.has("summary")) {
                    progress.close();
                    return end(json, rejected, difference.ask(client, console));
                } else if (json.has("problem")) {
                    throw new Refusal(Problem.of(400, json.path("problem")));
                } else {
                    progress.row();
                    difference.row(json);
                    if (json.path("outcome").asString("").equals("rejected")) {
                        rejected.row(strings(json.path("record")));
                        show(json, rejected.count(), console);
                    }
                }
            }
        }
        throw new EOFException("no summary");
    }

    private static void show(JsonNode row, int count, Console console) {
        if (count > SHOWN_REJECTS) {
            return;
        }
        console.note(
                "row "
                        + row.path("row").asLong()
                        + " ("
                        + row.path("externalId").asString("no id")
                        + ") rejected");
        Problem.faults(row.path("errors")).forEach(fault -> console.note("  - " + fault));
        if (count == SHOWN_REJECTS) {
            console.note("further rejected rows are only written to the file");
        }
    }

    private ExitCode end(JsonNode last, Rejects rejected, Optional<JsonNode> difference) {
        JsonNode summary = last.path("summary");
        Console console = session.console();
        if (session.options().json()) {
            ObjectNode json = (ObjectNode) last;
            if (rejected.count() > 0) {
                json.put("rejects", rejected.file().toString());
            }
            difference.ifPresent(d -> json.set("difference", d));
            console.data(json.toString());
        } else {
            List<String> parts = new ArrayList<>();
            for (String outcome :
                    List.of("accepted", "unchanged", "corrected", "withdrawn", "rejected")) {
                parts.add(outcome + " " + summary.path(outcome).asLong());
            }
            JsonNode position = last.path("position");
            parts.add("position " + (position.isNumber() ? position.asLong() : "none"));
            console.data(String.join(", ", parts));
            difference.ifPresent(d -> console.data(ImportDifference.words(d)));
        }
        if (dryRun) {
            console.note("A dry run: nothing was kept.");
        }
        if (rejected.count() > 0) {
            console.note("Rejected rows are in " + rejected.file());
        }
        return summary.path("rejected").asLong() > 0 ? ExitCode.REJECTED_ROWS : ExitCode.OK;
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(value -> strings.add(value.asString("")));
        return strings;
    }
}
