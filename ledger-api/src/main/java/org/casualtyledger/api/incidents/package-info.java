/** Which reports account for which incident: linked, merged, split, rehomed, duplicates. */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.api.incidents;
