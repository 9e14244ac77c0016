/**
 * Places and their names: a gazetteer that is named by the SHA-256 of its bytes, the folding by
 * which spellings of one name become equal, and proposals for what a stated place or a stated actor
 * may be. Pure functions over data that never changes; depends on the JDK alone.
 */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.gazetteer;
