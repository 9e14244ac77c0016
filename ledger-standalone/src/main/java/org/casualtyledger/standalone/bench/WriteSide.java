package org.casualtyledger.standalone.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.casualtyledger.api.LedgerApiApplication;
import org.casualtyledger.api.reporting.DirectSubmission;
import org.casualtyledger.standalone.embedded.ServerSettings;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The write side as the service that it is on its own, in this process. */
final class WriteSide implements AutoCloseable {
    private final ServerSettings settings;
    private final ConfigurableApplicationContext context;

    private WriteSide(ServerSettings settings, ConfigurableApplicationContext context) {
        this.settings = settings;
        this.context = context;
    }

    static WriteSide start(ServerSettings settings) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("server.address", settings.address());
        properties.put("server.port", settings.port());
        properties.put("spring.threads.virtual.enabled", "true");
        properties.put("logging.file.name", settings.data().resolve("log/api.log").toString());
        properties.put("logging.threshold.console", "OFF"); // stdout and stderr are the command's
        properties.put("ledger.log.jdbc-url", settings.jdbcUrl());
        properties.put("ledger.log.user", settings.user());
        properties.put("ledger.log.password", settings.password());
        // Without one, a new ledger shows its first key on standard output.
        properties.put("ledger.local-key", settings.localKey());
        properties.put("ledger.audit.dir", auditFolder(settings).toString());
        return new WriteSide(
                settings,
                new SpringApplicationBuilder(LedgerApiApplication.class)
                        .bannerMode(Banner.Mode.OFF)
                        .logStartupInfo(false)
                        .registerShutdownHook(false)
                        .properties(properties)
                        .run());
    }

    /** One each start: a journal is that of one database. */
    private static Path auditFolder(ServerSettings settings) {
        try {
            return Files.createTempDirectory(settings.data(), "audit-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DirectSubmission submissions() {
        return context.getBean(DirectSubmission.class);
    }

    /** The same service as clients meet it. */
    HttpLedger http() {
        String port =
                Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port"));
        return new HttpLedger(
                URI.create("http://" + settings.address() + ":" + port), settings.localKey());
    }

    @Override
    public void close() {
        context.close();
    }
}
