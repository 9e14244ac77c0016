package org.casualtyledger.standalone.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.casualtyledger.standalone.embedded.FolderRefused;
import org.casualtyledger.standalone.embedded.LedgerProcess;
import org.casualtyledger.standalone.embedded.MissingPrerequisite;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ScopeType;

/** `ledger` and its commands, and what their faults mean to a shell. */
@Command(
        name = "ledger",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "A system of record for reports of civilian casualties: nothing is overwritten, every number says what it rests on.",
        subcommands = CommandLine.HelpCommand.class,
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        usageHelpAutoWidth = true)
public final class CommandTree {

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private final GlobalOptions options;

    private CommandTree(GlobalOptions options) {
        this.options = options;
    }

    /** Another command is added to what this returns, with {@code addSubcommand}. */
    public static CommandLine of(Supplier<LedgerProcess> process, Console console) {
        GlobalOptions options = new GlobalOptions();
        Session session = new Session(options, process, console);
        CommandLine root =
                new CommandLine(new CommandTree(options))
                        .addSubcommand(new DemoCommand(session))
                        .addSubcommand(new ServeCommand(session))
                        .addSubcommand(new SubmitCommand(session))
                        .addSubcommand(ReportCommand.tree(session))
                        .addSubcommand(new ImportCommand(session))
                        .addSubcommand(new BulkCommand(session))
                        .addSubcommand(new TallyCommand(session))
                        .addSubcommand(new ExplainCommand(session))
                        .addSubcommand(new ChangesCommand(session))
                        .addSubcommand(new ResponsibilityCommand(session))
                        .addSubcommand(new SeriesCommand(session))
                        .addSubcommand(new PublishCommand(session))
                        .addSubcommand(new PublicationCommand(session))
                        .addSubcommand(new ChallengeCommand(session))
                        .addSubcommand(new AnswerCommand(session))
                        .addSubcommand(IncidentCommand.tree(session))
                        .addSubcommand(new ResolveCommand(session))
                        .addSubcommand(new GazetteerCommand(session))
                        .addSubcommand(PlaceCommand.tree(session))
                        .addSubcommand(ActorCommand.tree(session))
                        .addSubcommand(MethodologyCommand.tree(session))
                        .addSubcommand(OrganisationCommand.tree(session))
                        .addSubcommand(new VerifyCommand(session))
                        .addSubcommand(new MirrorCommand(session))
                        .addSubcommand(new RecoverCommand(session))
                        .addSubcommand(new ReplayCommand(session))
                        .addSubcommand(KeyCommand.tree(session))
                        .addSubcommand(new WitnessCommand(session))
                        .addSubcommand(new ProofsCommand(session))
                        .addSubcommand(new BenchCommand(session))
                        .setOut(console.out())
                        .setErr(console.err())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .setExecutionExceptionHandler(
                                (fault, command, _) -> exit(fault, command, console).code)
                        .setParameterExceptionHandler(
                                (fault, _) -> {
                                    console.note(String.valueOf(fault.getMessage()));
                                    console.note(
                                            "Try `"
                                                    + fault.getCommandLine()
                                                            .getCommandSpec()
                                                            .qualifiedName()
                                                    + " --help`.");
                                    return ExitCode.USAGE.code;
                                });
        describeExitCodes(root);
        return root;
    }

    private static void describeExitCodes(CommandLine command) {
        Map<String, String> codes = new LinkedHashMap<>();
        for (ExitCode exit : ExitCode.values()) {
            codes.put(Integer.toString(exit.code), exit.meaning);
        }
        command.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(codes);
        command.getSubcommands().values().forEach(CommandTree::describeExitCodes);
    }

    private static ExitCode exit(Exception fault, CommandLine command, Console console) {
        return switch (fault) {
            case Refusal refusal -> {
                console.note(refusal.problem().readable());
                yield refusal.problem().exit();
            }
            case Unreachable unreachable -> say(console, unreachable, ExitCode.UNREACHABLE);
            case UsageFault usage -> {
                console.note(String.valueOf(usage.getMessage()));
                console.note("Try `" + command.getCommandSpec().qualifiedName() + " --help`.");
                yield ExitCode.USAGE;
            }
            case FolderRefused refused -> say(console, refused, ExitCode.REFUSED);
            case MissingPrerequisite missing ->
                    say(console, missing, ExitCode.MISSING_PREREQUISITE);
            case InterruptedException _ -> { // by a signal, which the exit code tells
                console.note("Stopped before it had started.");
                yield ExitCode.INTERNAL;
            }
            default -> {
                console.note("A fault of the ledger itself:");
                fault.printStackTrace(console.err());
                yield ExitCode.INTERNAL;
            }
        };
    }

    private static ExitCode say(Console console, Exception fault, ExitCode exit) {
        console.note(String.valueOf(fault.getMessage()));
        return exit;
    }
}
