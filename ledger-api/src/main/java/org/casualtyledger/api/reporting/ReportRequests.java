package org.casualtyledger.api.reporting;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.casualtyledger.api.commands.JsonBody;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.WithdrawalReason;
import org.casualtyledger.events.claim.ClaimDraft;
import org.casualtyledger.events.claim.ClaimReader;
import org.casualtyledger.events.claim.Limits;
import org.casualtyledger.events.claim.ReportKind;
import org.casualtyledger.events.json.Faults;
import org.casualtyledger.events.json.Fields;
import org.casualtyledger.events.json.Texts;
import tools.jackson.databind.JsonNode;

/** Request bodies of reporting, read strictly: every fault is named with its JSON pointer. */
final class ReportRequests {
    private ReportRequests() {}

    record Submission(
            String externalId,
            List<String> aliases,
            Optional<IncidentId> incident,
            Optional<LocalDate> knownAt,
            ClaimDraft draft,
            Optional<OfferedSignature> signature) {}

    record Correction(
            ClaimDraft draft,
            Optional<String> reason,
            Optional<LocalDate> knownAt,
            Optional<OfferedSignature> signature) {}

    record Withdrawal(
            WithdrawalReason reason, Optional<String> note, Optional<OfferedSignature> signature) {}

    /**
     * Reads a submission.
     *
     * @param dryRun whether its signature may be missing yet
     */
    static Submission submission(byte[] body, LocalDate today, boolean dryRun) {
        Faults faults = new Faults();
        Optional<Submission> submission = submission(JsonBody.parse(body), today, dryRun, faults);
        return submission.orElseThrow(() -> JsonBody.invalid(faults).asException());
    }

    /** Reads a submission; empty if it added to the faults. */
    static Optional<Submission> submission(
            JsonNode body, LocalDate today, boolean dryRun, Faults faults) {
        Fields f = Fields.of(body, "", faults);
        f.require("externalId");
        f.require("claim");
        Optional<String> externalId = f.name("externalId", Limits.EXTERNAL_ID);
        List<String> aliases = aliases(f, externalId, faults);
        Optional<IncidentId> incident = f.uuid("incident").map(IncidentId::new);
        Optional<LocalDate> knownAt = knownAt(f, today);
        Optional<ClaimDraft> draft =
                f.object("claim").flatMap(claim -> ClaimReader.request(claim, today));
        Optional<OfferedSignature> signature = OfferedSignature.ofClaim(f, draft, dryRun);
        f.refuseUnknown();
        if (draft.isPresent()
                && incident.isPresent()
                && draft.get().claim().kind() != ReportKind.INCIDENT) {
            faults.add(
                    "/incident",
                    "not-an-incident",
                    "only a report of the kind incident accounts for an incident");
        }
        if (!faults.isEmpty() || externalId.isEmpty() || draft.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Submission(
                        externalId.get(), aliases, incident, knownAt, draft.get(), signature));
    }

    private static List<String> aliases(Fields f, Optional<String> externalId, Faults faults) {
        List<String> aliases = new ArrayList<>();
        HashSet<String> seen = new HashSet<>();
        externalId.ifPresent(seen::add);
        for (Fields.Item item : f.list("aliases", Limits.ALIASES)) {
            Optional<String> alias =
                    Texts.name(item.value(), item::pointer, Limits.EXTERNAL_ID, faults);
            if (alias.isPresent() && !seen.add(alias.get())) {
                faults.add(item.pointer(), "repeated", "this id stands here twice");
            }
            alias.ifPresent(aliases::add);
        }
        return aliases;
    }

    private static Optional<LocalDate> knownAt(Fields f, LocalDate today) {
        Optional<LocalDate> knownAt = f.date("knownAt");
        if (knownAt.isPresent() && knownAt.get().isAfter(today.plusDays(1))) {
            f.faults().add("/knownAt", "in-the-future", "must not be in the future");
        }
        if (knownAt.isPresent() && knownAt.get().getYear() < Limits.FIRST_YEAR) {
            f.faults()
                    .add(
                            "/knownAt",
                            "too-early",
                            "must not be before the year " + Limits.FIRST_YEAR);
        }
        return knownAt;
    }

    static Correction correction(byte[] body, LocalDate today, boolean dryRun) {
        Faults faults = new Faults();
        Fields f = Fields.of(JsonBody.parse(body), "", faults);
        f.require("claim");
        f.require("reason");
        Optional<ClaimDraft> draft =
                f.object("claim").flatMap(claim -> ClaimReader.request(claim, today));
        Optional<String> reason = f.text("reason", Limits.NARRATIVE);
        Optional<LocalDate> knownAt = knownAt(f, today);
        Optional<OfferedSignature> signature = OfferedSignature.ofClaim(f, draft, dryRun);
        f.refuseUnknown();
        if (!faults.isEmpty() || draft.isEmpty()) {
            throw JsonBody.invalid(faults).asException();
        }
        return new Correction(draft.get(), reason, knownAt, signature);
    }

    static Withdrawal withdrawal(byte[] body, boolean dryRun) {
        Faults faults = new Faults();
        Fields f = Fields.of(JsonBody.parse(body), "", faults);
        f.require("reason");
        Optional<WithdrawalReason> reason = f.code("reason", WithdrawalReason.values());
        Optional<String> note = f.text("note", Limits.NARRATIVE);
        Optional<OfferedSignature> signature = OfferedSignature.ofWithdrawal(f, dryRun);
        f.refuseUnknown();
        if (!faults.isEmpty() || reason.isEmpty()) {
            throw JsonBody.invalid(faults).asException();
        }
        return new Withdrawal(reason.get(), note, signature);
    }
}
