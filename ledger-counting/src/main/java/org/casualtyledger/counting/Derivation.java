package org.casualtyledger.counting;

import java.util.List;
import org.casualtyledger.events.ReportId;
import org.casualtyledger.events.claim.Code;

/**
 * What a methodology makes of one incident, and how.
 *
 * @param contributions what it adds to which cells; none where it does not count
 * @param verdict whether it counts, or why not
 * @param used the reports behind the ranges, place and time
 * @param leftOut the reports that are not, each with the reason
 * @param grade the grade under which it stands
 * @param rule how the range was made: a word of the methodology's vocabulary, or {@code assessed}
 * @param disputed what assessors disagree about: any of {@code grade}, {@code counts}, {@code
 *     responsibility}
 */
public record Derivation(
        List<Contribution> contributions,
        Verdict verdict,
        List<ReportId> used,
        List<LeftOut> leftOut,
        CellGrade grade,
        String rule,
        Measures measures,
        List<Attribution> actors,
        List<String> disputed) {
    public Derivation {
        contributions = List.copyOf(contributions);
        used = List.copyOf(used);
        leftOut = List.copyOf(leftOut);
        actors = List.copyOf(actors);
        disputed = List.copyOf(disputed);
    }

    /** Whether an incident counts. */
    public enum Verdict implements Code {
        COUNTED("counted"),
        /** No report stands, or none of an organisation that contributes. */
        NO_ACCOUNT("no-account"),
        /** Another incident counts in its place. */
        DUPLICATE("duplicate"),
        /** The methodology does not count its grade. */
        GRADE("grade");

        private final String code;

        Verdict(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }

    /** A report that does not make the range. */
    public record LeftOut(ReportId report, Why why) {}

    /** Why a report does not make the range. */
    public enum Why implements Code {
        WITHDRAWN("withdrawn"),
        /** An aggregate or cumulative report. */
        NO_INCIDENT_REPORT("no-incident-report"),
        /** The same organisation and claimant gave a later account. */
        SUPERSEDED("superseded"),
        /** Its organisation does not contribute under this methodology. */
        NOT_CONTRIBUTING("not-contributing"),
        /** It only repeats another report of this incident. */
        DERIVED("derived");

        private final String code;

        Why(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }
}
