package org.casualtyledger.audit.published;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.casualtyledger.audit.LogServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpLogTest {
    private final LogServer server =
            LogServer.ofLedger(PublishedLogContract.FILES, Optional.of("secret"));

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpLog open(String path) throws IOException {
        return HttpLog.open(URI.create(server.url() + path), Optional.of("secret"));
    }

    @Test
    void the_address_of_the_log_below_a_ledger_does_as_well() throws IOException {
        try (PublishedLog log = open("/log/")) {
            assertThat(log.read("key")).hasValue("a key".getBytes(UTF_8));
            assertThat(log.tallyKey()).hasValue("its key".getBytes(UTF_8));
        }
    }

    @Test
    void a_server_that_wants_to_know_who_asks_is_no_empty_log() {
        assertThatThrownBy(() -> HttpLog.open(server.url(), Optional.of("another")))
                .isInstanceOf(PublishedLog.Refused.class);
    }

    @Test
    void a_server_that_is_away_for_a_moment_is_asked_again() throws IOException {
        try (PublishedLog log = open("")) {
            server.fail(1);

            assertThat(log.read("key")).hasValue("a key".getBytes(UTF_8));
        }
    }

    @Test
    void a_server_that_keeps_failing_is_an_error_and_nothing_absent() throws IOException {
        try (PublishedLog log = open("")) {
            server.fail(9);

            assertThatThrownBy(() -> log.read("key"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("503");
        }
    }
}
