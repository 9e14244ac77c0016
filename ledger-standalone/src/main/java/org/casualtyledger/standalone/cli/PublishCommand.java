package org.casualtyledger.standalone.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "publish",
        description =
                "Publish a number under a name, with the receipt that it follows from. Needs submit, assess or admin.",
        footer = {
            "",
            "  ledger publish \"Civilians killed in Syria, 2017\" --theatre SYR --from 2017-01 --to 2017-12",
            "  ledger tally --by month --receipt months.note && ledger publish \"By month\" --receipt months.note",
            "",
            "What is published stays as it was; `ledger publication ID` shows what it would be now."
        })
final class PublishCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "NAME", description = "What you call it; stands in the log in clear")
    private String name = "";

    @Mixin private final TallyFilters filters = new TallyFilters();
    @Mixin private final Span span = new Span();
    @Mixin private final AsOf moment = new AsOf();
    @Mixin private final Once once = new Once();

    @Option(
            names = "--receipt",
            paramLabel = "FILE",
            description =
                    "A receipt of `ledger tally --receipt`, in place of asking for one; - reads stdin")
    private @Nullable String receipt;

    @Option(
            names = "--published-at",
            paramLabel = "ADDRESS",
            description = "Where it can be read; shown to everybody")
    private @Nullable String publishedAt;

    PublishCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        String query = asked(new LedgerClient.Query("/v1/tallies/receipt")).toString();
        if (receipt != null && query.contains("?")) {
            throw new UsageFault("a receipt says what was asked; give it, or filters");
        }
        try (OpenLedger ledger = session.open()) {
            LedgerClient client = ledger.client();
            ObjectNode body = JsonMapper.shared().createObjectNode().put("name", name);
            body.put(
                    "receipt",
                    receipt == null
                            ? client.get(query, "text/plain").body()
                            : SubmitCommand.read(receipt));
            Optional.ofNullable(publishedAt).ifPresent(address -> body.put("url", address));
            return once.post(session, client, new LedgerClient.Query("/v1/publications"), body);
        }
    }

    private LedgerClient.Query asked(LedgerClient.Query query) {
        return span.on(moment.on(filters.on(query)));
    }
}
