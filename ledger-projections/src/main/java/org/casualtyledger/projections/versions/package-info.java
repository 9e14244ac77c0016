/**
 * The versions of incidents and of their reports, with the positions from and to which they held:
 * written by the fold, read by every slice that looks at incidents.
 */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.projections.versions;
