/** Merkle hashing of the log: RFC 6962 §2.1, as C2SP tlog-tiles uses it. */
@org.jspecify.annotations.NullMarked
package org.casualtyledger.events.merkle;
