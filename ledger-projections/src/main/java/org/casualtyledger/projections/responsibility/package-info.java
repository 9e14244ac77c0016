/** What armed parties are alleged to have done, against what they say of it. */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.projections.responsibility;
