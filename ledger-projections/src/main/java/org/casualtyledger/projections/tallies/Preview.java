package org.casualtyledger.projections.tallies;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.casualtyledger.counting.CellGrade;
import org.casualtyledger.counting.CellKey;
import org.casualtyledger.counting.Change;
import org.casualtyledger.counting.Contribution;
import org.casualtyledger.counting.Home;
import org.casualtyledger.counting.IncidentState;
import org.casualtyledger.counting.Incidents;
import org.casualtyledger.counting.Measures;
import org.casualtyledger.counting.Methodology;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.RecordedEvent;
import org.casualtyledger.events.ReportCorrected;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.ReportWithdrawn;
import org.casualtyledger.events.TheatreId;
import org.casualtyledger.events.WithdrawalReason;
import org.casualtyledger.events.json.Faults;
import org.casualtyledger.projections.edge.Rules;
import org.casualtyledger.projections.processing.ReadSideUnavailable;
import org.casualtyledger.projections.versions.StoredHomes;
import org.casualtyledger.projections.versions.StoredIncidents;

/** How tallies would change if some reports were recorded now. Stores nothing. */
final class Preview {
    private static final int AT_ONCE = 2_000;

    private static final TallyQuestion TOTAL = new TallyQuestion(TallyFilter.NONE, List.of());

    private final DataSource read;
    private final Tallies tallies;

    Preview(DataSource read, Tallies tallies) {
        this.read = read;
        this.tallies = tallies;
    }

    /**
     * What would change.
     *
     * @param rows by place, month and actors; those that stay the same are not among them
     */
    record Answer(long position, int lines, Measures before, Map<CellKey, Measures> rows) {
        Measures difference() {
            return rows.values().stream().reduce(Measures.ZERO, Measures::plus);
        }
    }

    /**
     * @param body one {@link PreviewChange} a line
     * @throws org.casualtyledger.edge.ProblemException 422 naming every fault, 413 for too much
     */
    Answer of(InputStream body, Methodology methodology) throws IOException {
        try (PreviewSpool spool = new PreviewSpool()) {
            Faults faults = new Faults();
            int[] lines = {0};
            spool.receive(
                    body,
                    (line, number) -> {
                        PreviewChange.read(line, number, faults);
                        lines[0] = number + 1;
                    });
            refuse(faults);
            return Snapshot.of(
                    read, connection -> new Run(connection, spool, methodology).run(lines[0]));
        }
    }

    private static void refuse(Faults faults) {
        if (!faults.isEmpty()) {
            throw Problem.invalid(
                            faults.list().stream()
                                    .map(f -> new Problem.Error(f.pointer(), f.code(), f.detail()))
                                    .toList())
                    .asException();
        }
    }

    private final class Run {
        private final Connection connection;
        private final PreviewSpool spool;
        private final Methodology methodology;
        private final long position;
        private final Map<CellKey, Measures> rows = new HashMap<>();

        Run(Connection connection, PreviewSpool spool, Methodology methodology)
                throws SQLException {
            this.connection = connection;
            this.spool = spool;
            this.methodology = methodology;
            this.position = Snapshot.position(connection);
        }

