package org.casualtyledger.events.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import java.util.Optional;
import org.casualtyledger.events.KeyAdded;
import org.casualtyledger.events.KeyRevoked;
import org.casualtyledger.events.OrganisationId;
import org.casualtyledger.events.RevocationReason;
import org.casualtyledger.events.note.SigningKey;
import org.casualtyledger.events.note.VerifierKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which keys an organisation has. */
class KeyRingTest {
    private static final String ORIGIN = "ledger.example/log";
    private static final OrganisationId MONITOR = new OrganisationId("sample-monitor");
    private static final OrganisationId NETWORK = new OrganisationId("sample-network");
    private static final KeyRing NONE = KeyRing.empty(ORIGIN, MONITOR);

    private final SigningKey first = SigningKey.generate("k", VerifierKey.ED25519);
    private final SigningKey second = SigningKey.generate("k", VerifierKey.ED25519);
    private final SigningKey third = SigningKey.generate("k", VerifierKey.ED25519);
    private final KeyRing one = NONE.after(added(first));

    @Test
    void a_first_key_needs_nobody_but_itself() {
        assertThat(NONE.check(added(first))).isEmpty();
        assertThat(one.keys()).containsOnlyKeys(id(first));
    }

    @Test
    void a_key_is_added_by_who_holds_it() {
        KeyAdded stolen =
                new KeyAdded(
                        MONITOR,
                        id(first),
                        of(first),
                        added(second).possession(),
                        Optional.empty());
        assertThat(NONE.check(stolen)).contains(SignatureFault.BAD_POSSESSION);
        assertThat(NONE.after(stolen)).isEqualTo(NONE);
    }

    @Test
    void the_proof_is_for_this_ledger_and_this_organisation() {
        KeyAdded added = added(first);
        assertThat(KeyRing.empty("ledger.example/other", MONITOR).check(added))
                .contains(SignatureFault.BAD_POSSESSION);
        assertThat(KeyRing.empty(ORIGIN, NETWORK).check(added))
                .contains(SignatureFault.OTHER_ORGANISATION);
        KeyAdded moved =
                new KeyAdded(
                        NETWORK, added.keyId(), added.key(), added.possession(), Optional.empty());
        assertThat(KeyRing.empty(ORIGIN, NETWORK).check(moved))
                .contains(SignatureFault.BAD_POSSESSION);
    }

    @Test
    void a_later_key_needs_an_earlier_one() {
        assertThat(one.check(added(second))).contains(SignatureFault.NOT_ENDORSED);
        assertThat(one.check(endorsed(second, second))).contains(SignatureFault.UNKNOWN_KEY);
        assertThat(one.check(endorsed(second, first))).isEmpty();
        KeyAdded ofAnother =
                new KeyAdded(
                        MONITOR,
                        id(second),
                        of(second),
                        added(second).possession(),
                        endorsed(third, first).endorsement());
        assertThat(one.check(ofAnother)).contains(SignatureFault.BAD_SIGNATURE);
        assertThat(NONE.check(endorsed(second, first))).contains(SignatureFault.NOTHING_TO_ENDORSE);
    }

    @Test
    void a_revoked_key_endorses_nothing_and_never_comes_back() {
        KeyRing two = one.after(endorsed(second, first)).after(revoked(first));
        assertThat(two.check(endorsed(third, first))).contains(SignatureFault.REVOKED_KEY);
        assertThat(two.check(endorsed(first, second))).contains(SignatureFault.KEY_KNOWN);
        assertThat(two.check(endorsed(third, second))).isEmpty();
    }

    @Test
    void where_all_keys_are_revoked_nobody_puts_another_in_their_place() {
        KeyRing none = one.after(revoked(first));
        assertThat(none.check(added(second))).contains(SignatureFault.NOT_ENDORSED);
    }

    @Test
    void a_key_is_revoked_once_and_by_its_organisation() {
        assertThat(NONE.check(revoked(first))).contains(SignatureFault.UNKNOWN_KEY);
        assertThat(one.after(revoked(first)).check(revoked(first)))
                .contains(SignatureFault.REVOKED_KEY);
        assertThat(one.check(new KeyRevoked(NETWORK, id(first), RevocationReason.LOST)))
                .contains(SignatureFault.OTHER_ORGANISATION);
    }

    @Test
    void an_id_that_is_not_the_keys_is_refused() {
        KeyAdded wrong =
                new KeyAdded(
                        MONITOR,
                        id(second),
                        of(first),
                        added(first).possession(),
                        Optional.empty());
        assertThat(NONE.check(wrong)).contains(SignatureFault.OTHER_KEY_ID);
    }

    /** Under the first, every signature {@code (sB, s)} fits every message. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
            })
    void a_key_under_which_one_signature_fits_many_messages_is_none(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ed25519Key.of(bytes))
                .withMessageContaining("small order");
    }

    @Test
    void a_second_spelling_of_the_same_bytes_is_refused() {
        String text = of(first).text();
        String other = text.substring(0, 42) + (char) (text.charAt(42) + 1);
        assertThatIllegalArgumentException().isThrownBy(() -> new Ed25519Key(other));
        assertThatIllegalArgumentException().isThrownBy(() -> new Ed25519Key(text + "="));
    }

    private KeyAdded added(SigningKey key) {
        return new KeyAdded(MONITOR, id(key), of(key), sign(key, key), Optional.empty());
    }

    private KeyAdded endorsed(SigningKey key, SigningKey by) {
        return new KeyAdded(
                MONITOR,
                id(key),
                of(key),
                sign(key, key),
                Optional.of(new EventSignature(id(by), sign(by, key))));
    }

    private static KeyRevoked revoked(SigningKey key) {
        return new KeyRevoked(MONITOR, id(key), RevocationReason.STOLEN);
    }

    private static Ed25519Signature sign(SigningKey by, SigningKey key) {
        return Ed25519Signature.of(
                by.signature(Covered.keyAdded(ORIGIN, MONITOR, of(key)).bytes()));
    }

    private static Ed25519Key of(SigningKey key) {
        return Ed25519Key.of(key.verifier().key());
    }

    private static KeyId id(SigningKey key) {
        return of(key).id();
    }
}
