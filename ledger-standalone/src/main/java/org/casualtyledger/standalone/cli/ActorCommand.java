package org.casualtyledger.standalone.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.casualtyledger.standalone.cli.TextTable.Align;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** `ledger actor …`: the registry of armed parties, and which stated names stand for them. */
@Command(name = "actor", description = "Register armed parties, and say which names mean them.")
final class ActorCommand {

    private ActorCommand() {}

    static CommandLine tree(Session session) {
        return new CommandLine(new ActorCommand())
                .addSubcommand(new Listing(session))
                .addSubcommand(new Show(session))
                .addSubcommand(new Register(session))
                .addSubcommand(new Resolve(session));
    }

    @Command(name = "list", description = "The registered actors, and what they belong to.")
    static final class Listing implements Callable<Integer> {
        private final Session session;
        @Mixin private final AsOf moment = new AsOf();

        Listing(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            try (OpenLedger ledger = session.open()) {
                String query = moment.on(new LedgerClient.Query("/v1/actors")).toString();
                session.show(ledger.client().get(query), Listing::table);
                return ExitCode.OK.code;
            }
        }

        private static String table(JsonNode answer) {
            TextTable table =
                    new TextTable()
                            .column("actor", Align.LEFT)
                            .column("name", Align.LEFT)
                            .column("belongs to", Align.LEFT);
            for (JsonNode actor : answer.path("actors")) {
                table.row(
                        List.of(
                                actor.path("id").asString(""),
                                actor.path("name").asString(""),
                                memberships(actor.path("memberships"))));
            }
            return answer.path("actors").isEmpty() ? "No actor is registered." : table.render();
        }

        private static String memberships(JsonNode memberships) {
            List<String> words = new ArrayList<>();
            for (JsonNode membership : memberships) {
                String days =
                        membership.path("from").asString("")
                                + ".."
                                + membership.path("to").asString("");
                words.add(
                        membership.path("kind").asString("")
                                + " of "
                                + membership.path("of").asString("")
                                + (days.equals("..") ? "" : " " + days));
            }
            return String.join("; ", words);
        }
    }

    @Command(
            name = "show",
            description =
                    "An actor: its names, what it belongs to and when, and what stands for it.")
    static final class Show implements Callable<Integer> {
        private final Session session;
        @Mixin private final AsOf moment = new AsOf();

        @Parameters(paramLabel = "ID", description = "The actor")
        private String id = "";

        Show(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            String path = "/v1/actors/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
            try (OpenLedger ledger = session.open()) {
                String query = moment.on(new LedgerClient.Query(path)).toString();
                session.show(ledger.client().get(query), Outline::of);
                return ExitCode.OK.code;
            }
        }
    }

    @Command(
            name = "register",
            description = "Register an actor, or replace its whole entry. Needs the scope assess.",
            footer = {
                "",
                "  ledger actor register sample-force \"Sample Force\" --alias \"القوة\" \\",
                "      --membership coalition:sample-coalition@2014-09-01..2019-03-01"
            })
    static final class Register implements Callable<Integer> {
        private final Session session;

        @Parameters(index = "0", paramLabel = "ID", description = "As sample-force")
        private String id = "";

        @Parameters(index = "1", paramLabel = "NAME", description = "The name to show")
        private String name = "";

        @Option(
                names = "--alias",
                paramLabel = "NAME",
                description = "Another name, in any script; may stand several times")
        private List<String> aliases = List.of();

        @Option(
                names = "--membership",
                paramLabel = "KIND:ACTOR[@FROM..TO]",
                converter = Membership.Converter.class,
                description =
                        "coalition, part, merger or rename, and the larger actor; may stand several times")
        private List<Membership> memberships = List.of();

        Register(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            ObjectNode body =
                    JsonMapper.shared().createObjectNode().put("id", id).put("name", name);
            ArrayNode names = body.putArray("aliases");
            aliases.forEach(names::add);
            ArrayNode larger = body.putArray("memberships");
            memberships.forEach(membership -> membership.into(larger));
            try (OpenLedger ledger = session.open()) {
                session.show(
                        ledger.client().post("/v1/actors", body.toString(), Map.of()),
                        EventReceipt::text);
                return ExitCode.OK.code;
            }
        }
    }

    @Command(
            name = "resolve",
            description =
                    "Say which registered actor a stated name means, or that it means none. Needs the scope assess.")
    static final class Resolve implements Callable<Integer> {
        private final Session session;
        @Mixin private final Why why = new Why();

        @Parameters(
                index = "0",
                paramLabel = "STATED",
                description = "The name as reports state it")
        private String stated = "";

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "ACTOR",
                description = "The registered actor's id")
        private @Nullable String actor;

        @Option(names = "--none", description = "It stands for no registered actor")
        private boolean none;

        Resolve(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            if ((actor != null) == none) {
                throw new UsageFault("give an actor, or --none");
            }
            ObjectNode body = why.body().put("stated", stated).put("actor", actor);
            try (OpenLedger ledger = session.open()) {
                session.show(
                        ledger.client().post("/v1/resolutions/actors", body.toString(), Map.of()),
                        EventReceipt::text);
                return ExitCode.OK.code;
            }
        }
    }
}
