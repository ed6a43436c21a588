// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.metergate.faultrun.check.Checker;
import org.metergate.faultrun.check.Difference;
import org.metergate.faultrun.evidence.Broken;
import org.metergate.faultrun.evidence.Evidence;
import org.metergate.faultrun.evidence.Place;
import org.metergate.faultrun.evidence.Sent;
import org.metergate.faultrun.evidence.Sighting;
import org.metergate.faultrun.meter.Sender;
import org.metergate.faultrun.observe.CsvFiles;
import org.metergate.faultrun.observe.JournalFile;
import org.metergate.faultrun.plan.Fault;
import org.metergate.faultrun.plan.Schedule;
import org.metergate.faultrun.plan.Step;

/**
 * One run: starts everything, injects the faults of a schedule, mends everything, waits until the
 * gateway has caught up, ends it, and compares.
 */
public final class FaultRun {
  /** How often each meter sends, unless it is said otherwise. */
  public static final Duration PACE = Duration.ofMillis(400);

  /**
   * How long after the last fault everything must be well and delivered, as far as waiting goes.
   */
  private static final Duration RECOVERY = Duration.ofSeconds(30);

  /** What an output waits before it tries again, after a long fault. */
  private static final Duration BACK_OFF = Duration.ofSeconds(75);

  private static final Duration QUIET = Duration.ofMillis(1500);
  private static final Duration STEP = Duration.ofMillis(50);

  private final Schedule schedule;
  private final Duration length;
  private final Duration pace;
  private final Surroundings around;
  private final FakeClock clock;
  private final Program program;
  private final OutageLog outages = new OutageLog();
  private final Injector injector;

  /**
   * The end of a run.
   *
   * @param differences what is not as promised.
   * @param skipped faults that could not be made here, with the reason.
   * @param summary what was compared, in one line.
   */
  public record Verdict(List<Difference> differences, List<String> skipped, String summary) {}

  private FaultRun(
      Schedule schedule,
      Duration length,
      Duration pace,
      Surroundings around,
      FakeClock clock,
      String classPath) {
    this.schedule = schedule;
    this.length = length;
    this.pace = pace;
    this.around = around;
    this.clock = clock;
    URI page = URI.create("http://127.0.0.1:" + around.page + "/");
    this.program = new Program(classPath, around.folder, around.configuration(), page, clock);
    this.injector = new Injector(program, around, clock, outages);
  }

  /**
   * Runs a schedule from its beginning to the verdict.
   *
   * @param schedule what to inject.
   * @param seed of the meters.
   * @param length how long the meters send at least.
   * @param pace how often each of them does.
   * @param classPath of the program.
   * @param folder for all files of the run, empty.
   * @return the verdict.
   * @throws Exception where the run itself fails: that is no verdict on the program.
   */
  public static Verdict run(
      Schedule schedule, long seed, Duration length, Duration pace, String classPath, Path folder)
      throws Exception {
    boolean leaps =
        schedule.steps().stream().anyMatch(step -> step.fault() instanceof Fault.ClockStep);
    FakeClock clock = new FakeClock(Files.createDirectories(folder), leaps);
    try (Surroundings around = new Surroundings(folder, seed)) {
      around.write("");
      FaultRun run = new FaultRun(schedule, length, pace, around, clock, classPath);
      Thread interrupted = new Thread(() -> end(run.program, around.disk));
      Runtime.getRuntime().addShutdownHook(interrupted);
      try {
        return run.run();
      } finally {
        run.program.close();
        Runtime.getRuntime().removeShutdownHook(interrupted);
      }
    }
  }

  /** A run that is interrupted leaves neither a process nor a mounted disk. */
  private static void end(Program program, JournalDisk disk) {
    program.close();
    try {
      disk.close();
    } catch (IOException | AssertionError e) {
      System.err.println("the disk of the journal stays mounted: " + e.getMessage());
    }
  }

  private Verdict run() throws Exception {
    program.start();
    try (HealthWatch health = new HealthWatch(program)) {
      around.meters.forEach(meter -> meter.start(pace));
      inject();
      Injector.pass(Duration.ofSeconds(1));
      around.meters.forEach(Sender::stop);
      long mended = System.nanoTime();
      awaitRecovery(health, mended);
      program.terminate();
      health.end();
      Evidence evidence = evidence(health);
      return new Verdict(Checker.check(evidence), injector.skipped(), summary(evidence));
    }
  }

  /** The tracks run at the same time, each step at its moment or when the one before is over. */
  private void inject() throws Exception {
    long begin = System.nanoTime();
    ExecutorService tracks = Executors.newFixedThreadPool(Fault.Track.values().length);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (Fault.Track track : Fault.Track.values()) {
        List<Step> steps =
            schedule.steps().stream().filter(step -> step.fault().track() == track).toList();
        running.add(
            tracks.submit(
                () -> {
                  for (Step step : steps) {
                    pass(begin, step.at());
                    injector.run(step);
                  }
                  return null;
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
      pass(begin, length);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      tracks.shutdownNow();
    }
  }

  private static void pass(long begin, Duration until) {
    Injector.pass(until.minusNanos(System.nanoTime() - begin));
  }

  /** Until all is well and nothing more arrives, or for as long as it may take. */
  private void awaitRecovery(HealthWatch health, long mended) {
    int seen = around.log.size();
    long since = mended;
    long now = mended;
    boolean lasted =
        schedule.steps().stream().anyMatch(step -> step.lasts().compareTo(RECOVERY) > 0);
    Duration limit = lasted ? RECOVERY.plus(BACK_OFF) : RECOVERY;
    while (now - mended < limit.toNanos()
        && (now - since < QUIET.toNanos() || !health.isDoneSince(mended))) {
      Injector.pass(STEP);
      now = System.nanoTime();
      if (around.log.size() != seen) {
        seen = around.log.size();
        since = now;
      }
    }
  }

  private Evidence evidence(HealthWatch health) throws Exception {
    List<Sent> sent = new ArrayList<>();
    List<Broken> broken = new ArrayList<>();
    for (Sender meter : around.meters) {
      sent.addAll(meter.log());
      broken.addAll(meter.broken());
    }
    List<Sighting> seen = new ArrayList<>(around.log.all());
    seen.addAll(CsvFiles.read(around.csv(), around.names()));
    if (Files.exists(around.disk.journal())) {
      seen.addAll(JournalFile.read(around.disk.journal()));
    }
    Set<Place> observed = EnumSet.allOf(Place.class);
    return new Evidence(
        sent, broken, seen, observed, outages.finish(), health.looks(), injector.cuts());
  }

  private static String summary(Evidence evidence) {
    long written = evidence.sent().stream().filter(Sent::written).count();
    StringBuilder text = new StringBuilder();
    text.append(evidence.sent().size()).append(" telegrams were due, ");
    text.append(written).append(" of them sent; seen: ");
    Stream.of(Place.values())
        .map(
            place ->
                place.words()
                    + " "
                    + evidence.seen().stream().filter(one -> one.place() == place).count())
        .forEach(words -> text.append(words).append(", "));
    return text.append(evidence.looks().size()).append(" looks at health").toString();
  }
}
