package org.casualtyledger.api.reporting;

import static org.casualtyledger.edge.Scope.AUDIT;
import static org.casualtyledger.edge.Scope.READ;
import static org.casualtyledger.edge.Scope.SUBMIT;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.casualtyledger.api.commands.IdempotencyHeader;
import org.casualtyledger.api.commands.LogOrigin;
import org.casualtyledger.api.eventlog.EventLog;
import org.casualtyledger.api.eventlog.Idempotency;
import org.casualtyledger.api.eventlog.Receipt;
import org.casualtyledger.api.eventlog.StoredEvent;
import org.casualtyledger.edge.Acting;
import org.casualtyledger.edge.Bodies;
import org.casualtyledger.edge.Caller;
import org.casualtyledger.edge.Parameters;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.edge.RequiresScope;
import org.casualtyledger.events.ReportId;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/reports}: everything is posted, nothing put or deleted. */
@RestController
final class ReportController {
    private static final Pattern ETAG = Pattern.compile("\"r([0-9]{1,18})(-m[0-9]{1,18})?\"");

    private final ReportSubmissions submissions;
    private final ReportReader reader;
    private final Sealing sealing;
    private final Acting acting;
    private final EventLog log;
    private final LogOrigin origin;

    ReportController(
            ReportSubmissions submissions,
            ReportReader reader,
            Sealing sealing,
            Acting acting,
            EventLog log,
            LogOrigin origin) {
        this.submissions = submissions;
        this.reader = reader;
        this.sealing = sealing;
        this.acting = acting;
        this.log = log;
        this.origin = origin;
    }

    @RequiresScope(SUBMIT)
    @PostMapping("/v1/reports")
    CompletableFuture<ResponseEntity<byte[]>> submit(HttpServletRequest request, Caller caller) {
        Asked asked = asked(request, caller);
        byte[] body = Bodies.read(request, Bodies.REPORT_BYTES);
        Optional<Idempotency> idempotency = idempotency(request, asked.actor(), "submit", body);
        ReportRequests.Submission submission =
                ReportRequests.submission(body, sealing.today(), asked.dryRun());
        return finish(
                sealing.submission(submission, sealing.origin(asked.actor(), idempotency, false)),
                asked);
    }

    @RequiresScope(SUBMIT)
    @PostMapping("/v1/reports/{id}/corrections")
    CompletableFuture<ResponseEntity<byte[]>> correct(
            @PathVariable("id") String id, HttpServletRequest request, Caller caller) {
        ReportId report = reportId(id);
        Asked asked = asked(request, caller);
        byte[] body = Bodies.read(request, Bodies.REPORT_BYTES);
        long expected = ifMatch(request, report);
        ReportRequests.Correction correction =
                ReportRequests.correction(body, sealing.today(), asked.dryRun());
        return finish(
                new ReportCommand.CorrectReport(
                        report,
                        origin(request, asked, id + "/corrections", body)
                                .offering(correction.signature()),
                        expected,
                        sealing.claim(correction.draft(), correction.signature()),
                        correction.knownAt(),
                        sealing.text("reason", correction.reason())),
                asked);
    }

    @RequiresScope(SUBMIT)
    @PostMapping("/v1/reports/{id}/withdrawals")
    CompletableFuture<ResponseEntity<byte[]>> withdraw(
            @PathVariable("id") String id, HttpServletRequest request, Caller caller) {
        ReportId report = reportId(id);
        Asked asked = asked(request, caller);
        byte[] body = Bodies.read(request, Bodies.REPORT_BYTES);
        ReportRequests.Withdrawal withdrawal = ReportRequests.withdrawal(body, asked.dryRun());
        return finish(
                new ReportCommand.WithdrawReport(
                        report,
                        origin(request, asked, id + "/withdrawals", body)
                                .offering(withdrawal.signature()),
                        withdrawal.reason(),
                        sealing.text("note", withdrawal.note())),
                asked);
    }

