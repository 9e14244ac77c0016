package org.casualtyledger.events.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.casualtyledger.events.Flag;
import org.casualtyledger.events.json.CanonicalJson;
import org.casualtyledger.events.json.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A claim as a request brings it: its structured facts, and its free text still in clear.
 *
 * @param claim the facts, without digests
 * @param flags what is odd about it, with pointers relative to the claim
 */
public record ClaimDraft(Claim claim, List<FreeText> texts, List<Flag> flags) {
    public ClaimDraft {
        texts = List.copyOf(texts);
        flags = List.copyOf(flags);
    }

    /** A claim fit for a leaf, and the disclosures that open its digests. */
    public record Sealed(Claim claim, List<Disclosure> disclosures) {}

    /** Puts every free text behind a digest with a salt that is drawn for it. */
    public Sealed seal(RandomGenerator random) {
        return seal(Salts.drawn(random));
    }

    /** Puts every free text behind a salted digest. */
    public Sealed seal(Salts salts) {
        List<Disclosure> disclosures = new ArrayList<>();
        List<String> ofClaim = sealTexts(FreeText.CLAIM, salts, disclosures);
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < claim.sources().size(); i++) {
            Source source = claim.sources().get(i);
            List<String> sd = sealTexts(i, salts, disclosures);
            sources.add(new Source(source.publisher(), source.date(), source.derivedFrom(), sd));
        }
        Claim sealed =
                new Claim(
                        claim.kind(),
                        claim.claimant(),
                        claim.when(),
                        claim.where(),
                        claim.harm(),
                        claim.actors(),
                        claim.means(),
                        sources,
                        claim.derivedFrom(),
                        claim.backlog(),
                        claim.original(),
                        ofClaim);
        return new Sealed(sealed, List.copyOf(disclosures));
    }

    private List<String> sealTexts(int source, Salts salts, List<Disclosure> disclosures) {
        List<String> digests = new ArrayList<>();
        for (FreeText text : texts) {
            if (text.source() == source) {
                Disclosure disclosure =
                        Disclosure.salted(salts.of(text.pointer()), text.name(), text.value());
                disclosures.add(disclosure);
                digests.add(disclosure.digest());
            }
        }
        digests.sort(null);
        return digests;
    }

    /**
     * The canonical bytes of what was claimed, free text included: two requests claim the same if
     * these are equal. Never stored in clear and never part of a leaf.
     */
    public byte[] canonical() {
        ObjectNode whole = Json.object();
        whole.set("claim", ClaimJson.write(claim));
        ArrayNode written = whole.putArray("texts");
        for (FreeText text : texts) {
            written.addArray().add(text.source()).add(text.name()).add(text.value());
        }
        return CanonicalJson.bytes(whole);
    }
}
