package org.casualtyledger.gazetteer;

import java.util.List;

/**
 * A place with all names that the gazetteer has for it.
 *
 * @param names its own name first
 */
record NamedPlace(GazetteerPlace place, List<String> names) {}
