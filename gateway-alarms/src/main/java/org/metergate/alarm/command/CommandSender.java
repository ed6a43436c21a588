// SPDX-License-Identifier: Apache-2.0
package org.metergate.alarm.command;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.metergate.alarm.AlarmAnswer;
import org.metergate.alarm.AlarmFindings;
import org.metergate.alarm.AlarmMessage;
import org.metergate.alarm.AlarmSender;
import org.metergate.alarm.AlarmText;

/** Runs a command for each text. */
final class CommandSender implements AlarmSender {
  /** Makes the command the leader of a session, so that all that it starts can be found again. */
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final int MOST = 5;
  private static final int LOOK_MS = 100;

  /** A pipe takes this much without a reader (pipe(7)), so that writing never waits. */
  private static final int MOST_BYTES = 16 * 1024;

  private final List<String> command;
  private final ZoneId zone;
  private final Duration limit;

  CommandSender(List<String> command, ZoneId zone, Duration limit) {
    this.command = List.copyOf(command);
    this.zone = zone;
    this.limit = limit;
  }

  @Override
  public int most() {
    return MOST;
  }

  @Override
  public AlarmAnswer send(List<AlarmMessage> messages) throws InterruptedException {
    Optional<String> missing = missing(Path.of(command.get(0)));
    if (missing.isPresent()) {
      return notStarted(missing.get());
    }
    Process process;
    try {
      process = start(messages.get(0));
    } catch (IOException e) {
      return notStarted("the system refuses it");
    }
    ProcessTree tree = new ProcessTree(process.toHandle());
    CommandOutput output = new CommandOutput(process.getInputStream());
    boolean ended = false;
    try {
      write(process, AlarmText.title(messages) + "\n\n" + AlarmText.body(messages, zone));
      ended = await(process, tree);
    } finally {
      if (!ended) {
        tree.end();
      }
      output.end();
    }
    System.getLogger(CommandSender.class.getName())
        .log(System.Logger.Level.DEBUG, "{0}: {1}", command.get(0), output.said());
    return answer(ended, process, output.said());
  }

  private AlarmAnswer answer(boolean ended, Process process, String said) {
    if (!ended) {
      return new AlarmAnswer.Failed(
          AlarmFindings.COMMAND_ENDLESS.with(
              "command", command.get(0), "seconds", limit.toSeconds()),
          AlarmAnswer.OPERATOR);
    } else if (process.exitValue() != 0) {
      return new AlarmAnswer.Failed(
          AlarmFindings.COMMAND_FAILED.with(
              "command", command.get(0), "code", process.exitValue(), "said", said),
          AlarmAnswer.OPERATOR);
    }
    return new AlarmAnswer.Accepted(
        "The command " + command.get(0) + " ended with exit code 0; it said: " + said + ".",
        Optional.empty());
  }

  /** Returns why a program cannot be started, where that can be seen before. */
  private static Optional<String> missing(Path program) {
    if (!Files.exists(program)) {
      return Optional.of("there is no such file");
    } else if (Files.isDirectory(program)) {
      return Optional.of("it is a folder");
    } else if (!Files.isExecutable(program)) {
      return Optional.of("this user may not execute it");
    }
    return Optional.empty();
  }

  private AlarmAnswer notStarted(String reason) {
    return new AlarmAnswer.Failed(
        AlarmFindings.NOT_STARTED.with("command", command.get(0), "reason", reason),
        AlarmAnswer.OPERATOR);
  }

  private Process start(AlarmMessage first) throws IOException {
    List<String> words = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      words.add(SETSID.toString());
    }
    words.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(words).directory(new java.io.File("/"));
    Map<String, String> environment = builder.environment();
    String home = environment.get("HOME");
    environment.clear();
    environment.put("PATH", PATH);
    environment.put("LANG", "C.UTF-8");
    if (home != null) {
      environment.put("HOME", home);
    }
    environment.put("METERGATE_GATEWAY", first.gateway());
    environment.put("METERGATE_ALARM", first.alarm());
    environment.put("METERGATE_EVENT", first.event().word());
    return builder.redirectErrorStream(true).start();
  }

  /** A command that does not read has closed its end: that is no fault. */
  private static void write(Process process, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (OutputStream input = process.getOutputStream()) {
      input.write(bytes, 0, Math.min(bytes.length, MOST_BYTES));
    } catch (IOException e) {
      System.getLogger(CommandSender.class.getName())
          .log(System.Logger.Level.DEBUG, "the command did not read its input", e);
    }
  }

  private boolean await(Process process, ProcessTree tree) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    do {
      if (process.waitFor(LOOK_MS, TimeUnit.MILLISECONDS)) {
        return true;
      }
      tree.look();
    } while (System.nanoTime() - deadline < 0);
    return false;
  }
}
