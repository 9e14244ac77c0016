package org.casualtyledger.standalone.cli;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.casualtyledger.events.OrganisationId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** `--sign`, and for which ledger. */
final class SignedBy {

    @Option(
            names = "--sign",
            paramLabel = "FILE",
            description = "Sign by the private key in FILE, made by `ledger key new`")
    private @Nullable Path file;

    @Mixin private final ForLedger ledger = new ForLedger();

    /** The name that a signature is for. */
    static final class ForLedger {
        @Option(
                names = "--origin",
                paramLabel = "NAME",
                description =
                        "The ledger that you mean to sign for. Default: what this one says that it is")
        private @Nullable String origin;

        /** The origin; refused where the ledger is another one than was meant. */
        String of(LedgerClient client, OrganisationId organisation) {
            String told = client.get(keys(organisation)).json().path("origin").asString("");
            if (origin != null && !origin.equals(told)) {
                throw new UsageFault("this ledger is " + told + ", not " + origin);
            }
            return told;
        }
    }

    static String keys(OrganisationId organisation) {
        return "/v1/organisations/"
                + URLEncoder.encode(organisation.value(), StandardCharsets.UTF_8)
                + "/signing-keys";
    }

    /** Empty where nobody asked for a signature. */
    Optional<Signer> signer(LedgerClient client) throws IOException {
        if (file == null) {
            return Optional.empty();
        }
        KeyFile key = KeyFile.read(file);
        return Optional.of(new Signer(key, ledger.of(client, key.organisation())));
    }

    /**
     * What cannot be signed is never sent unsigned in silence. The ledger may say what is wrong
     * with it; if it finds nothing, it knows more than this program.
     */
    static UsageFault unsignable(
            LedgerClient client, String path, String body, Map<String, String> headers) {
        client.post(path + "?dryRun=true", body, headers);
        return new UsageFault(
                "the ledger reads this, and this program does not: it cannot sign it");
    }

    /** Says so where the receipt is of an event that this key did not sign. */
    static void note(Session session, Optional<Signer> signer, JsonNode receipt) {
        if (signer.isPresent()
                && !signer.get()
                        .file()
                        .publicKey()
                        .id()
                        .value()
                        .equals(receipt.path("signedBy").asString(""))) {
            session.console()
                    .note("This stood already, and is not signed by the key that you gave.");
        }
    }
}
