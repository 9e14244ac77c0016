package org.casualtyledger.api.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.casualtyledger.api.commands.LogOrigin;
import org.casualtyledger.api.eventlog.EventLog;
import org.casualtyledger.api.eventlog.LeafArchive;
import org.casualtyledger.api.lease.Lease;
import org.casualtyledger.edge.HealthPart;
import org.casualtyledger.edge.OpenApiFragment;
import org.casualtyledger.events.files.DurableFiles;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.core.env.Environment;

/**
 * Wires the audit of the log.
 *
 * <p>Settings: {@code ledger.audit.dir} a folder on a volume of its own, which no backup of the
 * database takes back with it: the key {@code log.key} (made at the first start, unless it is
 * there), its public half {@code log.vkey}, and the journal of what was signed; every instance has
 * its own journal, and all have the same key. {@code ledger.audit.origin} the log's name for ever,
 * as {@code ledger.example.org/log}; without it a new key draws one. {@code ledger.audit.every} the
 * time between two rounds of the signer (default 500 ms). {@code ledger.audit.witnesses} who is
 * asked to cosign: public key, a space, address, and commas between several (default none). {@code
 * ledger.log.public} (default false) opens the log to all.
 */
@Configuration(proxyBeanMethods = false)
public class AuditConfiguration {
    /** Longer than a round takes, and short enough for a takeover in seconds. */
    private static final Duration LEASE = Duration.ofSeconds(5);

    /** How long one witness may take for one request. */
    private static final Duration WITNESS_PATIENCE = Duration.ofSeconds(10);

    @Bean
    LogKey logKey(Environment environment) throws IOException {
        Path folder = folder(environment);
        DurableFiles.createFolder(folder);
        return LogKey.of(
                folder,
                Optional.ofNullable(environment.getProperty("ledger.audit.origin"))
                        .filter(origin -> !origin.isBlank()));
    }

    @Bean
    LogOrigin logOrigin(LogKey key) {
        return new LogOrigin(key.origin());
    }

    private static Path folder(Environment environment) {
        String folder = environment.getProperty("ledger.audit.dir");
        if (folder == null || folder.isBlank()) {
            throw new IllegalStateException(
                    "ledger.audit.dir must name a folder, on another volume than the database's: the log's key and"
                            + " the journal of what was signed are kept there.");
        }
        return Path.of(folder);
    }

    @Bean
    StoredLeaves storedLeaves(@Qualifier("logDataSource") DataSource log) {
        return new PostgresLeaves(log);
    }

    @Bean
    Checkpoints checkpoints(@Qualifier("logDataSource") DataSource log) {
        return new Checkpoints(log);
    }

    /** Compares the log with the journal before anybody appends. */
    @Bean
    @DependsOn("logMigrations")
    Signer signer(
            LogKey key,
            StoredLeaves leaves,
            Checkpoints checkpoints,
            @Qualifier("logDataSource") DataSource log,
            Environment environment)
            throws IOException, SQLException {
        String owner = environment.getProperty("ledger.instance", UUID.randomUUID().toString());
        Signer signer =
                new Signer(
                        key,
                        leaves,
                        checkpoints,
                        new Lease(log, "signer", owner, LEASE),
                        CheckpointJournal.in(folder(environment)));
        signer.open();
        return signer;
    }

    /** Asks the witnesses at once where the journal is lost. */
    @Bean(destroyMethod = "close")
    Cosigning cosigning(
            Checkpoints checkpoints,
            SignedTree tree,
            Signer signer,
            LogKey key,
            Environment environment)
            throws IOException, SQLException {
        List<String> settings =
                Arrays.stream(environment.getProperty("ledger.audit.witnesses", "").split("[,\n]"))
                        .map(String::strip)
                        .filter(setting -> !setting.isEmpty())
                        .toList();
        Cosigning cosigning =
                new Cosigning(Witnesses.of(settings, WITNESS_PATIENCE), checkpoints, tree, key);
        if (signer.hasLostItsJournal()) {
            Optional<CheckpointJournal.Tree> vouched = cosigning.vouchedFor();
            if (vouched.isPresent()) {
                signer.begin(vouched);
            }
        }
        return cosigning;
    }

    @Bean(destroyMethod = "close")
    SigningLoop signingLoop(Signer signer, Cosigning cosigning, Environment environment) {
        SigningLoop loop = new SigningLoop(signer, cosigning::signed);
        loop.start(
                environment.getProperty(
                        "ledger.audit.every", Duration.class, Duration.ofMillis(500)));
        return loop;
    }

    @Bean
    SignedTree signedTree(@Qualifier("logDataSource") DataSource log, Checkpoints checkpoints) {
        return new SignedTree(log, checkpoints);
    }

    @Bean
    LogController logController(SignedTree tree, LogKey key, Environment environment) {
        return new LogController(
                tree, key, environment.getProperty("ledger.log.public", Boolean.class, false));
    }

    @Bean
    ReceiptController receiptController(EventLog eventLog, SignedTree tree, LogKey key) {
        return new ReceiptController(eventLog, tree, key);
    }

    @Bean
    AuditController auditController(
            LogKey key,
            StoredLeaves leaves,
            SignedTree tree,
            Signer signer,
            Cosigning cosigning,
            Checkpoints checkpoints,
            @Qualifier("logDataSource") DataSource log,
            ObjectProvider<LeafArchive> archive) {
        return new AuditController(
                key,
                leaves,
                tree,
                cosigning,
                new Recovery(log, signer, checkpoints),
                signer,
                Optional.ofNullable(archive.getIfAvailable()));
    }

    @Bean
    HealthPart auditHealth(Signer signer) {
        return new HealthPart() {
            @Override
            public String name() {
                return "audit";
            }

            @Override
            public Map<String, Object> read() {
                Signer.Standing standing = signer.standing();
                Map<String, Object> part = new LinkedHashMap<>();
                part.put("reread", standing.read());
                standing.held().ifPresent(reason -> part.put("held", reason));
                return part;
            }

            /** What is signed a little later is no reason to send nothing here; what is held is. */
            @Override
            public Optional<String> unready(Map<String, Object> read) {
                return read.containsKey("held") ? Optional.of("the log is held") : Optional.empty();
            }
        };
    }

    @Bean
    AuditGauges auditGauges(
            Signer signer, SigningLoop loop, Checkpoints checkpoints, StoredLeaves leaves) {
        return new AuditGauges(signer, loop, checkpoints, leaves);
    }

    @Bean
    OpenApiFragment auditInOpenApi() {
        return new OpenApiFragment("/openapi/audit.yaml");
    }
}
