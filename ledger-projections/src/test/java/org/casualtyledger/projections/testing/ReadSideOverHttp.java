package org.casualtyledger.projections.testing;

import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.casualtyledger.edge.EdgeConfiguration;
import org.casualtyledger.events.json.Json;
import org.casualtyledger.projections.ProjectionsConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;

/** The read side as it is wired in production, over HTTP, on a log of a test's own. */
public final class ReadSideOverHttp implements AutoCloseable {
    public final HikariDataSource database = TestPostgres.database();
    public final TestLog log = new TestLog(database);
    private final HttpClient client = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext application;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
    @Import({EdgeConfiguration.class, ProjectionsConfiguration.class})
    static class Wiring {}

    /** Starts on what the log has by then; later events are followed. */
    public ReadSideOverHttp() {
        this(Map.of());
    }

    /**
     * @param more settings beside those that every test has
     */
    public ReadSideOverHttp(Map<String, String> more) {
        SpringApplication wired = new SpringApplication(Wiring.class);
        wired.addInitializers(
                (ApplicationContextInitializer<GenericApplicationContext>)
                        context -> {
                            for (String name :
                                    new String[] {
                                        "logDataSource", "readDataSource", "accessDataSource"
                                    }) {
                                context.registerBean(
                                        name,
                                        DataSource.class,
                                        () -> database,
                                        definition -> definition.setDestroyMethodName(""));
                            }
                        });
        Map<String, Object> settings = new HashMap<>();
        settings.put("server.port", "0");
        settings.put("ledger.tallies.public", "true");
        settings.put("ledger.local-key", KEY);
        settings.putAll(more);
        wired.setDefaultProperties(settings);
        application = wired.run();
    }

    /** A key with all scopes. */
    private static final String KEY = "a-local-key-for-tests-with-all-scopes";

    /** Waits for the events in the log, and answers 200 with JSON. */
    public JsonNode json(String path) throws Exception {
        String awaited = path + (path.contains("?") ? "&" : "?") + "atLeast=" + (log.size() - 1);
        HttpResponse<String> response = get(awaited);
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return parsed(response);
    }

    public HttpResponse<String> get(String path) throws Exception {
        return send(request(path).header("Authorization", "Bearer " + KEY));
    }

    public HttpResponse<String> send(String method, String path, String body) throws Exception {
        return send(
                request(path)
                        .header("Authorization", "Bearer " + KEY)
                        .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    /** As somebody who holds no key. */
    public HttpResponse<String> getWithoutKey(String path) throws Exception {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        String port = application.getEnvironment().getRequiredProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public static JsonNode parsed(HttpResponse<String> response) throws Exception {
        return Json.parse(response.body().getBytes(StandardCharsets.UTF_8));
    }

    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        application.close();
        TestPostgres.drop(database);
    }
}
