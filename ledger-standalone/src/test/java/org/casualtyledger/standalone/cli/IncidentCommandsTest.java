package org.casualtyledger.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casualtyledger.standalone.SyntheticClaim.incident;

import java.util.concurrent.atomic.AtomicInteger;
import org.casualtyledger.standalone.RealLedger;
import org.casualtyledger.standalone.SyntheticClaim;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** `ledger incident …`, and what comes of it in tallies, against the real ledger. */
class IncidentCommandsTest {

    private static final AtomicInteger TOWNS = new AtomicInteger();

    private final String town = "Commanded Town " + TOWNS.incrementAndGet();
    private RealLedger.Organisation desk;
    private RealLedger.Organisation other;
    private JsonNode first;
    private JsonNode second;
    private Shell shell;

    @BeforeEach
    void two_reports_of_one_strike() {
        desk = RealLedger.organisation("submit", "read", "assess");
        other = RealLedger.organisation("submit", "read", "assess");
        first = submit(desk, incident().at(town).killed(5, 8).by("Sample Force"));
        second =
                submit(other, incident().at(town).killed(7, 12).by("Sample Force", "Sample Group"));
    }

    @Test
    void a_link_is_tried_done_counted_explained_and_reversed() {
        long size = RealLedger.logSize();
        done("incident", "link", id(first), report(second), "--reason", "One strike", "--dry-run");
        assertThat(shell.out()).contains("would-append  reports-linked  incident " + id(first));
        assertThat(shell.err()).contains("nothing was kept");
        assertThat(RealLedger.logSize()).isEqualTo(size);

        done("incident", "link", id(first), report(second), "--reason", "One strike");
        long linked = position();
        assertThat(linked).isEqualTo(size);
        assertThat(tally()).contains("5–12");

        done("explain", "--from", "" + (linked - 1), "--to", "" + linked, "--place", town);
        assertThat(shell.out().replaceAll(" +", " "))
                .contains(
                        (linked - 1) + " before 2 2 12–20",
                        linked + " link " + desk.id() + " 0 0 0/+4",
                        linked + " link " + desk.id() + " −1 −1 −7/−12",
                        linked + " after 1 1 5–12");

        done("incident", "reverse", id(first), "" + linked, "--reason", "They were two");
        assertThat(tally()).contains("12–20");
    }

    @Test
    void candidates_are_ranked_with_reasons_and_a_merge_is_split_again() {
        counted(second);
        done("incident", "candidates", id(first));
        assertThat(shell.out())
                .contains("incident " + id(second), "no probability")
                .contains("the same day, 2001-06-03", "5–8 and 7–12 killed overlap");

        done("incident", "merge", id(first), id(second), "--reason", "One strike");
        assertThat(tally()).contains("5–12");
        done(
                "incident",
                "split",
                id(first),
                report(second),
                "--into",
                id(second),
                "--reason",
                "They were two");
        assertThat(shell.out()).contains("incident-split", "into " + id(second));
        assertThat(tally()).contains("12–20");
    }

    @Test
    void an_incident_is_rehomed_and_taken_home_again() {
        done("incident", "rehome", id(first), "IRQ", "--reason", "Beyond the border");
        assertThat(shell.out()).contains("accepted  incident-rehomed");
        long rehomed = position();
        counted(rehomed);
        done("tally", "--place", town, "--theatre", "IRQ");
        assertThat(shell.out()).contains("5–8");

        done("incident", "reverse", id(first), "" + rehomed, "--reason", "It was this side");
        counted(position());
        done("tally", "--place", town, "--theatre", "SYR");
        assertThat(shell.out()).contains("12–20");
    }

    @Test
    void a_confirmed_duplicate_counts_no_more_until_it_is_dismissed() {
        done("incident", "duplicate", id(second), "--of", id(first), "--reason", "The same");
        assertThat(tally()).contains("5–8");
        done("incident", "show", id(second));
        assertThat(shell.out())
                .contains("It repeats " + id(first))
                .contains("not counted: another incident counts in its place");

        done("incident", "dismiss", id(second), id(first), "--reason", "They are two");
        assertThat(tally()).contains("12–20");
    }

    @Test
    void the_page_shows_grade_counts_responsibility_statement_reports_and_timeline() {
        String id = id(first);
        done("incident", "link", id, report(second), "--reason", "One strike");
        done("incident", "grade", id, "fair", "--methodology", "airwars-2017", "--reason", "Two");
        done("incident", "counts", id, "--killed", "6-7", "--injured", "3+", "--reason", "Lists");
        done(
                "incident",
                "responsibility",
                id,
                "--contested",
                "Sample Force",
                "--present",
                "Sample Watchers",
                "--reason",
                "As read");
        done(
                "incident",
                "statement",
                id,
                "--actor",
                "Sample Force",
                "--stance",
                "admits",
                "--on",
                "2001-07-01",
                "--killed",
                "2",
                "--publisher",
                "Sample Wire");
        counted(position());

        done("incident", "show", id);

        assertThat(shell.out().replaceAll(" +", " "))
                .contains("killed 6–7, injured 3 or more, undetermined not stated")
                .contains("counted, as fair", "made by the rule `assessed`")
                .contains(desk.id() + ": fair under airwars-2017, position ")
                .contains("alleged Sample Force", "alleged Sample Group")
                .contains(
                        desk.id()
                                + ": Sample Force (alleged, contested); Sample Watchers (present)")
                .contains("2001-07-01 Sample Force admits, concedes 2 killed (Sample Wire)")
                .contains("reports-linked", "statement-recorded", "report-submitted");
        assertThat(tally()).contains("6–7");
        done("responsibility", "--place", town);
        assertThat(shell.out()).contains("Sample Force", "2");

        done("incident", "grade", id, "--take-back", "--reason", "Read again");
        counted(position());
        done("incident", "show", id);
        assertThat(shell.out()).contains("GRADE ungraded");
    }

