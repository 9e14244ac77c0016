package org.casualtyledger.standalone.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a server asks of PostgreSQL, from PostgreSQL's own log: so that what runs beside it is what
 * the server runs, and not what somebody wrote down here once. While it is open, every statement of
 * the cluster is logged.
 */
final class Overheard implements AutoCloseable {
    private static final Duration WAIT = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** As the log writes the run of a prepared statement, named or not. */
    private static final Pattern RUN = Pattern.compile("execute [^:]*: (?<sql>.*)", Pattern.DOTALL);

    private static final Pattern VALUE =
            Pattern.compile("\\$(?<number>\\d+) = (?:'(?<value>(?:[^']|'')*)'|NULL)");

    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");

    private final Connection operator;
    private final Set<Run> known = new HashSet<>();

    /**
     * A statement and its parameters.
     *
     * @param sql with {@code $1} and so on
     * @param values of the parameters, as text; {@code $1} is the first
     */
    record Run(String sql, List<String> values) {
        /** The same once more, on another connection. PostgreSQL infers the types. */
        PreparedStatement prepare(Connection connection) throws SQLException {
            PreparedStatement prepared =
                    connection.prepareStatement(PARAMETER.matcher(sql).replaceAll("?"));
            Matcher parameter = PARAMETER.matcher(sql);
            for (int i = 1; parameter.find(); i++) {
                int number = Integer.parseInt(parameter.group(1));
                prepared.setObject(i, values.get(number - 1), Types.OTHER);
            }
            return prepared;
        }
    }

    /**
     * @param operator of the cluster, to any database; stays open
     */
    Overheard(Connection operator) throws SQLException, InterruptedException {
        this.operator = operator;
        execute("ALTER SYSTEM SET log_destination = 'jsonlog'");
        execute("ALTER SYSTEM SET log_statement = 'all'");
        execute("SELECT pg_reload_conf()");
        long end = System.nanoTime() + WAIT.toNanos();
        while (text("SELECT pg_current_logfile('jsonlog')").isEmpty()) {
            pause(end);
        }
    }

    /**
     * Has something asked, and finds the one statement that this brought.
     *
     * @param containing what the statement contains, and no other one
     * @throws IllegalStateException if there is none, or more than one
     */
    Run during(String containing, Rounds.Timed asking) throws Exception {
        asking.run();
        long end = System.nanoTime() + WAIT.toNanos();
        List<Run> heard = heard(containing);
        while (heard.isEmpty()) {
            pause(end);
            heard = heard(containing);
        }
        if (heard.size() > 1) {
            throw new IllegalStateException("more than one statement: " + heard);
        }
        known.addAll(heard);
        return heard.getFirst();
    }

    /** Each once, without those that were found before. */
    private List<Run> heard(String containing) throws SQLException {
        String log = text("SELECT pg_read_file(pg_current_logfile('jsonlog'))").orElse("");
        // The last line may not be whole yet.
        return log.substring(0, log.lastIndexOf('\n') + 1)
                .lines()
                .map(JsonMapper.shared()::readTree)
                .flatMap(line -> run(line).stream())
                .filter(run -> run.sql().contains(containing) && !known.contains(run))
                .distinct()
                .toList();
    }

    private static Optional<Run> run(JsonNode line) {
        Matcher run = RUN.matcher(line.path("message").asString(""));
        if (!run.matches()) {
            return Optional.empty();
        }
        List<String> values = new ArrayList<>();
        Matcher value = VALUE.matcher(line.path("detail").asString(""));
        while (value.find()) {
            values.add(String.valueOf(value.group("value")).replace("''", "'"));
        }
        return Optional.of(new Run(run.group("sql"), values));
    }

    private static void pause(long end) throws InterruptedException {
        if (System.nanoTime() > end) {
            throw new IllegalStateException("PostgreSQL logged no such statement");
        }
        Thread.sleep(PAUSE);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = operator.createStatement()) {
            statement.execute(sql);
        }
    }

    private Optional<String> text(String sql) throws SQLException {
        try (Statement statement = operator.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return Optional.ofNullable(row.getString(1));
        }
    }

    @Override
    public void close() throws SQLException {
        execute("ALTER SYSTEM RESET log_statement");
        execute("ALTER SYSTEM RESET log_destination");
        execute("SELECT pg_reload_conf()");
    }
}
