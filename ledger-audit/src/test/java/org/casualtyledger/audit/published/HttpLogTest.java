package org.casualtyledger.audit.published;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.casualtyledger.audit.LogServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HttpLogTest {
    private static final List<LogServer> SERVERS = new ArrayList<>();

    private static LogServer started(LogServer server) {
        SERVERS.add(server);
        return server;
    }

    @AfterEach
    void stop() {
        SERVERS.forEach(LogServer::close);
        SERVERS.clear();
    }

    @Nested
    class OfALedger extends PublishedLogContract {
        @Override
        PublishedLog publish() throws IOException {
            LogServer server = started(LogServer.ofLedger(FILES, Optional.of("secret")));
            return HttpLog.open(server.url(), Optional.of("secret"));
        }
    }

    @Nested
    class OfTheLogBelowALedger extends PublishedLogContract {
        @Override
        PublishedLog publish() throws IOException {
            LogServer server = started(LogServer.ofLedger(FILES, Optional.empty()));
            return HttpLog.open(URI.create(server.url() + "/log/"), Optional.empty());
        }
    }

    @Nested
    class OfAMirror extends PublishedLogContract {
        @Override
        PublishedLog publish() throws IOException {
            LogServer server = started(LogServer.ofMirror(FILES));
            return HttpLog.open(server.mirrorUrl(), Optional.empty());
        }
    }

    @Test
    void a_server_that_wants_to_know_who_asks_is_no_empty_log() throws IOException {
        LogServer server =
                started(LogServer.ofLedger(PublishedLogContract.FILES, Optional.of("secret")));

        assertThatThrownBy(() -> HttpLog.open(server.url(), Optional.of("another")))
                .isInstanceOf(PublishedLog.Refused.class);
    }

    @Test
    void a_server_that_is_away_for_a_moment_is_asked_again() throws IOException {
        LogServer server =
                started(LogServer.ofLedger(PublishedLogContract.FILES, Optional.empty()));
        try (PublishedLog log = HttpLog.open(server.url(), Optional.empty())) {
            server.fail(1);

            assertThat(log.read("key")).hasValue("a key".getBytes(UTF_8));
        }
    }

    @Test
    void a_server_that_keeps_failing_is_an_error_and_nothing_absent() throws IOException {
        LogServer server =
                started(LogServer.ofLedger(PublishedLogContract.FILES, Optional.empty()));
        try (PublishedLog log = HttpLog.open(server.url(), Optional.empty())) {
            server.fail(9);

            assertThatThrownBy(() -> log.read("key"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("503");
        }
    }
}