    @RequiresScope({READ, SUBMIT, AUDIT})
    @GetMapping("/v1/reports/{id}")
    ResponseEntity<byte[]> one(
            @PathVariable("id") String id, HttpServletRequest request, Caller caller) {
        new Parameters(request).done();
        ReportReader.History history =
                reader.history(reportId(id))
                        .filter(found -> maySee(found, caller))
                        .orElseThrow(
                                () -> Problem.notFound("No report has this id.").asException());
        List<Long> positions = history.events().stream().map(StoredEvent::position).toList();
        String etag = etag(history);
        if (etag.equals(request.getHeader("If-None-Match"))) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(etag).build();
        }
        return ResponseEntity.ok()
                .eTag(etag)
                .contentType(MediaType.APPLICATION_JSON)
                .body(
                        ReportViews.bytes(
                                ReportViews.history(history, reader.texts(positions), caller)));
    }

    private static boolean maySee(ReportReader.History history, Caller caller) {
        return caller.may(READ)
                || caller.may(AUDIT)
                || history.events()
                        .getFirst()
                        .by()
                        .filter(caller.organisation()::equals)
                        .isPresent();
    }

    private CompletableFuture<ResponseEntity<byte[]>> finish(ReportCommand command, Asked asked) {
        if (command.origin().offered().isPresent()) {
            // A ledger without a name says so before anything is decided.
            origin.name();
        }
        return asked.dryRun()
                ? CompletableFuture.completedFuture(rehearsed(command))
                : carriedOut(command);
    }

    /** What would become of a command, with the text to sign where it asks for it. */
    private ResponseEntity<byte[]> rehearsed(ReportCommand command) {
        ReportSubmissions.Rehearsal rehearsal = submissions.rehearse(command);
        return switch (rehearsal.decision()) {
            case Decision.Refused(Refusal.Unchanged unchanged) ->
                    repeated(unchanged.standing().claimAt(), "unchanged");
            case Decision.Refused(Refusal refusal) ->
                    throw ReportProblems.of(refusal).asException();
            case Decision.Accepted accepted ->
                    ResponseEntity.ok()
                            .contentType(MediaType.APPLICATION_JSON)
                            .body(
                                    ReportViews.bytes(
                                            ReportViews.rehearsal(
                                                    ReportReader.account(accepted.event()),
                                                    command,
                                                    rehearsal.signing())));
        };
    }

    private CompletableFuture<ResponseEntity<byte[]>> carriedOut(ReportCommand command) {
        return submissions
                .carryOut(command)
                .thenApply(
                        outcome ->
                                switch (outcome) {
                                    case ReportSubmissions.Outcome.Done done ->
                                            answer(
                                                    HttpStatus.CREATED,
                                                    ReportReader.account(done.event()),
                                                    done.receipt(),
                                                    "accepted");
                                    case ReportSubmissions.Outcome.Replayed replayed ->
                                            repeated(replayed.receipt().position(), "replayed");
                                    case ReportSubmissions.Outcome.Refused(
                                                    Refusal.Unchanged unchanged) ->
                                            repeated(unchanged.standing().claimAt(), "unchanged");
                                    case ReportSubmissions.Outcome.Refused(Refusal refusal) ->
                                            throw ReportProblems.of(refusal).asException();
                                });
    }

    /** The receipt of an event that stands already. */
    private ResponseEntity<byte[]> repeated(long position, String outcome) {
        StoredEvent event = log.read(position, 1).getFirst();
        return answer(HttpStatus.OK, ReportReader.account(event), event.receipt(), outcome);
    }

    private static ResponseEntity<byte[]> answer(
            HttpStatus status, ReportReader.Account account, Receipt receipt, String outcome) {
        return ResponseEntity.status(status)
                .header("Location", "/v1/reports/" + account.report())
                .eTag(etag(receipt.position()))
                .contentType(MediaType.APPLICATION_JSON)
                .body(ReportViews.bytes(ReportViews.receipt(account, receipt, outcome)));
    }

    /**
     * What the address says.
     *
     * @param dryRun whether it is only to be decided
     */
    private record Asked(Acting.Actor actor, boolean dryRun) {}

    private Asked asked(HttpServletRequest request, Caller caller) {
        Parameters parameters = new Parameters(request);
        Optional<String> organisation = parameters.text("organisation");
        boolean dryRun = parameters.flag("dryRun");
        parameters.done();
        return new Asked(acting.actor(caller, organisation), dryRun);
    }

    private ReportCommand.Origin origin(
            HttpServletRequest request, Asked asked, String what, byte[] body) {
        return sealing.origin(
                asked.actor(), idempotency(request, asked.actor(), what, body), false);
    }

    private static Optional<Idempotency> idempotency(
            HttpServletRequest request, Acting.Actor actor, String what, byte[] body) {
        return IdempotencyHeader.read(request, actor.organisation(), what, body);
    }

    /** The position that the caller's If-Match names; {@code *} stands for whatever is current. */
    private long ifMatch(HttpServletRequest request, ReportId report) {
        String header = request.getHeader("If-Match");
        if (header == null) {
            throw new Problem(
                            428,
                            "if-match-needed",
                            "A correction must say which version it corrects",
                            "Send If-Match with the ETag of the report as you read it.",
                            List.of(Problem.Error.ofHeader("If-Match", "missing", "is required")))
                    .asException();
        }
        if (header.strip().equals("*")) {
            return reader.history(report)
                    .map(history -> history.events().getLast().position())
                    .orElse(-1L);
        }
        Matcher tag = ETAG.matcher(header.strip());
        if (!tag.matches()) {
            throw Problem.badParameters(
                            List.of(
                                    Problem.Error.ofHeader(
                                            "If-Match",
                                            "not-valid",
                                            "must be the ETag of the report, as \"r17\"")))
                    .asException();
        }
        return Long.parseLong(tag.group(1));
    }

    /**
     * Names the organisation's own latest event, which a correction is held against; and beside it
     * the latest move by others, so that an answer that is kept somewhere does not outlive it.
     */
    private static String etag(ReportReader.History history) {
        String own = "r" + history.events().getLast().position();
        return history.movedAt().isPresent()
                ? "\"" + own + "-m" + history.movedAt().getAsLong() + "\""
                : "\"" + own + "\"";
    }

    private static String etag(long position) {
        return "\"r" + position + "\"";
    }

    private static ReportId reportId(String text) {
        if (text.length() != 36) {
            throw Problem.notFound("A report's id is a UUID.").asException();
        }
        try {
            return new ReportId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw Problem.notFound("A report's id is a UUID.").asException();
        }
    }
}
