package org.casualtyledger.counting;

import org.casualtyledger.events.CountsAssessed;
import org.casualtyledger.events.DuplicateConfirmed;
import org.casualtyledger.events.DuplicateDismissed;
import org.casualtyledger.events.IncidentEvent;
import org.casualtyledger.events.IncidentGraded;
import org.casualtyledger.events.IncidentRehomed;
import org.casualtyledger.events.IncidentSplit;
import org.casualtyledger.events.IncidentsMerged;
import org.casualtyledger.events.LedgerEvent;
import org.casualtyledger.events.PublicationEvent;
import org.casualtyledger.events.RegistryEvent;
import org.casualtyledger.events.ReportCorrected;
import org.casualtyledger.events.ReportEvent;
import org.casualtyledger.events.ReportSubmitted;
import org.casualtyledger.events.ReportWithdrawn;
import org.casualtyledger.events.ReportsLinked;
import org.casualtyledger.events.ResolutionEvent;
import org.casualtyledger.events.ResponsibilityAssessed;
import org.casualtyledger.events.ReviewApproved;
import org.casualtyledger.events.StatementRecorded;
import org.casualtyledger.events.claim.Code;

/** Why a tally changed: the kind of event that moved it. */
public enum Cause implements Code {
    NEW_REPORT("new-report"),
    CORRECTION("correction"),
    WITHDRAWAL("withdrawal"),
    LINK("link"),
    MERGE("merge"),
    SPLIT("split"),
    REHOMING("rehoming"),
    DUPLICATE("duplicate"),
    GRADE("grade"),
    ASSESSED_COUNTS("assessed-counts"),
    RESPONSIBILITY("responsibility"),
    REVIEW("review"),
    STATEMENT("statement"),
    RESOLUTION("resolution"),
    REGISTRY("registry"),
    PUBLICATION("publication");

    private final String code;

    Cause(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }

    public static Cause of(LedgerEvent event) {
        return switch (event) {
            case ReportEvent e -> of(e);
            case IncidentEvent e -> of(e);
            case ResolutionEvent _ -> RESOLUTION;
            case RegistryEvent _ -> REGISTRY;
            case PublicationEvent _ -> PUBLICATION;
        };
    }

    private static Cause of(ReportEvent event) {
        return switch (event) {
            case ReportSubmitted _ -> NEW_REPORT;
            case ReportCorrected _ -> CORRECTION;
            case ReportWithdrawn _ -> WITHDRAWAL;
        };
    }

    private static Cause of(IncidentEvent event) {
        return switch (event) {
            case ReportsLinked _ -> LINK;
            case IncidentsMerged _ -> MERGE;
            case IncidentSplit _ -> SPLIT;
            case IncidentRehomed _ -> REHOMING;
            case DuplicateConfirmed _, DuplicateDismissed _ -> DUPLICATE;
            case IncidentGraded _ -> GRADE;
            case CountsAssessed _ -> ASSESSED_COUNTS;
            case ResponsibilityAssessed _ -> RESPONSIBILITY;
            case ReviewApproved _ -> REVIEW;
            case StatementRecorded _ -> STATEMENT;
        };
    }
}
