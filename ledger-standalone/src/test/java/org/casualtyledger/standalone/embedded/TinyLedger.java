package org.casualtyledger.standalone.embedded;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.concurrent.CountDownLatch;

/**
 * A server that does what a folder needs of one: it answers, and commits rows. Also a process of
 * its own, to be killed.
 */
final class TinyLedger implements LedgerProcess {

    private HttpServer server;

    @Override
    public URI start(ServerSettings settings) throws Exception {
        try (Connection connection = connect(settings)) {
            connection
                    .createStatement()
                    .execute("CREATE TABLE IF NOT EXISTS death_reports (id int PRIMARY KEY)");
        }
        server = HttpServer.create(new InetSocketAddress(settings.address(), settings.port()), 0);
        server.createContext(
                "/v1/health",
                exchange -> {
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        server.createContext(
                "/rows",
                exchange -> {
                    String answer;
                    try (Connection connection = connect(settings)) {
                        if (exchange.getRequestMethod().equals("POST")) {
                            connection
                                    .createStatement()
                                    .execute(
                                            "INSERT INTO death_reports SELECT count(*) FROM death_reports");
                        }
                        answer = one(connection, "SELECT count(*) FROM death_reports");
                    } catch (Exception e) {
                        throw new IOException(e);
                    }
                    exchange.sendResponseHeaders(200, answer.length());
                    exchange.getResponseBody().write(answer.getBytes());
                    exchange.close();
                });
        server.createContext(
                "/setting/",
                exchange -> {
                    String name =
                            exchange.getRequestURI().getPath().substring("/setting/".length());
                    String answer;
                    try (Connection connection = connect(settings)) {
                        answer = one(connection, "SHOW " + name);
                    } catch (Exception e) {
                        throw new IOException(e);
                    }
                    exchange.sendResponseHeaders(200, answer.length());
                    exchange.getResponseBody().write(answer.getBytes());
                    exchange.close();
                });
        server.start();
        return URI.create("http://" + settings.address() + ":" + server.getAddress().getPort());
    }

    private static Connection connect(ServerSettings settings) throws Exception {
        return DriverManager.getConnection(
                settings.jdbcUrl(), settings.user(), settings.password());
    }

    private static String one(Connection connection, String query) throws Exception {
        try (var rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    public static void main(String[] arguments) throws Exception {
        EmbeddedLedger.open(Path.of(arguments[0]), 0, false, new TinyLedger(), System.err::println);
        System.out.println("serving");
        new CountDownLatch(1).await();
    }
}
