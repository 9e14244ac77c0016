/**
 * Verifies a published log: its bytes, its signatures, its events, and the tallies that it signed.
 */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.audit.verify;
