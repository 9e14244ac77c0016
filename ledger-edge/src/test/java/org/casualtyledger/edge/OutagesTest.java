package org.casualtyledger.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

class OutagesTest {
    @ParameterizedTest
    @ValueSource(strings = {"08006", "53300", "57P01", "57P03", "58030"})
    void a_database_that_does_not_answer_is_an_outage_wherever_it_stands_among_the_causes(
            String state) {
        SQLException outage = new SQLException("away", state);

        assertThat(Outages.isOutage(outage)).isTrue();
        assertThat(Outages.isOutage(new IllegalStateException(new RuntimeException(outage))))
                .isTrue();
    }

    @Test
    void that_no_connection_could_be_had_is_an_outage() {
        SQLException none = new SQLTransientConnectionException("timed out");

        assertThat(Outages.isOutage(new CannotGetJdbcConnectionException("none", none))).isTrue();
    }

    @Test
    void what_a_database_says_of_a_question_is_none() {
        assertThat(Outages.isOutage(new SQLException("no such table", "42P01"))).isFalse();
        assertThat(Outages.isOutage(new SQLException("a driver's own"))).isFalse();
        assertThat(Outages.isOutage(new NullPointerException())).isFalse();
    }
}
