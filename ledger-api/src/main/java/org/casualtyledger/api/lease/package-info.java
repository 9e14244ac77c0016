/** Work that one instance of several does at a time. Knows no slice. */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.api.lease;
