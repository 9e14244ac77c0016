package org.casualtyledger.audit.published;

import java.io.IOException;
import java.util.Optional;
import org.casualtyledger.audit.LogServer;
import org.junit.jupiter.api.AfterEach;

class LedgerOverHttpTest extends PublishedLogContract {
    private final LogServer server = LogServer.ofLedger(FILES, Optional.of("secret"));

    @Override
    PublishedLog publish() throws IOException {
        return HttpLog.open(server.url(), Optional.of("secret"));
    }

    @AfterEach
    void stop() {
        server.close();
    }
}
