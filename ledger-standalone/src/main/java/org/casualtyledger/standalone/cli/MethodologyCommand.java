package org.casualtyledger.standalone.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.casualtyledger.standalone.cli.TextTable.Align;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** `ledger methodology …`: the ways of counting that tallies are asked for under. */
@Command(name = "methodology", description = "List, show or publish ways of counting.")
final class MethodologyCommand {

    private MethodologyCommand() {}

    static CommandLine tree(Session session) {
        return new CommandLine(new MethodologyCommand())
                .addSubcommand(new Listing(session))
                .addSubcommand(new Show(session))
                .addSubcommand(new Publish(session))
                .addSubcommand(new Default(session));
    }

    /** NAME or NAME@VERSION; without a version the latest. */
    private record Named(String name, int version) {
        private static final int LATEST = -1;

        static Named parse(String text) {
            int at = text.lastIndexOf('@');
            try {
                return at < 0
                        ? new Named(text, LATEST)
                        : new Named(
                                text.substring(0, at), Integer.parseInt(text.substring(at + 1)));
            } catch (NumberFormatException e) {
                throw new UsageFault(text + " is not NAME@VERSION, as documented@2");
            }
        }

        JsonNode in(JsonNode answer) {
            JsonNode found = JsonMapper.shared().missingNode();
            for (JsonNode one : answer.path("methodologies")) {
                if (one.path("name").asString("").equals(name)
                        && (version == LATEST
                                ? one.path("version").asInt() > found.path("version").asInt(-1)
                                : one.path("version").asInt() == version)) {
                    found = one;
                }
            }
            if (found.isMissingNode()) {
                throw new UsageFault(
                        "no methodology is called so; `ledger methodology list` names them");
            }
            return found;
        }
    }

    @Command(name = "list", description = "The ways of counting, and which is the default.")
    static final class Listing implements Callable<Integer> {
        private final Session session;
        @Mixin private final AsOf moment = new AsOf();

        Listing(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            try (OpenLedger ledger = session.open()) {
                String query = moment.on(new LedgerClient.Query("/v1/methodologies")).toString();
                session.show(ledger.client().get(query), Listing::table);
                return ExitCode.OK.code;
            }
        }

        private static String table(JsonNode answer) {
            TextTable table =
                    new TextTable()
                            .column("methodology", Align.LEFT)
                            .column("semantics", Align.RIGHT)
                            .column("", Align.LEFT)
                            .column("since", Align.RIGHT)
                            .column("hash", Align.LEFT);
            for (JsonNode one : answer.path("methodologies")) {
                table.row(
                        List.of(
                                one.path("name").asString("")
                                        + "@"
                                        + one.path("version").asString(""),
                                one.path("semantics").asString("unknown here"),
                                one.path("default").asBoolean(false) ? "default" : "",
                                one.path("position").asString("shipped"),
                                one.path("hash").asString("")));
            }
            return table.render();
        }
    }

    @Command(name = "show", description = "The document of a methodology.")
    static final class Show implements Callable<Integer> {
        private final Session session;
        @Mixin private final AsOf moment = new AsOf();

        @Parameters(paramLabel = "NAME[@VERSION]", description = "Without a version, the latest")
        private String name = "";

        Show(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            Named named = Named.parse(name);
            try (OpenLedger ledger = session.open()) {
                String query = moment.on(new LedgerClient.Query("/v1/methodologies")).toString();
                JsonNode found = named.in(ledger.client().get(query).json());
                session.console()
                        .data(session.options().json() ? found.toString() : Outline.of(found));
                return ExitCode.OK.code;
            }
        }
    }

    @Command(
            name = "publish",
            description = "Publish a methodology. Needs the scope admin.",
            footer = {
                "",
                "A document stands under its name and version for ever; a change is another version."
            })
    static final class Publish implements Callable<Integer> {
        private final Session session;

        @Parameters(paramLabel = "FILE", description = "The document, in JSON; - reads stdin")
        private String file = "-";

        Publish(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            ObjectNode body = JsonMapper.shared().createObjectNode();
            try {
                body.set("document", JsonMapper.shared().readTree(SubmitCommand.read(file)));
            } catch (JacksonException e) {
                throw new UsageFault(file + " is not JSON: " + e.getOriginalMessage());
            }
            try (OpenLedger ledger = session.open()) {
                session.show(
                        ledger.client().post("/v1/methodologies", body.toString(), Map.of()),
                        EventReceipt::text);
                return ExitCode.OK.code;
            }
        }
    }

    @Command(
            name = "default",
            description =
                    "Choose by what tallies are counted unless somebody asks for another way. Needs the scope admin.")
    static final class Default implements Callable<Integer> {
        private final Session session;

        @Parameters(paramLabel = "NAME[@VERSION]", description = "Without a version, the latest")
        private String name = "";

        Default(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            Named named = Named.parse(name);
            try (OpenLedger ledger = session.open()) {
                LedgerClient client = ledger.client();
                JsonNode found = named.in(client.get("/v1/methodologies").json());
                ObjectNode body =
                        JsonMapper.shared()
                                .createObjectNode()
                                .put("name", named.name())
                                .put("version", found.path("version").asInt());
                session.show(
                        client.post("/v1/methodologies/default", body.toString(), Map.of()),
                        EventReceipt::text);
                return ExitCode.OK.code;
            }
        }
    }
}
