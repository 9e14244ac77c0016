package org.casualtyledger.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServersTest {
    private static final URI WRITE = URI.create("http://write.example");
    private static final URI READ = URI.create("http://read.example");

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/tallies?by=month, read",
        "POST, /v1/tallies/preview, read",
        "GET, /v1/incidents, read",
        "GET, /v1/incidents/0199d5a0-0000-7000-8000-000000000001, read",
        "POST, /v1/incidents/0199d5a0-0000-7000-8000-000000000001/grades, write",
        "GET, /v1/places?name=x, read",
        "POST, /v1/gazetteers/adoptions, write",
        "GET, /v1/resolutions/places, read",
        "POST, /v1/resolutions/places, write",
        "DELETE, /v1/replays/1, read",
        "GET, /v1/reports, write",
        "GET, /v1/reports/0199d5a0-0000-8000-8000-000000000001/receipt, write",
        "POST, /v1/imports?profile=ucdp-ged, write",
        "GET, /v1/log, write",
        "GET, /v1/me, write"
    })
    void each_address_has_the_side_that_answers_it(String method, String path, String side) {
        assertThat(new Servers(WRITE, READ).of(method, path))
                .isEqualTo(side.equals("read") ? READ : WRITE);
    }

    @Test
    void one_server_answers_everything() {
        assertThat(Servers.one(WRITE).of("GET", "/v1/tallies")).isEqualTo(WRITE);
    }
}
