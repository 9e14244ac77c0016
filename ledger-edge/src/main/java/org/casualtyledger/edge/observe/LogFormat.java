package org.casualtyledger.edge.observe;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * {@code ledger.logs=json}: each line of the log is one JSON object in the Elastic Common Schema,
 * with the request's id as a field. Called before logging starts.
 */
public final class LogFormat implements EnvironmentPostProcessor {
    private static final String SETTING = "ledger.logs";

    @Override
    public void postProcessEnvironment(
            ConfigurableEnvironment environment, SpringApplication application) {
        String format = environment.getProperty(SETTING, "plain");
        switch (format) {
            case "plain" -> {}
            case "json" ->
                    environment
                            .getPropertySources()
                            .addLast(
                                    new MapPropertySource(
                                            SETTING,
                                            Map.of(
                                                    "logging.structured.format.console", "ecs",
                                                    "logging.structured.format.file", "ecs")));
            default ->
                    throw new IllegalStateException(
                            SETTING + " is plain or json, and not " + format);
        }
    }
}
