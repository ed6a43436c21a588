// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.metergate.config.BackupConfig;
import org.metergate.health.ActiveFinding;
import org.metergate.retry.BackOff;
import org.metergate.spi.time.TimeSource;

/**
 * Makes a copy each night, and removes the oldest of its own: the newest days are kept, and the
 * first copy of each of the newest months. They are counted, not aged, so that a wrong clock
 * removes at most one. A night in which the machine was off is made up once. On a thread of its
 * own.
 */
public final class NightlyBackups implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("metergate");
  private static final Duration FIRST_RETRY = Duration.ofMinutes(10);
  private static final Duration LONGEST_RETRY = Duration.ofHours(2);

  /** Writes one copy. */
  public interface Maker {
    /**
     * Writes it.
     *
     * @param file where nothing is.
     * @throws BackupException when it cannot be written.
     */
    void make(Path file) throws BackupException;
  }

  private final BackupConfig config;
  private final ZoneId zone;
  private final String prefix;
  private final Pattern own;
  private final Maker maker;
  private final BooleanSupplier clockSet;
  private final TimeSource time;
  private final BackOff retries = new BackOff(FIRST_RETRY, LONGEST_RETRY, Math::random);
  private ScheduledExecutorService thread;
  private long notBefore;
  private volatile ActiveFinding failure;

  /**
   * Creates it; nothing is done yet.
   *
   * @param config where and when.
   * @param gateway its name, a part of the names of the files.
   * @param zone in which days begin.
   * @param maker writes a copy.
   * @param clockSet whether the clock of the machine is set, or not waited for any more.
   * @param time the clock.
   */
  public NightlyBackups(
      BackupConfig config,
      String gateway,
      ZoneId zone,
      Maker maker,
      BooleanSupplier clockSet,
      TimeSource time) {
    this.config = config;
    this.zone = zone;
    this.prefix = "metergate-" + gateway + "-";
    this.own =
        Pattern.compile(
            Pattern.quote(prefix) + "(\\d{4}-\\d{2}-\\d{2})\\.tar(\\.part|\\.journal-part)?");
    this.maker = maker;
    this.clockSet = clockSet;
    this.time = time;
    this.notBefore = time.nanos();
  }

  /** Begins to look every half minute whether a copy is due. */
  public synchronized void start() {
    thread =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread made = new Thread(work, "backup");
              made.setDaemon(true);
              made.setPriority(Thread.MIN_PRIORITY);
              return made;
            });
    thread.scheduleWithFixedDelay(this::look, 60, 30, TimeUnit.SECONDS);
  }

  /** Makes a copy if one is due; a failure is a finding, and is tried again. */
  void look() {
    if (!clockSet.getAsBoolean() || time.nanos() < notBefore) {
      return;
    }
    LocalDate day = newestNight(time.now());
    try {
      if (Files.exists(file(day), LinkOption.NOFOLLOW_LINKS)) {
        succeeded();
        return;
      }
      requireFolder();
      removeParts();
      maker.make(file(day));
      succeeded();
      expire(day);
      LOG.log(System.Logger.Level.INFO, "backup: " + file(day) + " was written");
    } catch (BackupException e) {
      failed(day, e.getMessage());
    } catch (IOException e) {
      failed(day, "The folder " + config.folder() + ": " + FileFault.reason(e) + ".");
    } catch (RuntimeException e) {
      failed(day, "An error of the program: " + e + ".");
    }
  }

  /** The date of the last time at which a copy was due. */
  private LocalDate newestNight(Instant now) {
    ZonedDateTime here = now.atZone(zone);
    LocalDate today = here.toLocalDate();
    boolean over = !today.atTime(config.at()).atZone(zone).isAfter(here);
    return over ? today : today.minusDays(1);
  }

  private Path file(LocalDate day) {
    return config.folder().resolve(prefix + day + ".tar");
  }

  private void requireFolder() throws BackupException {
    Optional<String> objection = objection(config);
    if (objection.isPresent()) {
      throw new BackupException(objection.get());
    }
  }

  /**
   * Looks at the folder.
   *
   * @param config where it is.
   * @return a sentence, if no copy could be written there now.
   */
  public static Optional<String> objection(BackupConfig config) {
    Path folder = config.folder();
    if (Files.notExists(folder)) {
      return Optional.of(
          "There is no folder "
              + folder
              + " for the nightly copies; create it, or mount the disk that it is on.");
    }
    if (!Files.isDirectory(folder)) {
      return Optional.of(folder + " is not a folder; name one for the nightly copies.");
    }
    if (!Files.isWritable(folder)) {
      return Optional.of(
          "The user of the gateway may not write into " + folder + "; give it that folder.");
    }
    return Optional.empty();
  }

  private void succeeded() {
    if (failure != null) {
      LOG.log(System.Logger.Level.INFO, "backup: over: " + failure.finding().parameters());
    }
    failure = null;
    retries.reset();
    notBefore = time.nanos();
  }

  private void failed(LocalDate day, String reason) {
    Instant now = time.now();
    ActiveFinding before = failure;
    LOG.log(
        before == null ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
        "backup: " + reason);
    failure =
        new ActiveFinding(
            BackupFindings.NOT_WRITTEN.with("day", day, "reason", reason),
            before == null ? now : before.since(),
            now,
            before == null ? 1 : before.count() + 1);
    notBefore = time.nanos() + retries.next().toNanos();
  }

  /**
   * Returns what is wrong.
   *
   * @return a fault until a copy is written; usually nothing.
   */
  public List<ActiveFinding> findings() {
    ActiveFinding present = failure;
    return present == null ? List.of() : List.of(present);
  }

  /** What a killed program left. */
  private void removeParts() throws IOException {
    for (Path file : list()) {
      if (own.matcher(file.getFileName().toString()).replaceAll("$2").startsWith(".")) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Removes copies of its own that are neither of the newest days nor the first of a month. */
  private void expire(LocalDate today) throws IOException {
    TreeMap<LocalDate, Path> copies = new TreeMap<>(Comparator.reverseOrder());
    for (Path file : list()) {
      Matcher name = own.matcher(file.getFileName().toString());
      if (name.matches() && name.group(2) == null) {
        day(name.group(1)).ifPresent(day -> copies.put(day, file));
      }
    }
    Set<LocalDate> kept = kept(List.copyOf(copies.tailMap(today).keySet()));
    // of a clock that was wrong; they must not push out those of the right one
    kept.addAll(kept(List.copyOf(copies.headMap(today).keySet())));
    for (Map.Entry<LocalDate, Path> copy : copies.entrySet()) {
      if (!kept.contains(copy.getKey()) && BackupArchive.looksLikeOne(copy.getValue())) {
        Files.deleteIfExists(copy.getValue());
      }
    }
  }

  /** Chooses what is kept of days, the newest first. */
  private Set<LocalDate> kept(List<LocalDate> days) {
    Set<LocalDate> kept = new HashSet<>(days.subList(0, Math.min(config.keepDays(), days.size())));
    TreeMap<YearMonth, LocalDate> firsts = new TreeMap<>(Comparator.reverseOrder());
    days.forEach(day -> firsts.put(YearMonth.from(day), day)); // the last one put is the first day
    firsts.values().stream().limit(config.keepMonths()).forEach(kept::add);
    return kept;
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Files with names of its own; no links. */
  private List<Path> list() throws IOException {
    try (Stream<Path> files = Files.list(config.folder())) {
      return files
          .filter(file -> own.matcher(file.getFileName().toString()).matches())
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .toList();
    }
  }

  @Override
  public synchronized void close() {
    if (thread != null) {
      thread.shutdownNow();
    }
  }
}
