package org.casualtyledger.api.reporting;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.casualtyledger.api.eventlog.Receipt;
import org.casualtyledger.api.eventlog.StoredEvent;
import org.casualtyledger.edge.Caller;
import org.casualtyledger.edge.Scope;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.Flag;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.json.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reports as JSON. */
final class ReportViews {
    private ReportViews() {}

    static byte[] bytes(ObjectNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * What a submitter gets: where its event stands, and the hash by which anybody can prove it.
     */
    static ObjectNode receipt(ReportReader.Account account, Receipt receipt, String outcome) {
        ObjectNode out = subject(account);
        out.put("position", receipt.position());
        out.put("leafHash", HexFormat.of().formatHex(receipt.leafHash()));
        out.put("at", EventCodec.instant(receipt.at()));
        out.put("outcome", outcome);
        account.signedBy().ifPresent(key -> out.put("signedBy", key.value()));
        flags(out, account.flags());
        return out;
    }

    /**
     * What a dry run answers.
     *
     * @param signing where the request asks what there is to sign: {@code covered} is the exact
     *     text, whose UTF-8 bytes are signed
     */
    static ObjectNode rehearsal(
            ReportReader.Account account, ReportCommand command, Optional<Signing> signing) {
        ObjectNode out = subject(account);
        out.put("outcome", "would-append");
        signing.ifPresent(
                s -> {
                    out.put("origin", s.keys().ring().origin());
                    s.supersedes()
                            .ifPresentOrElse(
                                    hash -> out.put("supersedes", hash),
                                    () -> out.putNull("supersedes"));
                    out.put("covered", s.covered(command).text());
                });
        flags(out, account.flags());
        return out;
    }

    private static ObjectNode subject(ReportReader.Account account) {
        ObjectNode out = Json.object();
        out.put("report", account.report().toString());
        account.externalId().ifPresent(id -> out.put("externalId", id));
        account.incident().ifPresent(id -> out.put("incident", id.toString()));
        return out;
    }

    private static void flags(ObjectNode out, List<Flag> flags) {
        ArrayNode written = out.putArray("flags");
        flags.forEach(
                flag ->
                        written.addObject()
                                .put("code", flag.code())
                                .put("pointer", flag.pointer()));
    }

    /**
     * A report with its whole history. The leaves are those that are hashed, with fields that this
     * version may not know.
     */
    static ObjectNode history(
            ReportReader.History history, List<ReportReader.Text> texts, Caller caller) {
        ObjectNode out = head(history.state(), history.first(), history.events().getFirst());
        ArrayNode events = out.putArray("history");
        for (StoredEvent event : history.events()) {
            ObjectNode one = events.addObject();
            one.put("position", event.position());
            one.put("at", EventCodec.instant(event.at()));
            one.put("type", event.type());
            one.put("leafHash", HexFormat.of().formatHex(event.leafHash()));
            ReportReader.account(event)
                    .signedBy()
                    .ifPresentOrElse(
                            key -> one.put("signedBy", key.value()), () -> one.putNull("signedBy"));
            one.set("leaf", leaf(event));
            disclosed(one.putArray("texts"), event, texts, caller);
        }
        return out;
    }

    /** One line of a list. */
    static ObjectNode head(ReportState state, ReportSubmitted first, StoredEvent submitted) {
        ObjectNode out = Json.object();
        out.put("report", first.report().toString());
        submitted.by().ifPresent(by -> out.put("organisation", by));
        out.put("externalId", first.externalId());
        if (!first.aliases().isEmpty()) {
            ArrayNode aliases = out.putArray("aliases");
            first.aliases().forEach(aliases::add);
        }
        out.put("kind", first.claim().kind().code());
        switch (state) {
            case ReportState.Standing s -> {
                where(out, s);
                out.put("status", "standing").put("position", s.latest());
            }
            case ReportState.Withdrawn w -> {
                where(out, w.before());
                out.put("status", "withdrawn").put("position", w.latest());
            }
            case ReportState.Absent _ -> out.put("status", "absent");
        }
        return out;
    }

    /** Its incident and theatre of now; those of its submission stand in the history. */
    private static void where(ObjectNode out, ReportState.Standing report) {
        report.incident().ifPresent(incident -> out.put("incident", incident.toString()));
        out.put("theatre", report.theatre().value());
    }

    private static tools.jackson.databind.JsonNode leaf(StoredEvent event) {
        try {
            return Json.parse(event.leaf());
        } catch (Json.Malformed e) {
            throw new IllegalStateException("the leaf at " + event.position() + " is no JSON", e);
        }
    }

    /**
     * Restricted texts are for the organisation itself and for auditors; embargoed ones for the
     * organisation alone.
     */
    private static void disclosed(
            ArrayNode out, StoredEvent event, List<ReportReader.Text> texts, Caller caller) {
        boolean own = event.by().filter(caller.organisation()::equals).isPresent();
        for (ReportReader.Text text : texts) {
            boolean visible =
                    "public".equals(text.audience())
                            || own
                            || ("restricted".equals(text.audience()) && caller.may(Scope.AUDIT));
            if (text.position() == event.position() && visible) {
                out.addObject()
                        .put("digest", text.digest())
                        .put("audience", text.audience())
                        .put("name", text.name())
                        .put("value", text.value());
            }
        }
    }
}
