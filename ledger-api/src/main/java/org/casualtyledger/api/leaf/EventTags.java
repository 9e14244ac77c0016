package org.casualtyledger.api.leaf;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import org.casualtyledger.api.eventlog.Tag;
import org.casualtyledger.events.ActorId;
import org.casualtyledger.events.ActorRegistered;
import org.casualtyledger.events.ActorResolved;
import org.casualtyledger.events.ChallengeAnswered;
import org.casualtyledger.events.ChallengeId;
import org.casualtyledger.events.ChallengeRaised;
import org.casualtyledger.events.Challenged;
import org.casualtyledger.events.DefaultMethodologySet;
import org.casualtyledger.events.DuplicateConfirmed;
import org.casualtyledger.events.DuplicateDismissed;
import org.casualtyledger.events.GazetteerAdopted;
import org.casualtyledger.events.IncidentEvent;
import org.casualtyledger.events.IncidentId;
import org.casualtyledger.events.IncidentRehomed;
import org.casualtyledger.events.IncidentSplit;
import org.casualtyledger.events.IncidentsMerged;
import org.casualtyledger.events.Judgement;
import org.casualtyledger.events.KeyAdded;
import org.casualtyledger.events.KeyRevoked;
import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.events.MethodologyPublished;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.OrganisationRegistered;
import org.casualtyledger.events.PlaceResolved;
import org.casualtyledger.events.PublicationEvent;
import org.casualtyledger.events.PublicationId;
import org.casualtyledger.events.RegistryEvent;
import org.casualtyledger.events.ReportCorrected;
import org.casualtyledger.events.ReportEvent;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.ReportWithdrawn;
import org.casualtyledger.events.ReportsLinked;
import org.casualtyledger.events.ResolutionEvent;
import org.casualtyledger.events.ReviewApproved;
import org.casualtyledger.events.StatedName;
import org.casualtyledger.events.StatementRecorded;
import org.casualtyledger.events.TallyPublished;

/**
 * Under which tags an event is found again. An alias is the same tag under which a report of that
 * external id would stand.
 *
 * <p>{@code report} is an event of the report's own organisation, {@code moved} one that moves it;
 * {@code incident} is any event that says something of the incident, {@code merged} the one that
 * dissolved it. Names that people choose are tagged by their SHA-256, for a tag is short.
 */
public final class EventTags {
    private EventTags() {}

    public static Tag report(ReportId report) {
        return new Tag("report", report.toString());
    }

    public static Tag moved(ReportId report) {
        return new Tag("moved", report.toString());
    }

    public static Tag incident(IncidentId incident) {
        return new Tag("incident", incident.toString());
    }

    public static Tag merged(IncidentId incident) {
        return new Tag("merged", incident.toString());
    }

    public static Tag organisation(OrganisationId organisation) {
        return new Tag("organisation", organisation.value());
    }

    public static Tag signingKeys(OrganisationId organisation) {
        return new Tag("signing-keys", organisation.value());
    }

    public static Tag actor(ActorId actor) {
        return new Tag("actor", actor.value());
    }

    public static Tag statedPlace(StatedName stated) {
        return new Tag("stated-place", sha256(stated.key()));
    }

    public static Tag statedActor(String stated) {
        return new Tag("stated-actor", sha256(stated));
    }

    public static Tag methodology(String name) {
        return new Tag("methodology", name);
    }

    public static Tag publication(PublicationId publication) {
        return new Tag("publication", publication.toString());
    }

    public static Tag challenge(ChallengeId challenge) {
        return new Tag("challenge", challenge.toString());
    }

    /** Of every challenge of one number or report. */
    public static Tag challenged(Challenged about) {
        return new Tag("challenged", about.id().toString());
    }

    /** Of everything that says which gazetteer, or which default, holds. */
    public static Tag ledger(String what) {
        return new Tag("ledger", what);
    }

    public static Set<Tag> of(OrganisationId by, LedgerEvent event) {
        Set<Tag> tags = new LinkedHashSet<>();
        switch (event) {
            case ReportEvent e -> reporting(by, e, tags);
            case IncidentEvent e -> incidents(e, tags);
            case ResolutionEvent e -> resolution(e, tags);
            case RegistryEvent e -> registry(e, tags);
            case PublicationEvent e -> publication(e, tags);
        }
        return tags;
    }

    private static void reporting(OrganisationId by, ReportEvent event, Set<Tag> tags) {
        tags.add(report(event.report()));
        switch (event) {
            case ReportSubmitted e -> {
                e.aliases().forEach(alias -> tags.add(report(ReportId.of(by, alias))));
                e.incident().ifPresent(incident -> tags.add(incident(incident)));
            }
            case ReportCorrected _, ReportWithdrawn _ -> {}
        }
    }

    private static void incidents(IncidentEvent event, Set<Tag> tags) {
        tags.add(incident(event.incident()));
        switch (event) {
            case ReportsLinked e ->
                    e.moves()
                            .forEach(
                                    move -> {
                                        tags.add(moved(move.report()));
                                        tags.add(incident(move.from()));
                                    });
            case IncidentsMerged e -> {
                tags.add(incident(e.merged()));
                tags.add(merged(e.merged()));
                e.reports().forEach(report -> tags.add(moved(report)));
            }
            case IncidentSplit e -> {
                tags.add(incident(e.into()));
                e.reports().forEach(report -> tags.add(moved(report)));
            }
            case IncidentRehomed e -> e.reports().forEach(c -> tags.add(moved(c.report())));
            case DuplicateConfirmed e -> tags.add(incident(e.survivor()));
            case DuplicateDismissed e -> tags.add(incident(e.other()));
            case Judgement _, ReviewApproved _, StatementRecorded _ -> {}
        }
    }

    private static void resolution(ResolutionEvent event, Set<Tag> tags) {
        switch (event) {
            case GazetteerAdopted _ -> tags.add(ledger("gazetteer"));
            case PlaceResolved e -> tags.add(statedPlace(e.stated()));
            case ActorResolved e -> tags.add(statedActor(e.stated()));
        }
    }

    private static void registry(RegistryEvent event, Set<Tag> tags) {
        switch (event) {
            case OrganisationRegistered e -> tags.add(organisation(e.organisation()));
            case ActorRegistered e -> tags.add(actor(e.actor()));
            case MethodologyPublished e -> tags.add(methodology(e.name()));
            case DefaultMethodologySet _ -> tags.add(ledger("default-methodology"));
            case KeyAdded e -> tags.add(signingKeys(e.organisation()));
            case KeyRevoked e -> tags.add(signingKeys(e.organisation()));
        }
    }

    private static void publication(PublicationEvent event, Set<Tag> tags) {
        switch (event) {
            case TallyPublished e -> tags.add(publication(e.publication()));
            case ChallengeRaised e -> {
                tags.add(challenge(e.challenge()));
                tags.add(challenged(e.about()));
            }
            case ChallengeAnswered e -> tags.add(challenge(e.challenge()));
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
