package org.casualtyledger.standalone.cli;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.casualtyledger.audit.witness.Witness;
import org.casualtyledger.audit.witness.WitnessFolder;
import org.casualtyledger.audit.witness.WitnessServer;
import org.casualtyledger.events.note.VerifierKey;
import org.casualtyledger.standalone.embedded.FolderRefused;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "witness",
        description =
                "Watch other organisations' logs: cosign each checkpoint that follows from the last one, and refuse every other, until stopped (SIGTERM or Ctrl-C).",
        footer = {
            "",
            "  ledger witness --dir w --name witness.example/w1 --log \"$(curl -s https://ledger.example/log/key)\"",
            "",
            "The first start makes the witness' key, which DIR/witness.key holds, and prints its public half: who runs the",
            "log sets that, and this address, as a witness. What DIR remembers keeps a log from showing two histories:",
            "never restore it from an older backup. TLS is for a server in front of it."
        })
final class WitnessCommand implements Callable<Integer> {

    private static final Pattern LISTEN = Pattern.compile("(?:(.+):)?([0-9]{1,5})");
    private static final int HIGHEST_PORT = 65_535;

    private final Session session;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            required = true,
            description = "Where it keeps its key and what it cosigned; made if it is not there")
    private Path folder = Path.of("");

    @Option(
            names = "--listen",
            paramLabel = "[HOST:]PORT",
            defaultValue = "8411",
            description = "Default: ${DEFAULT-VALUE}, on 127.0.0.1; port 0 takes a free one")
    private String listen = "";

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "The name of its key, best an address without https://; asked for at the first start")
    private @Nullable String name;

    @Option(
            names = "--log",
            paramLabel = "VKEY",
            required = true,
            description = "The public key of a log to watch, name+id+base64; may be repeated")
    private List<String> logs = List.of();

    WitnessCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        List<VerifierKey> keys = keys();
        InetSocketAddress address = address();
        try (WitnessFolder taken = WitnessFolder.take(folder, Optional.ofNullable(name))) {
            Witness witness =
                    new Witness(
                            taken,
                            keys,
                            InstantSource.system(),
                            text -> session.console().note(text));
            WitnessServer server =
                    WitnessServer.start(witness, address, text -> session.console().note(text));
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            announce(witness, server, keys);
            new CountDownLatch(1).await(); // the process ends by its signal
        } catch (WitnessFolder.Refused refused) {
            throw new FolderRefused(String.valueOf(refused.getMessage()));
        } catch (BindException e) {
            throw new UsageFault("cannot listen on " + listen + ": " + e.getMessage());
        } catch (IOException e) {
            throw new FolderRefused(folder + " cannot be used: " + e);
        }
        return ExitCode.OK.code;
    }

    private List<VerifierKey> keys() {
        List<VerifierKey> keys = new ArrayList<>();
        for (String log : logs) {
            try {
                keys.add(VerifierKey.parse(log));
            } catch (IllegalArgumentException e) {
                throw new UsageFault("--log takes a public key, name+id+base64: " + e.getMessage());
            }
        }
        return keys;
    }

    private InetSocketAddress address() {
        Matcher parts = LISTEN.matcher(listen);
        if (!parts.matches() || Integer.parseInt(parts.group(2)) > HIGHEST_PORT) {
            throw new UsageFault("--listen takes a port, or a host and a port: " + listen);
        }
        String host = Optional.ofNullable(parts.group(1)).orElse("127.0.0.1");
        InetSocketAddress address =
                new InetSocketAddress(
                        host.replaceAll("^\\[|\\]$", ""), Integer.parseInt(parts.group(2)));
        if (address.isUnresolved()) {
            throw new UsageFault("no such host: " + host);
        }
        return address;
    }

    private void announce(Witness witness, WitnessServer server, List<VerifierKey> keys) {
        InetSocketAddress at = server.address();
        String host = at.getHostString();
        String url =
                "http://%s:%d"
                        .formatted(host.contains(":") ? "[" + host + "]" : host, at.getPort());
        List<String> origins = keys.stream().map(VerifierKey::name).distinct().toList();
        Console console = session.console();
        if (session.options().json()) {
            ObjectNode json = JsonMapper.shared().createObjectNode();
            json.put("url", url).put("key", witness.verifier().toString());
            json.put("pid", ProcessHandle.current().pid());
            origins.forEach(json.putArray("logs")::add);
            console.data(json.toString());
            return;
        }
        console.data("address     " + url);
        console.data("public key  " + witness.verifier());
        origins.forEach(origin -> console.data("watches     " + origin));
        console.note("Cosigning. Stop with Ctrl-C, or kill " + ProcessHandle.current().pid() + ".");
    }
}
