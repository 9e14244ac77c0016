/**
 * A log as it is published (C2SP tlog-tiles), wherever it lies, and the walk over it that finds the
 * first position that is wrong.
 */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.audit.published;
