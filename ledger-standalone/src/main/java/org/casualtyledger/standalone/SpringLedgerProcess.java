package org.casualtyledger.standalone;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.casualtyledger.standalone.embedded.LedgerProcess;
import org.casualtyledger.standalone.embedded.ServerSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Both services in one Spring context. The only class that the command line reaches Spring through.
 */
final class SpringLedgerProcess implements LedgerProcess {

    private @Nullable ConfigurableApplicationContext context;

    @Override
    public URI start(ServerSettings settings) {
        context =
                new SpringApplicationBuilder(StandaloneApplication.class)
                        .web(WebApplicationType.SERVLET)
                        .bannerMode(Banner.Mode.OFF)
                        .logStartupInfo(false)
                        .registerShutdownHook(
                                false) // the folder's own hook stops the server before PostgreSQL
                        .properties(properties(settings))
                        .run();
        String port =
                Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port"));
        return URI.create("http://" + settings.address() + ":" + port);
    }

    private static Map<String, Object> properties(ServerSettings settings) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("server.address", settings.address());
        properties.put("server.port", settings.port());
        properties.put("server.shutdown", "graceful");
        properties.put("spring.lifecycle.timeout-per-shutdown-phase", "10s");
        properties.put("spring.threads.virtual.enabled", "true");
        properties.put("spring.main.banner-mode", "off");
        properties.put("logging.file.name", settings.data().resolve("log/ledger.log").toString());
        properties.put("logging.threshold.console", "OFF"); // stdout and stderr are the command's
        properties.put("ledger.log.jdbc-url", settings.jdbcUrl());
        properties.put("ledger.log.user", settings.user());
        properties.put("ledger.log.password", settings.password());
        properties.put("ledger.read.jdbc-url", settings.jdbcUrl());
        properties.put("ledger.read.user", settings.user());
        properties.put("ledger.read.password", settings.password());
        properties.put("ledger.local-key", settings.localKey());
        properties.put("ledger.tallies.public", settings.publicTallies());
        // The folder's lock lets one process in, so its name in claims may stay the same: a restart
        // waits for no claim.
        properties.put("ledger.instance", "standalone");
        String audit = settings.data().resolve("audit").toString();
        properties.put("ledger.audit.dir", audit);
        properties.put("ledger.log.verifier-key-file", audit + "/log.vkey");
        properties.put("ledger.tallies.key-file", audit + "/tallies.key");
        properties.put("ledger.tallies.verifier-key-file", audit + "/tallies.vkey");
        properties.put("ledger.data", settings.data().toString());
        return properties;
    }

    @Override
    public void stop() {
        if (context != null) {
            context.close();
        }
    }
}
