/** Proofs out of a mirror, for verifiers that are not ours. */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.audit.proofs;
