// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Writes the manual page, the completion for bash and the schema of the configuration, all from the
 * built program.
 *
 * <p>{@code java -cp 'target/metergate/lib/*' packaging/debian/ShellFiles.java VERSION DATE FOLDER}
 * writes {@code metergate.1}, {@code metergate.bash} and {@code gateway.schema.json} into the
 * folder.
 */
final class ShellFiles {
  private static final String MAIN = "org.metergate.core.cli.Main";
  private static final String NAME = "metergate";

  private final StringBuilder page = new StringBuilder();

  private ShellFiles() {}

  public static void main(String[] args) throws ReflectiveOperationException, IOException {
    if (args.length != 3) {
      System.err.println("ShellFiles VERSION DATE FOLDER");
      System.exit(2);
    }
    CommandLine line = new CommandLine(Class.forName(MAIN));
    Path folder = Path.of(args[2]);
    Files.writeString(folder.resolve(NAME + ".1"), new ShellFiles().page(line, args[0], args[1]));
    Files.writeString(folder.resolve(NAME + ".bash"), AutoComplete.bash(NAME, line));
    StringWriter schema = new StringWriter();
    line.setOut(new PrintWriter(schema));
    if (line.execute("schema") != 0 || schema.toString().isEmpty()) {
      throw new IOException("'metergate schema' failed");
    }
    Files.writeString(folder.resolve("gateway.schema.json"), schema.toString());
  }

  private String page(CommandLine line, String version, String date) {
    CommandSpec main = line.getCommandSpec();
    macro(".TH METERGATE 1 " + quoted(date) + " " + quoted("Metergate " + version));
    macro(".SH NAME");
    macro("metergate \\- reads Kamstrup electricity, heat and water meters");
    macro(".SH SYNOPSIS");
    macro(".B metergate");
    macro(".I COMMAND");
    macro("[\\fIARGUMENTS\\fR]");
    macro(".SH DESCRIPTION");
    paragraphs(main.usageMessage().description());
    macro(".SH OPTIONS");
    options(main);
    macro(".SH COMMANDS");
    line.getSubcommands().values().stream().distinct().forEach(this::command);
    files();
    macro(".SH EXIT STATUS");
    macro(".TP\n.B 0\nall good");
    macro(".TP\n.B 1\na fault, or nothing found");
    macro(".TP\n.B 2\nwrong usage, or a wrong configuration");
    macro(".SH SEE ALSO");
    macro(".BR systemctl (1),");
    macro(".BR journalctl (1);");
    macro("the documents in");
    macro(".IR /usr/share/doc/metergate .");
    return page.toString();
  }

  private void command(CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    if (spec.usageMessage().hidden()) {
      return;
    }
    macro(".SS " + quoted(spec.qualifiedName().substring(NAME.length() + 1)));
    macro(".nf");
    text(new Help(spec, Help.Ansi.OFF).synopsis(0).stripTrailing());
    macro(".fi");
    macro(".PP");
    paragraphs(spec.usageMessage().description());
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      if (!parameter.hidden()) {
        macro(".TP");
        macro("\\fI" + escaped(parameter.paramLabel()) + "\\fR");
        paragraphs(described(parameter));
      }
    }
    options(spec);
    String[] footer = spec.usageMessage().footer();
    if (footer.length > 0) {
      macro(".PP");
      macro(".nf");
      for (String one : footer) {
        text(String.format(one));
      }
      macro(".fi");
    }
    line.getSubcommands().values().stream().distinct().forEach(this::command);
  }

  private void options(CommandSpec spec) {
    for (OptionSpec option : spec.options()) {
      if (option.hidden() || option.inherited()) {
        continue;
      }
      List<String> names = new ArrayList<>();
      for (String name : option.names()) {
        boolean hasValue = option.arity().max() > 0;
        names.add(
            "\\fB"
                + escaped(name)
                + "\\fR"
                + (hasValue ? " \\fI" + escaped(option.paramLabel()) + "\\fR" : ""));
      }
      macro(".TP");
      macro(String.join(", ", names));
      paragraphs(described(option));
    }
  }

  private static String[] described(ArgSpec one) {
    return one.description().length == 0 ? new String[] {""} : one.description();
  }

  private void paragraphs(String[] lines) {
    Arrays.stream(lines).forEach(one -> text(String.format(one)));
  }

  private void files() {
    macro(".SH FILES");
    entry("/etc/metergate/gateway.yaml", "the configuration of the service");
    entry("/etc/metergate/keys", "keys and passwords that the configuration names with !file");
    entry("/etc/metergate/drivers", "jars with further drivers");
    entry("/etc/default/metergate", "options for the Java machine of the service");
    entry("/var/lib/metergate", "the journal with all readings, accounts and certificates");
    entry("/var/cache/metergate", "what makes a start faster; may be deleted at any time");
    macro(".SH ENVIRONMENT");
    entry("METERGATE_JAVA", "the java command to use, 17 or newer");
    entry("METERGATE_JAVA_OPTS", "more options for the Java machine, for example \"-Xmx128m\"");
    entry("METERGATE_DRIVERS", "more folders with drivers, separated by colons");
  }

  private void entry(String name, String what) {
    macro(".TP");
    macro(".B " + escaped(name));
    text(what);
  }

  private void macro(String line) {
    page.append(line).append('\n');
  }

  /** Appends text in which nothing is a request of the formatter. */
  private void text(String text) {
    for (String line : text.split("\n", -1)) {
      String safe = escaped(line);
      page.append(safe.startsWith(".") || safe.startsWith("'") ? "\\&" : "").append(safe);
      page.append('\n');
    }
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\e")
        .replace("-", "\\-")
        .replace("'", "\\(aq")
        .replace("`", "\\(ga");
  }

  private static String quoted(String text) {
    return '"' + escaped(text).replace("\"", "\\(dq") + '"';
  }
}
