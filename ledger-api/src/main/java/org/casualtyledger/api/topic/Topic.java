package org.casualtyledger.api.topic;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topic as Kafka has it. The publisher makes it, and nobody else. */
final class Topic {
    private final TopicSettings settings;

    Topic(TopicSettings settings) {
        this.settings = settings;
    }

    /**
     * Makes the topic where it is not there, and otherwise looks whether it can hold a log.
     *
     * @throws UnfitTopic where it cannot
     */
    void prepare() throws UnfitTopic, PublicationStopped, InterruptedException {
        try (Admin admin = Admin.create(settings.admin())) {
            Optional<TopicDescription> there = described(admin);
            if (there.isPresent()) {
                requireFit(admin, there.get());
            } else {
                create(admin);
            }
        } catch (ExecutionException e) {
            throw new PublicationStopped("Kafka does not answer: " + e.getCause(), e);
        }
    }

    private Optional<TopicDescription> described(Admin admin)
            throws ExecutionException, InterruptedException {
        try {
            return Optional.ofNullable(
                    admin.describeTopics(List.of(settings.name()))
                            .allTopicNames()
                            .get()
                            .get(settings.name()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void create(Admin admin)
            throws ExecutionException, InterruptedException, PublicationStopped {
        NewTopic topic =
                new NewTopic(
                                settings.name(),
                                settings.partitions().count(),
                                (short) settings.replication())
                        .configs(settings.topicConfig());
        try {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                throw new PublicationStopped("somebody else has just made the topic", e);
            }
            throw e;
        }
    }

    private void requireFit(Admin admin, TopicDescription there)
            throws UnfitTopic, ExecutionException, InterruptedException {
        int partitions = settings.partitions().count();
        if (there.partitions().size() != partitions) {
            throw new UnfitTopic(
                    ("topic %s has %d partitions, and ledger.topic.partitions is %d: their number never changes."
                                    + " Set it to %d, or name a new topic in ledger.topic.name")
                            .formatted(
                                    settings.name(),
                                    there.partitions().size(),
                                    partitions,
                                    there.partitions().size()));
        }
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, settings.name());
        Config config =
                Objects.requireNonNull(
                        admin.describeConfigs(List.of(resource)).all().get().get(resource));
        for (Map.Entry<String, String> wanted : settings.topicConfig().entrySet()) {
            ConfigEntry is = config.get(wanted.getKey());
            if (is != null && !isFit(wanted.getKey(), wanted.getValue(), is.value())) {
                throw new UnfitTopic(
                        "topic %s has %s=%s, and a log needs %s: readers would find it incomplete"
                                .formatted(
                                        settings.name(),
                                        wanted.getKey(),
                                        is.value(),
                                        wanted.getValue()));
            }
        }
    }

    /** How many replicas have to be in sync is the operator's to say. */
    private static boolean isFit(String name, String wanted, String is) {
        return switch (name) {
            case TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG -> true;
            case TopicConfig.MAX_MESSAGE_BYTES_CONFIG ->
                    Integer.parseInt(is) >= Integer.parseInt(wanted);
            default -> is.equals(wanted);
        };
    }
}
