package org.casualtyledger.api.verification;

import java.util.List;
import org.casualtyledger.api.commands.Refusal;
import org.casualtyledger.edge.Problem;

/** Why a judgement, or its approval, is refused. */
sealed interface JudgementRefusal extends Refusal {
    /** The organisation has not judged this, or has taken it back. */
    record NothingToTakeBack() implements JudgementRefusal {}

    /** No judgement of this incident stands there. */
    record NotAJudgement(long position) implements JudgementRefusal {}

    /** It never waited for anybody. */
    record NotPending(long position) implements JudgementRefusal {}

    record ApprovedAlready(long position, long approval) implements JudgementRefusal {}

    /** Its organisation has judged the same anew. */
    record Superseded(long position, long by) implements JudgementRefusal {}

    /** Nobody is a second reader of what is one's own. */
    record OwnJudgement(long position) implements JudgementRefusal {}

    @Override
    default Problem problem() {
        return switch (this) {
            case NothingToTakeBack _ ->
                    new Problem(
                            409,
                            "no-change",
                            "It is so already",
                            "Your organisation has judged nothing here that could be taken back.");
            case NotAJudgement r ->
                    Problem.invalid(
                            List.of(
                                    new Problem.Error(
                                            "/judgement",
                                            "not-a-judgement",
                                            "no judgement of this incident stands at position "
                                                    + r.position())));
            case NotPending r ->
                    new Problem(
                            409,
                            "not-pending",
                            "The judgement waits for nobody",
                            "That at position " + r.position() + " counts since it was made.");
            case ApprovedAlready r ->
                    new Problem(
                            409,
                            "not-pending",
                            "The judgement waits for nobody",
                            "It was approved at position " + r.approval() + ".");
            case Superseded r ->
                    new Problem(
                            409,
                            "superseded",
                            "Its author has judged the same anew",
                            "The later judgement stands at position " + r.by() + ".");
            case OwnJudgement r ->
                    new Problem(
                            403,
                            "own-judgement",
                            "Nobody approves a judgement of one's own",
                            "The judgement at position "
                                    + r.position()
                                    + " is your organisation's. Another organisation may approve it, or"
                                    + " another person of yours if both keys name one.");
        };
    }
}
