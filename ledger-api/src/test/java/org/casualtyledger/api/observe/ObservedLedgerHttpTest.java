package org.casualtyledger.api.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.zaxxer.hikari.HikariDataSource;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.casualtyledger.api.testing.TestLedger;
import org.casualtyledger.api.testing.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** What an operator sees of a write side as it runs. */
class ObservedLedgerHttpTest {
    private static final HikariDataSource DATABASE = TestPostgres.database();
    private static TestLedger ledger;
    private static String monitor;
    private static String auditor;

    @BeforeAll
    static void start() {
        // What is held here for a moment would stay held, were it read again in that moment.
        ledger =
                new TestLedger(
                        DATABASE.getJdbcUrl(), "postgres", "", Map.of("ledger.audit.every", "1h"));
        monitor = ledger.organisation("sample-monitor", "submit");
        auditor = ledger.organisation("sample-auditor", "audit");
    }

    @AfterAll
    static void stop() {
        ledger.close();
        DATABASE.close();
    }

    @Test
    void a_write_side_is_ready_while_its_log_takes_appends_and_alive_also_while_it_does_not()
            throws SQLException {
        assertThat(ledger.get("/health/ready", "").status()).isEqualTo(200);
        execute("UPDATE log.log_head SET held = 'a reason that names a path'");
        try {
            TestLedger.Answer held = ledger.get("/health/ready", "");
            assertThat(held.status()).isEqualTo(503);
            assertThat(held.json().get("notReady").get("head").stringValue())
                    .isEqualTo("takes no appends: the log is held");
            assertThat(ledger.get("/health/live", "").status()).isEqualTo(200);
        } finally {
            execute("UPDATE log.log_head SET held = NULL");
        }
        assertThat(ledger.get("/health/ready", "").json().get("status").stringValue())
                .isEqualTo("ready");
    }

    @Test
    void meters_need_a_key_that_may_audit() {
        assertThat(ledger.get("/metrics", "").status()).isEqualTo(401);
        assertThat(ledger.get("/metrics", monitor).status()).isEqualTo(403);
        TestLedger.Answer meters = ledger.get("/metrics", auditor);
        assertThat(meters.status()).isEqualTo(200);
        assertThat(meters.header("Content-Type")).startsWith("text/plain;version=0.0.4");
    }

    @Test
    void what_was_appended_is_counted_with_its_time_and_its_batch() {
        double before = value("ledger_log_append_seconds_count{outcome=\"appended\"}");
        submit("counted-1", monitor);
        submit("counted-2", monitor);
        assertThat(value("ledger_log_append_seconds_count{outcome=\"appended\"}"))
                .isEqualTo(before + 2);
        assertThat(value("ledger_log_batch_events_sum")).isGreaterThanOrEqualTo(before + 2);
        assertThat(value("ledger_log_size")).isGreaterThanOrEqualTo(2);
        assertThat(value("ledger_log_waiting")).isZero();
        assertThat(value("ledger_log_unready")).isZero();
        assertThat(value("ledger_audit_held")).isZero();
        assertThat(value("ledger_metrics_unread{source=\"log\"}")).isZero();
        assertThat(value("ledger_pool_max{pool=\"ledger.log\"}")).isEqualTo(10);
    }

    @Test
    void requests_are_counted_by_template_and_nothing_that_a_caller_chose_is_a_label() {
        String report = submit("labelled", monitor).json().get("report").stringValue();
        ledger.get("/v1/reports/" + report, monitor);
        ledger.get("/nowhere/secret-path?q=secret-query", monitor);
        ledger.send(
                ledger.request("/v1/me", monitor)
                        .method("SECRET", HttpRequest.BodyPublishers.noBody())
                        .build());
        String meters = meters();
        assertThat(meters).contains("method=\"GET\",route=\"/v1/reports/{id}\",status=\"200\"");
        assertThat(meters)
                .contains(
                        "ledger_http_requests_seconds_count{method=\"POST\",route=\"/v1/reports\",status=\"201\"}");
        assertThat(meters).doesNotContain(report).doesNotContainIgnoringCase("secret");
    }

