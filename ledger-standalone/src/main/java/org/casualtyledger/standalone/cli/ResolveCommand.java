package org.casualtyledger.standalone.cli;

import static org.casualtyledger.standalone.cli.IncidentPage.text;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "resolve",
        description =
                "Resolve stated places and actors where nobody needs to judge, and list the rest. Needs the scope assess.",
        footer = {
            "",
            "A place is resolved only where one place of its country bears that name and every stated point agrees.",
            "The rest are for a reviewer: `ledger place resolve`, `ledger actor resolve`. Run again, it does nothing twice."
        })
final class ResolveCommand implements Callable<Integer> {

    /** More hide the figures above them; the file has all that the ledger answers. */
    private static final int SHOWN = 10;

    private final Session session;

    @Option(
            names = "--theatre",
            paramLabel = "CODE",
            description = "Only names in the reports of this theatre")
    private @Nullable String theatre;

    @Option(names = "--dry-run", description = "Find what can be resolved, and keep nothing")
    private boolean dryRun;

    @Option(
            names = "--unresolved",
            paramLabel = "FILE",
            description = "Write the unresolved names there, as CSV; - is stdout")
    private @Nullable String unresolved;

    ResolveCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        ObjectNode body = JsonMapper.shared().createObjectNode().put("dryRun", dryRun);
        if (theatre != null) {
            body.put("theatre", theatre);
        }
        try (OpenLedger ledger = session.open()) {
            LedgerClient.Answer answer =
                    ledger.client().postPatiently("/v1/resolutions/runs", body.toString());
            write(answer.json());
            if (!"-".equals(unresolved)) {
                session.show(answer, this::words);
            }
            return ExitCode.OK.code;
        }
    }

    private String words(JsonNode run) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "settlements "
                        + text(run, "settlements")
                        + ", resolved "
                        + text(run, "resolved")
                        + " ("
                        + percent(run.path("shareOfSettlements"))
                        + " of the names, "
                        + percent(run.path("shareOfReports"))
                        + " of the reports), of these "
                        + (dryRun ? "by this run if it were no dry run " : "by this run ")
                        + text(run, "resolvedNow"));
        lines.add("wrong matches: " + wrong(run.path("wrong")));
        JsonNode actors = run.path("actors");
        lines.add(
                "actors "
                        + text(actors, "names")
                        + ", resolved "
                        + text(actors, "resolved")
                        + ", of these by this run "
                        + text(actors, "resolvedNow"));
        lines.add("");
        lines.add("unresolved settlements: " + text(run, "unresolvedSettlements"));
        first(run.path("unresolved"), lines);
        lines.add("");
        lines.add("unresolved actors: " + text(actors, "unresolvedNames"));
        first(actors.path("unresolved"), lines);
        lines.add("");
        lines.add(
                "Gazetteer "
                        + text(run, "gazetteer")
                        + ", as of position "
                        + text(run, "position"));
        return String.join("\n", lines);
    }

    private static String wrong(JsonNode wrong) {
        if (wrong.isEmpty()) {
            return "none";
        }
        List<String> words = new ArrayList<>();
        wrong.forEach(
                one ->
                        words.add(
                                "\n  "
                                        + PlaceWords.stated(one.path("stated"))
                                        + " as "
                                        + text(one, "name")
                                        + ", "
                                        + text(one, "distanceMetres")
                                        + " m away, allowed "
                                        + text(one, "allowedMetres")
                                        + " m"));
        return wrong.size() + String.join("", words);
    }

    private void first(JsonNode names, List<String> lines) {
        int shown = 0;
        for (JsonNode name : names) {
            if (shown++ == SHOWN) {
                lines.add("  … the others with --unresolved FILE");
                return;
            }
            lines.add(
                    "  "
                            + stated(name)
                            + ": "
                            + IncidentPage.plural(name.path("reports").asLong(), "report")
                            + suggestion(name.path("suggestions").path(0)));
        }
    }

    private static String suggestion(JsonNode best) {
        return best.isObject() ? "; perhaps " + text(best, "name") + " (" + id(best) + ")" : "";
    }

    private static String id(JsonNode suggestion) {
        return text(suggestion, suggestion.has("place") ? "place" : "actor");
    }

    private static String stated(JsonNode name) {
        JsonNode stated = name.path("stated");
        return stated.isObject() ? PlaceWords.stated(stated) : stated.asString("");
    }

    private static String percent(JsonNode share) {
        return String.format(Locale.ROOT, "%.1f %%", share.asDouble(0) * 100);
    }

    private void write(JsonNode run) throws IOException {
        if (unresolved == null) {
            return;
        }
        String csv = csv(run);
        if (unresolved.equals("-")) {
            session.console().data(csv.stripTrailing());
            return;
        }
        try {
            Files.writeString(Path.of(unresolved), csv, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UsageFault("cannot write unresolved names to " + unresolved);
        }
    }

    /** A row a suggestion, the best first; a name without any has one row. */
    private static String csv(JsonNode run) {
        StringWriter out = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(out)) {
            csv.writeRecord(
                    "kind",
                    "name",
                    "admin",
                    "country",
                    "reports",
                    "suggestion",
                    "suggested name",
                    "distance in m",
                    "reasons");
            run.path("unresolved").forEach(name -> rows(csv, "place", name));
            run.path("actors").path("unresolved").forEach(name -> rows(csv, "actor", name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private static void rows(CsvWriter csv, String kind, JsonNode name) {
        JsonNode stated = name.path("stated");
        List<String> head =
                List.of(
                        kind,
                        stated.isObject() ? text(stated, "name") : stated.asString(""),
                        joined(stated.path("admin"), " > "),
                        text(stated, "country"),
                        text(name, "reports"));
        if (name.path("suggestions").isEmpty()) {
            csv.writeRecord(with(head, List.of("", "", "", "")));
        }
        for (JsonNode suggestion : name.path("suggestions")) {
            csv.writeRecord(
                    with(
                            head,
                            List.of(
                                    id(suggestion),
                                    text(suggestion, "name"),
                                    text(suggestion, "distanceMetres"),
                                    joined(suggestion.path("reasons"), "; "))));
        }
    }

    private static List<String> with(List<String> head, List<String> tail) {
        List<String> row = new ArrayList<>(head);
        row.addAll(tail);
        return row;
    }

    private static String joined(JsonNode parts, String separator) {
        List<String> words = new ArrayList<>();
        parts.forEach(part -> words.add(part.asString("")));
        return String.join(separator, words);
    }
}
