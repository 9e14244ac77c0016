package org.casualtyledger.standalone.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.signature.Covered;
import org.casualtyledger.standalone.cli.TextTable.Align;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** `ledger key …`: the keys by which an organisation signs its reports. */
@Command(
        name = "key",
        description = "The keys by which your organisation signs its reports. They open no door.",
        footer = {
            "",
            "A second key, endorsed by the first and kept elsewhere, is what helps when the first is lost:",
            "where all of an organisation's keys are lost or revoked, it cannot add another."
        })
final class KeyCommand {

    private KeyCommand() {}

    static CommandLine tree(Session session) {
        return new CommandLine(new KeyCommand())
                .addSubcommand(new New(session))
                .addSubcommand(new Add(session))
                .addSubcommand(new Revoke(session))
                .addSubcommand(new Listing(session));
    }

    /** As given, or whose key the command was given. */
    private static OrganisationId organisation(LedgerClient client, @Nullable String stated) {
        String id =
                stated != null
                        ? stated
                        : client.get("/v1/me").json().path("organisation").asString("");
        if (!OrganisationId.isValid(id)) {
            throw new UsageFault(id + " is no organisation's id");
        }
        return new OrganisationId(id);
    }

    @Command(
            name = "new",
            description = "Draw a key into a file that only you can read. Nothing is sent.")
    static final class New implements Callable<Integer> {
        private final Session session;

        @Parameters(paramLabel = "FILE", description = "Where the private key goes; must not exist")
        private Path file = Path.of("");

        @Option(
                names = "--organisation",
                paramLabel = "ID",
                description = "Whose key it is. Default: whose API key this is")
        private @Nullable String organisation;

        New(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            KeyFile drawn = KeyFile.create(file, whose());
            ObjectNode out = JsonMapper.shared().createObjectNode();
            out.put("organisation", drawn.organisation().value());
            out.put("keyId", drawn.publicKey().id().value());
            out.put("key", drawn.publicKey().text());
            session.console().data(session.options().json() ? out.toString() : Outline.of(out));
            session.console()
                    .note(
                            "The private key is in "
                                    + file
                                    + ". Add it by `ledger key add "
                                    + file
                                    + "`.");
            return ExitCode.OK.code;
        }

        private OrganisationId whose() throws Exception {
            if (organisation != null) {
                if (!OrganisationId.isValid(organisation)) {
                    throw new UsageFault(organisation + " is no organisation's id");
                }
                return new OrganisationId(organisation);
            }
            try (OpenLedger ledger = session.open()) {
                return organisation(ledger.client(), null);
            }
        }
    }

    @Command(
            name = "add",
            description = "Register the public half of a key, with proof that you hold it.")
    static final class Add implements Callable<Integer> {
        private final Session session;

        @Parameters(paramLabel = "FILE", description = "The private key. It is not sent")
        private Path file = Path.of("");

        @Option(
                names = "--endorsed-by",
                paramLabel = "FILE",
                description = "The private key of an earlier key; all but the first need one")
        private @Nullable Path endorsedBy;

        @Mixin private final SignedBy.ForLedger origin = new SignedBy.ForLedger();

        Add(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            KeyFile key = KeyFile.read(file);
            Optional<KeyFile> by =
                    endorsedBy == null ? Optional.empty() : Optional.of(KeyFile.read(endorsedBy));
            try (OpenLedger ledger = session.open()) {
                String name = origin.of(ledger.client(), key.organisation());
                Covered covered = Covered.keyAdded(name, key.organisation(), key.publicKey());
                ObjectNode body = JsonMapper.shared().createObjectNode();
                body.put("key", key.publicKey().text());
                body.put("possession", new Signer(key, name).sign(covered));
                by.ifPresent(
                        earlier ->
                                body.putObject("endorsement")
                                        .put("key", earlier.publicKey().id().value())
                                        .put("value", new Signer(earlier, name).sign(covered)));
                session.show(
                        ledger.client()
                                .post(SignedBy.keys(key.organisation()), body.toString(), Map.of()),
                        EventReceipt::text);
                return ExitCode.OK.code;
            }
        }
    }

    @Command(
            name = "revoke",
            description = "Take a key back. What it signed until now stays signed.")
    static final class Revoke implements Callable<Integer> {
        private final Session session;

        @Parameters(paramLabel = "KEYID", description = "As `ledger key list` shows it")
        private String keyId = "";

        @Option(
                names = "--reason",
                required = true,
                paramLabel = "CODE",
                description = "superseded, lost, stolen or other")
        private String reason = "";

        Revoke(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            try (OpenLedger ledger = session.open()) {
                LedgerClient client = ledger.client();
                String path =
                        SignedBy.keys(organisation(client, null))
                                + "/"
                                + java.net.URLEncoder.encode(
                                        keyId, java.nio.charset.StandardCharsets.UTF_8)
                                + "/revocations";
                ObjectNode body = JsonMapper.shared().createObjectNode().put("reason", reason);
                session.show(client.post(path, body.toString(), Map.of()), EventReceipt::text);
                return ExitCode.OK.code;
            }
        }
    }

    @Command(name = "list", description = "An organisation's keys, revoked ones among them.")
    static final class Listing implements Callable<Integer> {
        private final Session session;

        @Option(
                names = "--organisation",
                paramLabel = "ID",
                description = "Whose. Default: whose API key this is")
        private @Nullable String organisation;

        Listing(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            try (OpenLedger ledger = session.open()) {
                LedgerClient client = ledger.client();
                session.show(
                        client.get(SignedBy.keys(organisation(client, organisation))),
                        Listing::table);
                return ExitCode.OK.code;
            }
        }

        private static String table(JsonNode answer) {
            TextTable table =
                    new TextTable()
                            .column("key id", Align.LEFT)
                            .column("endorsed by", Align.LEFT)
                            .column("added at", Align.RIGHT)
                            .column("revoked at", Align.RIGHT)
                            .column("reason", Align.LEFT);
            for (JsonNode key : answer.path("keys")) {
                table.row(
                        List.of(
                                key.path("keyId").asString(""),
                                key.path("endorsedBy").asString(""),
                                key.path("addedAt").asString(""),
                                key.path("revokedAt").asString(""),
                                key.path("reason").asString("")));
            }
            return answer.path("keys").isEmpty()
                    ? answer.path("organisation").asString("") + " has no signing key."
                    : table.render();
        }
    }
}
