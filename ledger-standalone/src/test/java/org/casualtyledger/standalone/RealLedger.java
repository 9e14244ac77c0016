package org.casualtyledger.standalone;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.casualtyledger.standalone.embedded.EmbeddedLedger;
import org.casualtyledger.standalone.embedded.LedgerProcess;
import org.casualtyledger.standalone.embedded.ServerAddress;

/**
 * The whole ledger, started once for all tests of this JVM, on a folder that is removed at its end.
 * Each test brings organisations of its own, and asks for their reports alone.
 */
public final class RealLedger {

    private static final AtomicInteger ORGANISATIONS = new AtomicInteger();

    private static ServerAddress address;

    private RealLedger() {}

    public static synchronized ServerAddress address() {
        if (address == null) {
            try {
                address =
                        EmbeddedLedger.openTemporary(0, false, process(), System.err::println)
                                .address();
            } catch (Exception e) {
                throw new IllegalStateException("the ledger did not start", e);
            }
        }
        return address;
    }

    /** For commands that start a ledger themselves. */
    public static LedgerProcess process() {
        return new SpringLedgerProcess();
    }

    public static URI url() {
        return address().url();
    }

    /** As whoever started it. */
    public static Requests asOperator() {
        return new Requests(url(), address().key());
    }

    public static Requests asNobody() {
        return new Requests(url(), "");
    }

    /** An organisation, and how it talks to the ledger. */
    public record Organisation(String id, String key) {
        public Requests requests() {
            return new Requests(url(), key);
        }
    }

    public static Organisation organisation(String... scopes) {
        // Padded, so that ids sort in the order in which they were given.
        String id = "monitor-%04d".formatted(ORGANISATIONS.incrementAndGet());
        String registration =
                "{\"id\":\"%s\",\"name\":\"Monitor (synthetic)\",\"scopes\":[%s]}"
                        .formatted(
                                id,
                                String.join(
                                        ",",
                                        List.of(scopes).stream().map(s -> '"' + s + '"').toList()));
        Requests.Answer answer =
                asOperator().post("/v1/organisations", registration, Map.of()).is(201);
        return new Organisation(id, answer.json().path("key").asString(""));
    }

    /** How many events the log holds. */
    public static long logSize() {
        return asOperator().get("/v1/reports?limit=1").is(200).json().path("position").asLong() + 1;
    }
}
