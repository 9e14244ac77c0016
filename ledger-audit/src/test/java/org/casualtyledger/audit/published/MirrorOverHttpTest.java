package org.casualtyledger.audit.published;

import java.io.IOException;
import java.util.Optional;
import org.casualtyledger.audit.LogServer;
import org.junit.jupiter.api.AfterEach;

class MirrorOverHttpTest extends PublishedLogContract {
    private final LogServer server = LogServer.ofMirror(FILES);

    @Override
    PublishedLog publish() throws IOException {
        return HttpLog.open(server.mirrorUrl(), Optional.empty());
    }

    @AfterEach
    void stop() {
        server.close();
    }
}