    @Test
    void a_sane_request_id_is_kept_and_another_is_replaced() {
        assertThat(
                        ledger.get("/health/live", "", "X-Request-Id", "proxy-1.a_B")
                                .header("X-Request-Id"))
                .isEqualTo("proxy-1.a_B");
        for (String strange : List.of("a b", "x".repeat(65), "{}", "äöü", "")) {
            assertThat(
                            ledger.get("/health/live", "", "X-Request-Id", strange)
                                    .header("X-Request-Id"))
                    .matches("[0-9a-f-]{36}");
        }
        assertThat(ledger.get("/health/live", "").header("X-Request-Id")).matches("[0-9a-f-]{36}");
    }

    @Test
    void a_problem_names_its_request() {
        for (String path : List.of("/v1/reports/none", "/nowhere", "/v1/me", "/metrics")) {
            TestLedger.Answer refused = ledger.get(path, "", "X-Request-Id", "mine-1");
            assertThat(refused.status()).isGreaterThanOrEqualTo(400);
            assertThat(refused.json().get("requestId").stringValue()).isEqualTo("mine-1");
            assertThat(refused.header("X-Request-Id")).isEqualTo("mine-1");
        }
        TestLedger.Answer later =
                ledger.post("/v1/reports", monitor, "{}", "X-Request-Id", "mine-2");
        assertThat(later.json().get("requestId").stringValue()).isEqualTo("mine-2");
    }

    @Test
    void what_is_no_request_at_all_is_answered_with_an_id_too() throws Exception {
        URI base = ledger.request("/", "").build().uri();
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    "GET /\u0001 HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).contains(" 400 ").containsIgnoringCase("X-Request-Id: ");
            assertThat(answer).contains("\"requestId\":\"");
        }
    }

    @Test
    void a_line_of_the_log_carries_the_request_that_it_is_about_also_on_the_thread_that_answers()
            throws SQLException {
        Lines lines = new Lines();
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        lines.start();
        root.addAppender(lines);
        execute("UPDATE log.log_head SET held = 'for a test'");
        try {
            TestLedger.Answer refused =
                    ledger.post("/v1/reports", monitor, body("logged"), "X-Request-Id", "logged-1");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(lines.seen)
                    .anySatisfy(
                            line -> {
                                assertThat(line.getFormattedMessage())
                                        .startsWith("the log could not answer");
                                assertThat(line.getMDCPropertyMap())
                                        .containsEntry("requestId", "logged-1");
                            });
        } finally {
            root.detachAppender(lines);
            execute("UPDATE log.log_head SET held = NULL");
        }
    }

    @Test
    void the_new_addresses_are_described() {
        JsonNode paths = ledger.get("/v3/api-docs", "").json().get("paths");
        assertThat(paths.has("/health/live")).isTrue();
        assertThat(paths.has("/health/ready")).isTrue();
        assertThat(paths.has("/metrics")).isTrue();
    }

    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final List<ILoggingEvent> seen = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent line) {
            line.getMDCPropertyMap(); // as of now, not of when it is looked at
            seen.add(line);
        }
    }

    private static String meters() {
        return new String(ledger.get("/metrics", auditor).raw().body(), StandardCharsets.UTF_8);
    }

    private static double value(String name) {
        return meters().lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in\n" + meters()));
    }

    private static TestLedger.Answer submit(String externalId, String key) {
        TestLedger.Answer receipt = ledger.post("/v1/reports", key, body(externalId));
        assertThat(receipt.status()).isEqualTo(201);
        return receipt;
    }

    private static String body(String externalId) {
        return """
            {"externalId":"%s","claim":
             {"kind":"incident","when":{"from":"2017-06-03","to":"2017-06-03","precision":"day"},
              "where":[{"name":"Example town","admin":["Example Governorate"],"country":"Syria","precision":"exact"}],
              "harm":{"killed":{"civilians":{"total":{"min":1,"max":2}}}},
              "narrative":"SYNTHETIC SAMPLE, no real event","sources":[{"publisher":"Sample Wire","date":"2017-06-04","title":"SYNTHETIC SAMPLE"}]}}
            """
                .formatted(externalId);
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = DATABASE.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
