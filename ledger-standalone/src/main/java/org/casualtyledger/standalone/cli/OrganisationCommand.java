package org.casualtyledger.standalone.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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

/** `ledger organisation …`: who takes part, and their keys. Needs the scope admin. */
@Command(name = "organisation", description = "Register organisations, and give or revoke keys.")
final class OrganisationCommand {

    private OrganisationCommand() {}

    static CommandLine tree(Session session) {
        return new CommandLine(new OrganisationCommand())
                .addSubcommand(new Add(session))
                .addSubcommand(new Key(session))
                .addSubcommand(new Show(session))
                .addSubcommand(new Revoke(session));
    }

    private static String path(String id) {
        return "/v1/organisations/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    /** What a key opens, and for whom. */
    static final class Grant {
        @Option(
                names = "--scopes",
                split = ",",
                paramLabel = "SCOPE",
                description = "submit, read, assess, audit, admin; several with commas")
        private List<String> scopes = List.of();

        @Option(
                names = "--person",
                paramLabel = "PSEUDONYM",
                description =
                        "Who holds the key. It stands in public events, so never a name. A second reader needs one")
        private @Nullable String person;

        @Option(
                names = "--theatres",
                split = ",",
                paramLabel = "CODE",
                description = "Where the scope assess holds. Default: everywhere")
        private List<String> theatres = List.of();

        ObjectNode into(ObjectNode body) {
            put(body.putArray("scopes"), scopes);
            if (person != null) {
                body.put("person", person);
            }
            if (!theatres.isEmpty()) {
                put(body.putArray("theatres"), theatres);
            }
            return body;
        }

        private static void put(ArrayNode array, List<String> values) {
            values.forEach(array::add);
        }
    }

    /** The key alone on stdout, so that a script can take it; what it is goes to stderr. */
    private static void showKey(Session session, LedgerClient.Answer answer) {
        JsonNode json = answer.json();
        if (session.options().json()) {
            session.console().data(answer.body().strip());
            return;
        }
        String whose = json.path("organisation").asString("");
        if (json.path("key").isString()) {
            session.console().note("The key of " + whose + ", shown this once:");
            session.console().data(json.path("key").asString());
        } else {
            session.console().note(whose + " is registered, without a key.");
        }
    }

    @Command(
            name = "add",
            description = "Register an organisation; with scopes, give it a key.",
            footer = {
                "",
                "  ledger organisation add sample-monitor \"Sample Monitor\" --scopes submit,read"
            })
    static final class Add implements Callable<Integer> {
        private final Session session;
        @Mixin private final Grant grant = new Grant();

        @Parameters(
                index = "0",
                paramLabel = "ID",
                description = "Its public id, possibly a pseudonym")
        private String id = "";

        @Parameters(index = "1", paramLabel = "NAME", description = "Its public name")
        private String name = "";

        Add(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            ObjectNode body =
                    grant.into(
                            JsonMapper.shared().createObjectNode().put("id", id).put("name", name));
            try (OpenLedger ledger = session.open()) {
                showKey(
                        session,
                        ledger.client().post("/v1/organisations", body.toString(), Map.of()));
                return ExitCode.OK.code;
            }
        }
    }

    @Command(name = "key", description = "Give an organisation one more key.")
    static final class Key implements Callable<Integer> {
        private final Session session;
        @Mixin private final Grant grant = new Grant();

        @Parameters(paramLabel = "ID", description = "The organisation")
        private String id = "";

        Key(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            ObjectNode body = grant.into(JsonMapper.shared().createObjectNode());
            try (OpenLedger ledger = session.open()) {
                showKey(
                        session,
                        ledger.client().post(path(id) + "/keys", body.toString(), Map.of()));
                return ExitCode.OK.code;
            }
        }
    }

    @Command(name = "show", description = "An organisation, and whether it holds a key.")
    static final class Show implements Callable<Integer> {
        private final Session session;

        @Parameters(paramLabel = "ID", description = "The organisation")
        private String id = "";

        Show(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            try (OpenLedger ledger = session.open()) {
                session.show(ledger.client().get(path(id)), Outline::of);
                return ExitCode.OK.code;
            }
        }
    }

    @Command(name = "revoke", description = "Revoke all keys of an organisation.")
    static final class Revoke implements Callable<Integer> {
        private final Session session;

        @Parameters(paramLabel = "ID", description = "The organisation")
        private String id = "";

        Revoke(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            try (OpenLedger ledger = session.open()) {
                session.show(
                        ledger.client().post(path(id) + "/key-revocations", "{}", Map.of()),
                        Outline::of);
                return ExitCode.OK.code;
            }
        }
    }
}
