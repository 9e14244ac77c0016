package org.casualtyledger.api.reporting;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.casualtyledger.api.commands.JsonBody;
import org.casualtyledger.api.eventlog.StoredEvent;
import org.casualtyledger.edge.Acting;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.WithdrawalReason;
import org.casualtyledger.events.json.Faults;

/**
 * Carries a file of rows into the log, each row one event. The same file again changes nothing, so
 * a stopped import is resumed by sending it again.
 */
final class Importer {
    /** Rows whose reports are looked up in one query. */
    private static final int CHUNK = ReportReader.MAX_REPORTS;

    /**
     * Chunks under way at once: while one commits the next is read, and half a batch is never
     * starved.
     */
    private static final int UNDER_WAY = 4;

    /** An append takes milliseconds; who waits this long waits for an outage. */
    private static final long WAIT_SECONDS = 60;

    private static final String CHANGED = "changed in a later release of the dataset";
    private static final String BACK = "in a later release of the dataset again";

    private final ReportSubmissions submissions;
    private final ReportReader reader;
    private final Sealing sealing;

    Importer(ReportSubmissions submissions, ReportReader reader, Sealing sealing) {
        this.submissions = submissions;
        this.reader = reader;
        this.sealing = sealing;
    }

    /**
     * What to do with rows that changed since, and with reports that the file no longer has.
     *
     * @param claims whether a dry run answers what each row would change
     */
    record Options(
            boolean dryRun, boolean claims, boolean correctChanged, boolean withdrawMissing) {}

    /** What became of one row. */
    record RowResult(
            long row,
            String externalId,
            Outcome outcome,
            Optional<Long> position,
            List<Problem.Error> errors,
            List<String> record,
            Optional<ImportChange> change) {}

    enum Outcome {
        ACCEPTED,
        UNCHANGED,
        CORRECTED,
        WITHDRAWN,
        REJECTED
    }

    /** Takes results in row order. */
    interface Results {
        void take(List<RowResult> results) throws IOException;
    }

    void run(
            ImportFile file,
            ImportProfile profile,
            Acting.Actor actor,
            Options options,
            Results results)
            throws IOException {
        LocalDate today = sealing.today();
        Map<ReportId, Long> inFile = new HashMap<>();
        Deque<List<CompletableFuture<RowResult>>> underWay = new ArrayDeque<>();
        long row = 0;
        ImportFile.RowReader rows = file.read();
        for (List<ImportFile.FileRow> chunk = rows.next(CHUNK);
                !chunk.isEmpty();
                chunk = rows.next(CHUNK)) {
            List<ReadRow> read = new ArrayList<>();
            for (ImportFile.FileRow fileRow : chunk) {
                read.add(once(read(++row, fileRow, profile, actor, today), inFile));
            }
            underWay.add(start(read, actor, options));
            if (underWay.size() == UNDER_WAY) {
                results.take(finished(underWay.remove()));
            }
        }
        while (!underWay.isEmpty()) {
            results.take(finished(underWay.remove()));
        }
        if (options.withdrawMissing()) {
            withdrawMissing(inFile.keySet(), row, actor, options, results);
        }
    }

    /** A row as it was read: a submission, or faults. */
    private record ReadRow(
            long number,
            String externalId,
            ReportId report,
            Optional<ReportRequests.Submission> submission,
            List<Problem.Error> errors,
            List<String> record) {}

    /** A dataset's id stands for one row: the first one is taken, each further one is named. */
    private static ReadRow once(ReadRow row, Map<ReportId, Long> inFile) {
        Long first = inFile.putIfAbsent(row.report(), row.number());
        if (first == null) {
            return row;
        }
        List<Problem.Error> errors = new ArrayList<>(row.errors());
        errors.add(
                new Problem.Error("/externalId", "repeated", "row " + first + " has the same id"));
        return new ReadRow(
                row.number(),
                row.externalId(),
                row.report(),
                Optional.empty(),
                errors,
                row.record());
    }

