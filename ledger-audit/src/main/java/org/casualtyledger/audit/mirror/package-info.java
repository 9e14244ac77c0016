/** Keeps a copy of a published log, so that its publisher cannot take it back. */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.audit.mirror;
