// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.metergate.faultrun.check.Difference;
import org.metergate.faultrun.plan.Schedule;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command: prints schedule, differences and verdict. */
@Command(
    name = "fault-run/run",
    description = "Runs the whole program under faults and compares what was sent with what came.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class Main implements Callable<Integer> {
  private static final int GOOD = 0;
  private static final int DIFFERENT = 1;

  @Option(names = "--seed", paramLabel = "N", description = "The first seed; 1 by default.")
  private long seed = 1;

  @Option(names = "--seeds", paramLabel = "COUNT", description = "How many seeds, one by default.")
  private int seeds = 1;

  @Option(
      names = "--length",
      paramLabel = "TIME",
      description = "How long the meters send, like 36s or 2min; 36s by default.")
  private String length = "36s";

  @Option(
      names = "--shortest",
      paramLabel = "TIME",
      description = "How long a fault lasts at least; 300ms by default.")
  private String shortest = "300ms";

  @Option(
      names = "--longest",
      paramLabel = "TIME",
      description = "How long a fault lasts at most; 3500ms by default.")
  private String longest = "3500ms";

  @Option(
      names = "--pace",
      paramLabel = "TIME",
      description = "How often each meter sends; 400ms by default.")
  private String pace = "400ms";

  @Option(
      names = "--only",
      paramLabel = "FAULT",
      split = ",",
      description = "Only these faults, such as Kill,ServerDown; all by default.")
  private List<String> only = List.of();

  @Option(
      names = "--home",
      paramLabel = "FOLDER",
      description = "The program's folder, with lib/ in it; target/metergate by default.")
  private Path home = Path.of("target/metergate");

  @Option(
      names = "--class-path",
      paramLabel = "PATH",
      description = "The program's class path, instead of its folder.")
  private String classPath;

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      description = "Where each run keeps its files; by default they are deleted.")
  private Path folder;

  @Option(names = "--plan", description = "Prints the schedules alone and runs nothing.")
  private boolean plan;

  /** Called by picocli. */
  Main() {}

  /** Runs the command and ends the process: 0 without a difference, 1 with one, 2 for usage. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    String program = classPath == null ? Program.classPath(home) : classPath;
    int differing = 0;
    for (long next = seed; next < seed + seeds; next++) {
      differing += one(program, next) ? 0 : 1;
    }
    if (seeds > 1) {
      System.out.printf("%d seeds, %d with differences%n", seeds, differing);
    }
    return differing == 0 ? GOOD : DIFFERENT;
  }

  private boolean one(String program, long number) throws Exception {
    Schedule schedule =
        Schedule.of(number, duration(length), duration(shortest), duration(longest), only);
    System.out.printf("Seed %d, %s:%n%s", number, length, schedule.text());
    if (plan) {
      return true;
    }
    Path files =
        folder == null
            ? Files.createTempDirectory("fault-run")
            : Files.createDirectories(folder.resolve("seed-" + number));
    FaultRun.Verdict verdict =
        FaultRun.run(schedule, number, duration(length), duration(pace), program, files);
    verdict.skipped().forEach(reason -> System.out.println("Skipped: " + reason));
    verdict.differences().stream()
        .map(Difference::toString)
        .forEach(sentence -> System.out.println("  " + sentence));
    System.out.println(verdict.summary());
    boolean good = verdict.differences().isEmpty();
    System.out.println(
        good
            ? "Seed " + number + ": no difference."
            : "Seed " + number + ": " + verdict.differences().size() + " differences.");
    if (folder == null) {
      delete(files);
    }
    return good;
  }

  /** A number with {@code ms}, {@code s} or {@code min}. */
  private static Duration duration(String text) {
    if (!text.matches("\\d{1,6}(ms|s|min)")) {
      throw new IllegalArgumentException("A time is like 400ms, 36s or 2min, not '" + text + "'.");
    }
    long number = Long.parseLong(text.replaceAll("\\D", ""));
    return switch (text.replaceAll("\\d", "")) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      default -> Duration.ofMinutes(number);
    };
  }

  private static void delete(Path folder) throws Exception {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