    private static ReadRow read(
            long number,
            ImportFile.FileRow row,
            ImportProfile profile,
            Acting.Actor actor,
            LocalDate today) {
        Faults faults = new Faults();
        String id = row.get(profile.idColumn());
        Optional<ReportRequests.Submission> submission = Optional.empty();
        if (!row.isWhole()) {
            faults.add(
                    "",
                    "wrong-field-count",
                    "has " + row.fields().size() + " fields, the header " + row.columns().size());
        } else {
            submission =
                    ReportRequests.submission(
                            profile.submission(row, faults), today, false, faults);
        }
        ReportId report = ReportId.of(new OrganisationId(actor.organisation()), id);
        return new ReadRow(
                number, id, report, submission, JsonBody.errors(faults.list()), row.fields());
    }

    private List<CompletableFuture<RowResult>> start(
            List<ReadRow> rows, Acting.Actor actor, Options options) {
        Set<ReportId> ids = new HashSet<>();
        rows.stream()
                .filter(row -> row.submission().isPresent())
                .forEach(row -> ids.add(row.report()));
        Map<ReportId, ReportState> states = ids.isEmpty() ? new HashMap<>() : reader.states(ids);
        Map<Long, Fingerprint> fingerprints =
                reader.fingerprints(
                        states.values().stream()
                                .filter(ReportState.Standing.class::isInstance)
                                .map(state -> ((ReportState.Standing) state).claimAt())
                                .toList());
        List<CompletableFuture<RowResult>> results = new ArrayList<>();
        for (ReadRow row : rows) {
            results.add(
                    row.submission().isPresent()
                            ? carry(
                                    row,
                                    row.submission().get(),
                                    actor,
                                    options,
                                    states,
                                    fingerprints)
                            : CompletableFuture.completedFuture(rejected(row, row.errors())));
        }
        return results;
    }

    private CompletableFuture<RowResult> carry(
            ReadRow row,
            ReportRequests.Submission submission,
            Acting.Actor actor,
            Options options,
            Map<ReportId, ReportState> states,
            Map<Long, Fingerprint> fingerprints) {
        ReportCommand.Origin origin = sealing.origin(actor, Optional.empty(), true);
        ReportCommand.SubmitReport submit = sealing.submission(submission, origin);
        ReportState state = states.getOrDefault(row.report(), new ReportState.Absent());
        Optional<Fingerprint> current =
                state instanceof ReportState.Standing s
                        ? Optional.ofNullable(fingerprints.get(s.claimAt()))
                        : Optional.empty();
        Known known = new Known(state, current);
        return switch (ReportDecider.decide(submit, state, current, reader.around(submit, state))) {
            case Decision.Accepted _ -> send(row, submit, known, Outcome.ACCEPTED, options);
            case Decision.Refused(Refusal.AlreadySubmitted(ReportState.Standing standing))
                    when options.correctChanged() ->
                    send(
                            row,
                            correction(submit, standing, standing.latest(), CHANGED),
                            known,
                            Outcome.CORRECTED,
                            options);
            case Decision.Refused(Refusal.NotStanding _)
                    when options.correctChanged()
                            && state instanceof ReportState.Withdrawn withdrawn
                            && withdrawn.reason() == WithdrawalReason.MISSING_FROM_RELEASE ->
                    send(
                            row,
                            correction(submit, withdrawn.before(), withdrawn.latest(), BACK),
                            known,
                            Outcome.CORRECTED,
                            options);
            case Decision.Refused(Refusal refusal) ->
                    CompletableFuture.completedFuture(
                            result(
                                    row,
                                    new ReportSubmissions.Outcome.Refused(refusal),
                                    Outcome.REJECTED));
        };
    }

    private ReportCommand.CorrectReport correction(
            ReportCommand.SubmitReport submit,
            ReportState.Standing report,
            long latest,
            String reason) {
        return new ReportCommand.CorrectReport(
                report.report(),
                submit.origin(),
                latest,
                submit.sealed(),
                submit.knownAt(),
                sealing.text("reason", Optional.of(reason)));
    }

    /** What is known of a row's report. */
    private record Known(ReportState state, Optional<Fingerprint> current) {}

    private CompletableFuture<RowResult> send(
            ReadRow row, ReportCommand command, Known known, Outcome outcome, Options options) {
        if (options.dryRun()) {
            return CompletableFuture.completedFuture(
                    would(row, command, known, outcome, options.claims()));
        }
        return submissions.carryOut(command).thenApply(answer -> result(row, answer, outcome));
    }

