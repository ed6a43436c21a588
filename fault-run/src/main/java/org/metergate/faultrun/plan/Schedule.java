// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.metergate.faultrun.plan.Fault.Reload.Content;
import org.metergate.faultrun.plan.Fault.Track;

/**
 * The steps of a run in the order of their beginnings. Each track is cut into slots of equal length
 * with one fault in each: it begins in the first part of its slot and is over well before the next.
 *
 * @param steps what to do.
 */
public record Schedule(List<Step> steps) {
  /** How many meters and servers the numbers in faults go over. */
  private static final int METERS = 3;

  private static final int SERVERS = 3;

  /** Before the first fault, in which the gateway starts and the first readings arrive. */
  private static final long CALM_MS = 3000;

  /** How long faults last by default. */
  public static final Duration SHORTEST = Duration.ofMillis(300);

  /** A slot is twice as long: the rest of it is for what the fault left behind. */
  public static final Duration LONGEST = Duration.ofMillis(3500);

  /** In which part of its slot a fault begins: two of seven. */
  private static final int PARTS = 7;

  private static final long DAY = 86_400;

  /** Copies and sorts the steps. */
  public Schedule {
    List<Step> sorted = new ArrayList<>(steps);
    sorted.sort(Comparator.comparing(Step::at));
    steps = List.copyOf(sorted);
  }

  /**
   * Draws a schedule with the usual lengths of faults.
   *
   * @param seed equal seeds give equal schedules.
   * @param length of the whole.
   * @param only names of the faults to choose from, as in {@link Fault}; empty for all.
   */
  public static Schedule of(long seed, Duration length, Collection<String> only) {
    return of(seed, length, SHORTEST, LONGEST, only);
  }

  /**
   * Draws a schedule.
   *
   * @param seed equal seeds give equal schedules.
   * @param length of the whole.
   * @param shortest how long a fault that lasts does so at least.
   * @param longest how long at most.
   * @param only names of the faults to choose from, as in {@link Fault}; empty for all.
   */
  public static Schedule of(
      long seed, Duration length, Duration shortest, Duration longest, Collection<String> only) {
    List<Step> steps = new ArrayList<>();
    Map<Track, List<Chance>> chances = new EnumMap<>(Track.class);
    for (Chance chance : chances()) {
      if (only.isEmpty() || only.contains(chance.name())) {
        chances.computeIfAbsent(chance.track(), track -> new ArrayList<>()).add(chance);
      }
    }
    for (Track track : Track.values()) {
      Random random = new Random(seed * Track.values().length + track.ordinal());
      long span = 2 * longest.toMillis();
      List<Chance> some = chances.getOrDefault(track, List.of());
      for (long slot = CALM_MS; slot + span <= length.toMillis(); slot += span) {
        long at = slot + random.nextLong(2 * span / PARTS);
        long lasts = random.nextLong(shortest.toMillis(), longest.toMillis() + 1);
        draw(random, Duration.ofMillis(at), Duration.ofMillis(lasts), some).ifPresent(steps::add);
      }
    }
    return new Schedule(steps);
  }

  private interface Drawn {
    Fault draw(Random random);
  }

  /** A kind of fault with how likely it is among those of its track. */
  private record Chance(String name, Track track, int weight, boolean lasts, Drawn fault) {}

  private static Chance chance(
      Class<? extends Fault> type, Track track, int weight, boolean lasts, Drawn fault) {
    return new Chance(type.getSimpleName(), track, weight, lasts, fault);
  }

  private static List<Chance> chances() {
    Track own = Track.GATEWAY;
    Track line = Track.LINE;
    Track server = Track.SERVER;
    return List.of(
        chance(Fault.Pause.class, own, 3, true, r -> new Fault.Pause()),
        chance(Fault.Kill.class, own, 4, true, r -> new Fault.Kill()),
        chance(Fault.Restart.class, own, 1, true, r -> new Fault.Restart()),
        chance(Fault.Lock.class, own, 3, true, r -> new Fault.Lock()),
        chance(Fault.Full.class, own, 2, true, r -> new Fault.Full()),
        chance(Fault.ReadOnly.class, own, 1, true, r -> new Fault.ReadOnly()),
        chance(Fault.Delete.class, own, 1, false, r -> new Fault.Delete()),
        chance(Fault.ClockStep.class, own, 2, true, r -> new Fault.ClockStep(leap(r))),
        chance(Fault.Reload.class, own, 2, false, r -> new Fault.Reload(pick(r, Content.values()))),
        chance(Fault.PowerCut.class, own, 1, false, r -> new Fault.PowerCut()),
        chance(Fault.HalfOpen.class, line, 2, true, r -> new Fault.HalfOpen(r.nextInt(METERS))),
        chance(Fault.Close.class, line, 2, false, r -> new Fault.Close(r.nextInt(METERS))),
        chance(Fault.Abort.class, line, 2, false, r -> new Fault.Abort(r.nextInt(METERS))),
        chance(Fault.Refuse.class, line, 2, true, r -> new Fault.Refuse(r.nextInt(METERS))),
        chance(Fault.Forge.class, line, 2, false, r -> new Fault.Forge()),
        chance(Fault.CounterReset.class, line, 1, true, r -> new Fault.CounterReset()),
        chance(
            Fault.ServerDown.class, server, 2, true, r -> new Fault.ServerDown(r.nextInt(SERVERS))),
        chance(
            Fault.ServerCut.class, server, 2, false, r -> new Fault.ServerCut(r.nextInt(SERVERS))),
        chance(
            Fault.ServerHangs.class,
            server,
            2,
            true,
            r -> new Fault.ServerHangs(r.nextInt(SERVERS))),
        chance(Fault.ServerCloses.class, server, 2, true, r -> new Fault.ServerCloses()));
  }

  /** Minutes to years, back or ahead. */
  private static long leap(Random random) {
    long[] sizes = {-DAY, -3600, -90, 90, 3600, DAY, 500 * DAY};
    return sizes[random.nextInt(sizes.length)];
  }

  private static <T> T pick(Random random, T[] all) {
    return all[random.nextInt(all.length)];
  }

  private static Optional<Step> draw(
      Random random, Duration at, Duration lasts, List<Chance> chances) {
    int all = chances.stream().mapToInt(Chance::weight).sum();
    int drawn = all == 0 ? 0 : random.nextInt(all);
    for (Chance chance : chances) {
      drawn -= chance.weight();
      if (drawn < 0) {
        Duration length = chance.lasts() ? lasts : Duration.ZERO;
        return Optional.of(new Step(at, length, chance.fault().draw(random)));
      }
    }
    return Optional.empty();
  }

  /** Returns it as a table for people. */
  public String text() {
    StringBuilder text = new StringBuilder();
    steps.forEach(step -> text.append(String.format(Locale.ROOT, "  %s%n", step)));
    return text.toString();
  }
}
