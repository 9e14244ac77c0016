/** The HTTP edge that both services share: who may, and how a refusal reads. */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.edge;