    /** What a row would become, decided on the report as it is now. */
    private RowResult would(
            ReadRow row, ReportCommand command, Known known, Outcome outcome, boolean claims) {
        return switch (ReportDecider.decide(
                command, known.state(), known.current(), reader.around(command, known.state()))) {
            case Decision.Refused(Refusal refusal) ->
                    result(row, new ReportSubmissions.Outcome.Refused(refusal), outcome);
            case Decision.Accepted accepted ->
                    done(
                            row,
                            outcome,
                            Optional.empty(),
                            claims
                                    ? Optional.of(ImportChange.of(command, known.state(), accepted))
                                    : Optional.empty());
        };
    }

    private static RowResult result(
            ReadRow row, ReportSubmissions.Outcome answer, Outcome outcome) {
        return switch (answer) {
            case ReportSubmissions.Outcome.Done done ->
                    done(row, outcome, Optional.of(done.receipt().position()));
            case ReportSubmissions.Outcome.Replayed replayed ->
                    done(row, outcome, Optional.of(replayed.receipt().position()));
            case ReportSubmissions.Outcome.Refused(Refusal.Unchanged unchanged) ->
                    done(row, Outcome.UNCHANGED, Optional.of(unchanged.standing().claimAt()));
            case ReportSubmissions.Outcome.Refused(Refusal refusal) -> {
                Problem problem = ReportProblems.of(refusal);
                yield rejected(
                        row,
                        problem.errors().isEmpty()
                                ? List.of(
                                        new Problem.Error(
                                                "",
                                                problem.slug(),
                                                problem.title() + ". " + problem.detail()))
                                : problem.errors());
            }
        };
    }

    private static RowResult done(ReadRow row, Outcome outcome, Optional<Long> position) {
        return done(row, outcome, position, Optional.empty());
    }

    private static RowResult done(
            ReadRow row, Outcome outcome, Optional<Long> position, Optional<ImportChange> change) {
        return new RowResult(
                row.number(), row.externalId(), outcome, position, List.of(), List.of(), change);
    }

    private static RowResult rejected(ReadRow row, List<Problem.Error> errors) {
        return new RowResult(
                row.number(),
                row.externalId(),
                Outcome.REJECTED,
                Optional.empty(),
                errors,
                row.record(),
                Optional.empty());
    }

    private static List<RowResult> finished(List<CompletableFuture<RowResult>> results) {
        return CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
                .orTimeout(WAIT_SECONDS, TimeUnit.SECONDS)
                .thenApply(_ -> results.stream().map(CompletableFuture::join).toList())
                .join();
    }

    /**
     * Withdraws what the organisation has and the file has no more. A row that was rejected is in
     * the file.
     */
    private void withdrawMissing(
            Set<ReportId> inFile, long rows, Acting.Actor actor, Options options, Results results)
            throws IOException {
        OrganisationId organisation = new OrganisationId(actor.organisation());
        long number = rows;
        long from = 0;
        List<StoredEvent> page;
        do {
            page = reader.submissions(Optional.of(organisation), from, CHUNK);
            Map<ReportId, ReportSubmitted> missing = new HashMap<>();
            for (StoredEvent event : page) {
                ReportSubmitted submitted = ReportReader.submitted(event);
                if (!inFile.contains(submitted.report())) {
                    missing.put(submitted.report(), submitted);
                }
                from = event.position() + 1;
            }
            Map<ReportId, ReportState> states =
                    missing.isEmpty() ? Map.of() : reader.states(missing.keySet());
            List<CompletableFuture<RowResult>> withdrawals = new ArrayList<>();
            for (ReportSubmitted report : missing.values()) {
                if (states.get(report.report()) instanceof ReportState.Standing standing) {
                    ReadRow row =
                            new ReadRow(
                                    ++number,
                                    report.externalId(),
                                    report.report(),
                                    Optional.empty(),
                                    List.of(),
                                    List.of());
                    withdrawals.add(
                            send(
                                    row,
                                    withdrawal(report, actor),
                                    new Known(standing, Optional.empty()),
                                    Outcome.WITHDRAWN,
                                    options));
                }
            }
            results.take(finished(withdrawals));
        } while (page.size() == CHUNK);
    }

    private ReportCommand.WithdrawReport withdrawal(ReportSubmitted report, Acting.Actor actor) {
        return new ReportCommand.WithdrawReport(
                report.report(),
                sealing.origin(actor, Optional.empty(), true),
                WithdrawalReason.MISSING_FROM_RELEASE,
                List.of());
    }
}
