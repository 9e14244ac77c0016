package org.casualtyledger.events.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.casualtyledger.events.EventCodec;
import org.casualtyledger.events.IncidentRehomed;
import org.casualtyledger.events.TheatreId;

/**
 * How the log is cut into partitions: by theatre, because incidents are linked within one and
 * nowhere else. What concerns every theatre goes to every partition; an incident that is rehomed is
 * told to the partition that it leaves and to the one that it enters.
 *
 * @param count how many there are; it never changes for a topic
 */
public record Partitions(int count) {
    public Partitions {
        if (count < 1) {
            throw new IllegalArgumentException("a topic has a partition at least");
        }
    }

    /**
     * The partition of what happens in a theatre: CRC-32 (ISO 3309) of its name, modulo their
     * number.
     */
    public int of(TheatreId theatre) {
        CRC32 crc = new CRC32();
        crc.update(theatre.value().getBytes(UTF_8));
        return (int) (crc.getValue() % count);
    }

    /**
     * The partitions that an event goes to, in their order.
     *
     * @throws org.casualtyledger.events.UnreadableEvent for a rehoming that cannot be read
     */
    public Set<Integer> of(LeafLabel label, byte[] leaf) {
        if (label.theatre().equals(TheatreId.NONE)) {
            return IntStream.range(0, count).boxed().collect(Collectors.toCollection(TreeSet::new));
        }
        Set<Integer> partitions = new TreeSet<>(Set.of(of(label.theatre())));
        if (label.type().equals(EventCodec.REHOMED)
                && EventCodec.decode(leaf).event() instanceof IncidentRehomed rehomed) {
            partitions.add(of(rehomed.from()));
        }
        return partitions;
    }
}