    @Test
    void what_waits_for_a_second_reader_is_shown_apart_until_another_approves() {
        done("incident", "grade", id(first), "discounted", "--reason", "Not here", "--review");
        long judgement = position();
        counted(judgement);
        done("incident", "show", id(first));
        assertThat(shell.out()).contains("PENDING", "discounted", "GRADE ungraded");

        run(desk, "incident", "approve", id(first), "" + judgement);
        assertThat(shell.exit()).isNotZero();
        assertThat(shell.err()).contains("Nobody approves a judgement of one's own");

        run(other, "incident", "approve", id(first), "" + judgement, "--reason", "Agreed");
        assertThat(shell.exit()).as(shell.err()).isZero();
        assertThat(tally()).contains("7–12");
    }

    @Test
    void a_tally_lists_the_incidents_behind_it_and_counts_each_actor_alone_and_shared() {
        counted(second);
        done("tally", "--place", town, "--incidents");
        assertThat(shell.out()).contains(id(first), id(second), "5–8", "7–12");
        done("incident", "list", "--organisation", other.id());
        assertThat(shell.out()).contains(id(second), town).doesNotContain(id(first));

        done("tally", "--place", town, "--by", "each-actor");
        assertThat(shell.out().replaceAll(" +", " "))
                .contains("Sample Force 2 2 12–20", "alleged alone 1 1 5–8")
                .contains("shared with others 1 1 7–12", "do not add up");

        done("tally", "--place", town, "--methodology", "confirmed-fair");
        assertThat(shell.out()).contains("total", "Method confirmed-fair");
    }

    @Test
    void a_stale_version_is_refused_and_the_current_one_is_on_the_page() {
        counted(second);
        done("incident", "show", id(first));
        String version = shell.out().replaceAll("(?s).*version (i\\d+).*", "$1");
        done("incident", "grade", id(first), "weak", "--reason", "One", "--if-match", version);

        run(desk, "incident", "grade", id(first), "fair", "--reason", "Two", "--if-match", version);

        assertThat(shell.exit()).isEqualTo(1);
        assertThat(shell.out()).isEmpty();
    }

    @Test
    void what_makes_no_sense_is_exit_2_before_anybody_is_asked() {
        for (String[] command :
                new String[][] {
                    {"incident", "grade", "x", "--reason", "r"},
                    {"incident", "grade", "x", "fair", "--take-back", "--reason", "r"},
                    {"incident", "counts", "x", "--killed", "8 or so", "--reason", "r"},
                    {"incident", "counts", "x", "--reason", "r"},
                    {"incident", "link", "x", "--reason", "r"},
                    {"incident", "link", "x", "y"},
                    {"incident", "responsibility", "x", "--reason", "r"},
                    {"incident", "statement", "x", "--retract"},
                    {"incident", "statement", "x", "--actor", "a"},
                    {"tally", "--incidents", "--by", "place"},
                    {"tally", "--cursor", "x"},
                    {"place", "resolve", "x", "--reason", "r"},
                    {"actor", "resolve", "x", "y", "--none", "--reason", "r"}
                }) {
            run(desk, command);
            assertThat(shell.exit()).as(String.join(" ", command)).isEqualTo(2);
        }
    }

    private JsonNode submit(RealLedger.Organisation who, SyntheticClaim claim) {
        return who.requests().post("/v1/reports", claim.as("a")).is(201).json();
    }

    private String tally() {
        counted(RealLedger.logSize() - 1);
        done("tally", "--place", town);
        return shell.out();
    }

    private void counted(JsonNode receipt) {
        counted(receipt.path("position").asLong());
    }

    private void counted(long position) {
        desk.requests().counted(position);
    }

    private long position() {
        return Long.parseLong(shell.out().replaceAll("(?s).*position (\\d+).*", "$1"));
    }

    private void done(String... arguments) {
        run(desk, arguments);
        assertThat(shell.exit()).as(shell.err()).isZero();
    }

    private void run(RealLedger.Organisation who, String... arguments) {
        shell = Shell.as(who, arguments);
    }

    private static String id(JsonNode receipt) {
        return receipt.path("incident").asString();
    }

    private static String report(JsonNode receipt) {
        return receipt.path("report").asString();
    }
}
