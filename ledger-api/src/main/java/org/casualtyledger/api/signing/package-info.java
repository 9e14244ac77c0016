/** The keys by which organisations sign their reports: added, revoked, shown. */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.api.signing;
