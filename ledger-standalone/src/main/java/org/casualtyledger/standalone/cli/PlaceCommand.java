package org.casualtyledger.standalone.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** `ledger place …`: places of the gazetteer, and which stated names stand for them. */
@Command(name = "place", description = "Show a place, or say which one a stated name means.")
final class PlaceCommand {

    private PlaceCommand() {}

    static CommandLine tree(Session session) {
        return new CommandLine(new PlaceCommand())
                .addSubcommand(new Show(session))
                .addSubcommand(new Resolve(session));
    }

    @Command(
            name = "show",
            description = "A place of the gazetteer, and the stated names that stand for it.")
    static final class Show implements Callable<Integer> {
        private final Session session;
        @Mixin private final AsOf moment = new AsOf();

        @Parameters(paramLabel = "ID", description = "As `ledger gazetteer` names it")
        private long id;

        Show(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            try (OpenLedger ledger = session.open()) {
                String query = moment.on(new LedgerClient.Query("/v1/places/" + id)).toString();
                session.show(ledger.client().get(query), Outline::of);
                return ExitCode.OK.code;
            }
        }
    }

    @Command(
            name = "resolve",
            description =
                    "Say which place a stated settlement is, or that it is none of the gazetteer's. Needs the scope assess.",
            footer = {
                "",
                "  ledger place resolve \"Ar Raqqah town\" 172955 --country Syria \\",
                "      --admin \"Ar Raqqah Governorate\" --admin \"Ar Raqqah district\" --reason \"same point\""
            })
    static final class Resolve implements Callable<Integer> {
        private final Session session;
        @Mixin private final Why why = new Why();

        @Parameters(index = "0", paramLabel = "NAME", description = "As reports state it")
        private String name = "";

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "ID",
                description = "The place, as `ledger gazetteer` names it")
        private @Nullable Long place;

        @Option(names = "--none", description = "It is no place of the gazetteer")
        private boolean none;

        @Option(names = "--country", paramLabel = "COUNTRY", description = "As reports state it")
        private @Nullable String country;

        @Option(
                names = "--admin",
                paramLabel = "NAME",
                description = "As reports state it, from the province downwards; one option each")
        private List<String> admin = List.of();

        Resolve(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            if ((place != null) == none) {
                throw new UsageFault("give a place's id, or --none");
            }
            ObjectNode body = why.body().put("place", place);
            ObjectNode stated = body.putObject("stated").put("name", name);
            if (country != null) {
                stated.put("country", country);
            }
            if (!admin.isEmpty()) {
                ArrayNode path = stated.putArray("admin");
                admin.forEach(path::add);
            }
            try (OpenLedger ledger = session.open()) {
                session.show(
                        ledger.client().post("/v1/resolutions/places", body.toString(), Map.of()),
                        EventReceipt::text);
                return ExitCode.OK.code;
            }
        }
    }
}
