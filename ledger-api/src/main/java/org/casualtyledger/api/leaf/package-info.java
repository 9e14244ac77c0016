/** Events as leaves of the log: their bytes, and the tags under which they are found again. */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.api.leaf;
