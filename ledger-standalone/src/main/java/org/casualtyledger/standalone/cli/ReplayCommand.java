package org.casualtyledger.standalone.cli;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** `ledger replay`: the log folded again beside the live tallies, checked and compared. */
@Command(
        name = "replay",
        description =
                "Fold the log again from its first event, check it against what was signed, compare it with the live tallies.",
        footer = {
            "",
            "  ledger replay",
            "  ledger replay --to 1999 --methodology documented@1",
            "  ledger replay --publish",
            "",
            "Live tallies are answered all the while, and change with --publish alone, in one step. Exits with 6 if the replay was",
            "stopped by an event or by the log's signatures, or if tallies by the live methodology differ."
        })
final class ReplayCommand implements Callable<Integer> {
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    /** How often it is asked again to publish while the log runs ahead. */
    private static final int TRIES = 20;

    /** Refusals that another moment mends. */
    private static final Set<String> PASSING = Set.of("replay-behind", "busy", "replay-stalled");

    private final Session session;

    @Option(
            names = "--to",
            paramLabel = "POSITION",
            description = "The last position to fold. Default: follow the log")
    private @Nullable Long to;

    @Option(
            names = "--methodology",
            paramLabel = "NAME[@VERSION]",
            description = "Count by this published methodology. Default: that of the live tallies")
    private @Nullable String methodology;

    @Option(names = "--chunk", paramLabel = "N", description = "Events of one transaction")
    private @Nullable Integer chunk;

    @Option(
            names = "--resume",
            paramLabel = "ID",
            description = "Go on with this replay, whose process died or that an event stopped")
    private @Nullable Long resumed;

    @ArgGroup private @Nullable Then then;

    @Option(
            names = "--accept-differences",
            description = "Publish although the tallies are others than the live ones")
    private boolean acceptDifferences;

    ReplayCommand(Session session) {
        this.session = session;
    }

    /** What becomes of it. */
    static final class Then {
        @Option(names = "--publish", description = "Make it live, if signatures and tallies agree")
        private boolean publish;

        @Option(names = "--keep", description = "Leave it, to be looked at or published later")
        private boolean keep;

        @Option(names = "--discard", description = "Drop it. The default")
        @SuppressWarnings("UnusedVariable") // picocli reads it
        private boolean discard;
    }

    @Override
    public Integer call() throws Exception {
        boolean publish = then != null && then.publish;
        if (acceptDifferences && !publish) {
            throw new UsageFault("--accept-differences goes with --publish");
        }
        if (publish && to != null) {
            throw new UsageFault("a replay that ends at a position cannot be published");
        }
        if (resumed != null && (to != null || methodology != null || chunk != null)) {
            throw new UsageFault("--resume goes on as the replay was begun");
        }
        try (OpenLedger ledger = session.open()) {
            String address = begin(ledger.client());
            JsonNode replay = folded(ledger.client(), address);
            JsonNode differences =
                    ledger.client().getPatiently(address + "/differences?limit=1000").json();
            boolean sound = isSound(replay, ledger.client());
            if (publish && (sound || acceptDifferences)) {
                publish(ledger.client(), address);
            } else if (publish) {
                session.console().note("Not published: see the differences.");
            } else if (then == null || !then.keep) {
                ledger.client().delete(address);
            }
            print(replay, differences, ledger.client().get(address).json());
            return (sound ? ExitCode.OK : ExitCode.VERIFICATION_FAILED).code;
        }
    }

    private String begin(LedgerClient client) {
        if (resumed != null) {
            String address = "/v1/replays/" + resumed;
            client.postPatiently(address + "/resumption", "");
            return address;
        }
        ObjectNode question = JsonMapper.shared().createObjectNode();
        if (to != null) {
            question.put("to", to);
        }
        if (methodology != null) {
            question.put("methodology", methodology);
        }
        if (chunk != null) {
            question.put("chunk", chunk);
        }
        JsonNode begun = client.postPatiently("/v1/replays", question.toString()).json();
        return "/v1/replays/" + begun.path("id").asLong();
    }

    /** As it is when it is no longer on its way, with its comparison. */
    private JsonNode folded(LedgerClient client, String address) throws InterruptedException {
        JsonNode replay = client.getPatiently(address).json();
        try (ReplayProgress progress =
                new ReplayProgress(session.console(), replay.path("id").asLong())) {
            while (replay.path("status").asString("").equals("running")) {
                progress.show(replay);
                Thread.sleep(LOOK_EVERY);
                replay = client.getPatiently(address).json();
            }
            progress.show(replay);
        }
        return replay;
    }

    /** Whether it came to its end, and to the live tallies where it counts as they do. */
    private static boolean isSound(JsonNode replay, LedgerClient client) {
        return replay.path("status").asString("").equals("caught-up")
                && (replay.path("comparison").path("agrees").asBoolean(true)
                        || countsOtherwise(replay, client));
    }

    private static boolean countsOtherwise(JsonNode replay, LedgerClient client) {
        return !client.get("/v1/replays")
                .json()
                .path("liveMethodologyHash")
                .asString("")
                .equals(replay.path("methodologyHash").asString(""));
    }

    private void publish(LedgerClient client, String address) throws InterruptedException {
        String path = address + "/publication" + (acceptDifferences ? "?differs=accept" : "");
        for (int n = 1; ; n++) {
            try {
                client.postPatiently(path, "");
                return;
            } catch (Refusal refusal) {
                if (n == TRIES || !PASSING.contains(refusal.problem().kind())) {
                    throw refusal;
                }
                session.console().note(refusal.problem().detail());
                Thread.sleep(LOOK_EVERY.multipliedBy(n));
            }
        }
    }

    private void print(JsonNode replay, JsonNode differences, JsonNode after) {
        if (session.options().json()) {
            ObjectNode json = (ObjectNode) after;
            if (replay.has("comparison")) {
                json.set("comparison", replay.path("comparison"));
            }
            json.set("differences", differences.path("differences"));
            session.console().data(json.toString());
        } else {
            session.console().data(ReplayWords.of(replay, differences, after));
        }
    }
}
