package org.casualtyledger.api.signing;

import java.util.List;
import org.casualtyledger.edge.Problem;
import org.casualtyledger.events.KeyAdded;
import org.casualtyledger.events.signature.Covered;
import org.casualtyledger.events.signature.SignatureFault;

/** Why a key is not added or revoked. */
sealed interface SigningRefusal {
    /** It breaks a rule that every reader of the log applies. */
    record NotAdded(SignatureFault fault, KeyAdded event, String origin)
            implements SigningRefusal {}

    record TooManyKeys() implements SigningRefusal {}

    record NoSuchKey() implements SigningRefusal {}

    default Problem problem() {
        return switch (this) {
            case NotAdded r ->
                    invalid(pointer(r.fault()), r.fault().code(), r.fault().meaning() + hint(r));
            case TooManyKeys _ ->
                    invalid(
                            "",
                            "too-many-keys",
                            "an organisation has at most " + SigningDecider.MOST_KEYS + " keys");
            case NoSuchKey _ -> Problem.notFound("The organisation has no signing key of this id.");
        };
    }

    private static String pointer(SignatureFault fault) {
        return switch (fault) {
            case KEY_KNOWN -> "/key";
            case BAD_POSSESSION -> "/possession";
            case UNKNOWN_KEY, REVOKED_KEY -> "/endorsement/key";
            case BAD_SIGNATURE -> "/endorsement/value";
            case NOT_ENDORSED, NOTHING_TO_ENDORSE -> "/endorsement";
            case OTHER_KEY_ID, OTHER_ORGANISATION, OTHER_REPORT, NOT_THE_FIRST, NOTHING_BEFORE ->
                    "";
        };
    }

    private static String hint(NotAdded r) {
        return switch (r.fault()) {
            case BAD_POSSESSION, BAD_SIGNATURE, NOT_ENDORSED ->
                    "; what is to be signed are the UTF-8 bytes of "
                            + Covered.keyAdded(
                                            r.origin(), r.event().organisation(), r.event().key())
                                    .text();
            case KEY_KNOWN -> "; one that was revoked never comes back";
            default -> "";
        };
    }

    private static Problem invalid(String pointer, String code, String detail) {
        return Problem.invalid(List.of(new Problem.Error(pointer, code, detail)));
    }
}
