/** Counts and traces what the log and its commands do. */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.api.observe;
