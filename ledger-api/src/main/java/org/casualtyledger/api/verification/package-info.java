/** Grades, assessed counts, and the second reader who approves them. */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.api.verification;