        Answer run(int lines) throws SQLException {
            try {
                dealOut();
                for (int part = 0; part < PreviewSpool.PARTS; part++) {
                    fold(part);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            rows.values().removeIf(Measures::isZero);
            Stand stand = new Stand(OptionalLong.of(position), position, Rules.THEN, methodology);
            Measures before = tallies.summed(connection, TOTAL, stand).total();
            return new Answer(position, lines, before, rows);
        }

        /** Each line goes to those of the incident that it is about. */
        private void dealOut() throws IOException, SQLException {
            Map<ReportId, IncidentId> seen = new HashMap<>();
            Faults faults = new Faults();
            List<byte[]> lines = new ArrayList<>();
            int[] first = {0};
            spool.again(
                    (line, number) -> {
                        lines.add(line);
                        if (lines.size() == AT_ONCE) {
                            deal(lines, first[0], seen, faults);
                            lines.clear();
                            first[0] = number + 1;
                        }
                    });
            deal(lines, first[0], seen, faults);
            refuse(faults);
        }

        private void deal(
                List<byte[]> lines, int first, Map<ReportId, IncidentId> seen, Faults faults)
                throws IOException {
            List<PreviewChange> changes = new ArrayList<>();
            for (byte[] line : lines) {
                changes.add(parsed(line));
            }
            Map<ReportId, Home> homes = homes(changes);
            for (int i = 0; i < lines.size(); i++) {
                PreviewChange change = changes.get(i);
                Optional<IncidentId> home = about(change, homes, seen);
                if (home.isEmpty()) {
                    faults.add("/" + (first + i) + "/report", "unknown-report", "is not known");
                } else {
                    seen.put(change.report(), home.get());
                    int part = Math.floorMod(home.get().hashCode(), PreviewSpool.PARTS);
                    spool.deal(lines.get(i), part);
                }
            }
        }

        /** Where lines of one report and of one incident meet; empty for an unknown report. */
        private Optional<IncidentId> about(
                PreviewChange change, Map<ReportId, Home> homes, Map<ReportId, IncidentId> seen) {
            Optional<IncidentId> known =
                    Optional.ofNullable(seen.get(change.report()))
                            .or(
                                    () ->
                                            Optional.ofNullable(homes.get(change.report()))
                                                    .map(h -> h.incident().orElse(own(change))));
            return switch (change) {
                case PreviewChange.Says says ->
                        known.or(says::incident).or(() -> Optional.of(own(change)));
                case PreviewChange.Withdraws _ -> known;
            };
        }

        private static IncidentId own(PreviewChange change) {
            return new IncidentId(change.report().value());
        }

        private void fold(int part) throws IOException, SQLException {
            List<PreviewChange> changes = new ArrayList<>();
            spool.part(part, (line, _) -> changes.add(parsed(line)));
            if (changes.isEmpty()) {
                return;
            }
            Map<ReportId, Home> homes = homes(changes);
            Set<IncidentId> touched = new HashSet<>();
            homes.values().forEach(home -> home.incident().ifPresent(touched::add));
            for (PreviewChange change : changes) {
                touched.add(own(change));
                if (change instanceof PreviewChange.Says says) {
                    says.incident().ifPresent(touched::add);
                }
            }
            Map<IncidentId, IncidentState> states = new HashMap<>();
            StoredIncidents.at(connection, position, touched)
                    .forEach(state -> states.put(state.id(), state));
            Incidents incidents = new Incidents(homes, states);
            long at = position;
            for (PreviewChange change : changes) {
                boolean known = incidents.home(change.report()).isPresent();
                for (Change changed : incidents.apply(++at, event(change, known))) {
                    add(changed);
                }
            }
        }

        private Map<ReportId, Home> homes(List<PreviewChange> changes) {
            try {
                return StoredHomes.at(
                        connection, position, changes.stream().map(PreviewChange::report).toList());
            } catch (SQLException e) {
                throw new ReadSideUnavailable(e);
            }
        }

        private void add(Change changed) {
            List<Contribution> before = methodology.contributions(changed.before());
            List<Contribution> after = methodology.contributions(changed.after());
            before.forEach(line -> add(line.cell(), line.measures().negated()));
            after.forEach(line -> add(line.cell(), line.measures()));
        }

        private void add(CellKey cell, Measures measures) {
            CellKey row =
                    new CellKey(
                            TheatreId.NONE,
                            cell.place(),
                            cell.period(),
                            cell.actors(),
                            CellGrade.UNGRADED,
                            List.of());
            rows.merge(row, measures, Measures::plus);
        }
    }

    /** A line that was read before. */
    private static PreviewChange parsed(byte[] line) {
        return PreviewChange.read(line, 0, new Faults()).orElseThrow();
    }

    private static RecordedEvent event(PreviewChange change, boolean known) {
        return switch (change) {
            case PreviewChange.Says says ->
                    recorded(
                            says.organisation(),
                            says.theatre(),
                            known ? corrected(says) : submitted(says));
            case PreviewChange.Withdraws withdraws ->
                    recorded(
                            NOBODY,
                            TheatreId.UNKNOWN,
                            new ReportWithdrawn(
                                    withdraws.report(),
                                    WithdrawalReason.OTHER,
                                    Optional.empty(),
                                    List.of()));
        };
    }

    /** A withdrawal changes nothing of whose account it was. */
    private static final OrganisationId NOBODY = new OrganisationId("nobody");

    private static RecordedEvent recorded(OrganisationId by, TheatreId theatre, LedgerEvent event) {
        return new RecordedEvent(Instant.EPOCH, by, new UUID(0, 0), theatre, event);
    }

    private static ReportCorrected corrected(PreviewChange.Says says) {
        return new ReportCorrected(
                says.report(),
                says.claim(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    private static ReportSubmitted submitted(PreviewChange.Says says) {
        return new ReportSubmitted(
                says.report(),
                says.incident(),
                "preview",
                List.of(),
                says.claim(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }
}
