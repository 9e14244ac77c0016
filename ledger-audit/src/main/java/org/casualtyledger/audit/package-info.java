/**
 * What needs nobody to be trusted: verifying a log with its tallies, keeping a mirror of it, and
 * witnessing its checkpoints.
 */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.audit;
