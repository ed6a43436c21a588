// SPDX-License-Identifier: Apache-2.0
package org.metergate.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.metergate.alarm.AlarmMessage.Event;
import org.metergate.alarm.Observation.State;

/**
 * What is to be reported, and when: each thing once when it begins and once when it is over, each
 * of the two at most once an hour. What was held back and is still so is reported when the hour is
 * over; what began and ended meanwhile is counted in the next message. A message that nobody got
 * yet is replaced by a newer one about the same. There is at most one message for each watched
 * thing. One thread; the time is a parameter.
 */
public final class AlarmRules {
  /** Between two messages of the same kind about the same. */
  public static final Duration AT_MOST_EVERY = Duration.ofHours(1);

  private final String gateway;
  private final String alarm;
  private final AlarmMemory memory;
  private final Map<Watched, Course> courses = new LinkedHashMap<>();
  private final Map<Watched, AlarmMessage> waiting = new LinkedHashMap<>();

  /**
   * What is known and was reported of one watched thing; {@code begin} and {@code end} are steady.
   */
  private static final class Course {
    private boolean holds;
    private boolean reportedToHold;
    private Instant since;
    private OptionalLong begin = OptionalLong.empty();
    private OptionalLong end = OptionalLong.empty();
    private int changes;

    /** Returns when the message was sent last that would be sent now. */
    private OptionalLong last() {
      return holds ? begin : end;
    }
  }

  /**
   * Begins with what is remembered.
   *
   * @param gateway the configured name of the gateway.
   * @param alarm the configured name of the alarm.
   * @param memory outlives a restart.
   */
  public AlarmRules(String gateway, String alarm, AlarmMemory memory) {
    this.gateway = gateway;
    this.alarm = alarm;
    this.memory = memory;
  }

  /**
   * Takes what is the case now. What is not in it is no longer watched and is forgotten.
   *
   * @param seen all that is watched, each once.
   * @param nanos steady time.
   * @param now the time of day.
   */
  public void observe(List<Observation> seen, long nanos, Instant now) {
    Set<Watched> watched = new HashSet<>();
    for (Observation one : seen) {
      watched.add(one.watched());
      Course course = courses.computeIfAbsent(one.watched(), key -> remembered(key, nanos, now));
      if (one.state() != State.UNKNOWN) {
        observe(course, one, nanos, now);
      }
    }
    for (Watched gone : List.copyOf(courses.keySet())) {
      if (!watched.contains(gone)) {
        courses.remove(gone);
        waiting.remove(gone);
        memory.put(gone.key(), "");
      }
    }
  }

  private void observe(Course course, Observation seen, long nanos, Instant now) {
    boolean holds = seen.state() == State.HOLDS;
    if (holds != course.holds) {
      course.holds = holds;
      course.changes++;
      if (holds) {
        course.since = seen.since();
      }
    }
    if (course.holds == course.reportedToHold || isTooSoon(course.last(), nanos)) {
      return;
    }
    AlarmMessage message = message(course, seen, now);
    AlarmMessage older = waiting.remove(seen.watched());
    waiting.put(seen.watched(), older == null ? message : message.instead(older));
    course.reportedToHold = holds;
    course.changes = 0;
    if (holds) {
      course.begin = OptionalLong.of(nanos);
    } else {
      course.end = OptionalLong.of(nanos);
    }
  }

  private static boolean isTooSoon(OptionalLong last, long nanos) {
    return last.isPresent() && nanos - last.getAsLong() < AT_MOST_EVERY.toNanos();
  }

  private AlarmMessage message(Course course, Observation seen, Instant now) {
    Duration lasted = Reported.age(course.since, now);
    return new AlarmMessage(
        gateway,
        alarm,
        course.holds ? Event.BEGIN : Event.END,
        Optional.of(seen.watched()),
        course.holds ? seen.sentence() : AlarmText.over(seen.watched().kind(), lasted),
        course.holds ? seen.next() : Optional.empty(),
        course.since,
        now,
        course.changes - 1);
  }

  /**
   * Returns what is to be reported next.
   *
   * @param most how many messages at most.
   * @return the oldest first; empty if there is nothing to tell.
   */
  public List<AlarmMessage> next(int most) {
    return waiting.values().stream().limit(most).toList();
  }

  /**
   * Returns how much is to be reported.
   *
   * @return number of messages.
   */
  public int waiting() {
    return waiting.size();
  }

  /**
   * Notes that messages arrived.
   *
   * @param messages from {@link #next}.
   * @param nanos steady time.
   * @param now the time of day.
   */
  public void reported(List<AlarmMessage> messages, long nanos, Instant now) {
    for (AlarmMessage message : new ArrayList<>(messages)) {
      Watched watched = message.watched().orElseThrow();
      waiting.remove(watched, message);
      Course course = courses.get(watched);
      if (course != null) {
        Reported reported =
            new Reported(
                message.event() == Event.BEGIN,
                message.since(),
                ago(course.begin, nanos, now),
                ago(course.end, nanos, now));
        memory.put(watched.key(), reported.text());
      }
    }
  }

  private static Optional<Instant> ago(OptionalLong at, long nanos, Instant now) {
    return at.isEmpty() ? Optional.empty() : Optional.of(now.minusNanos(nanos - at.getAsLong()));
  }

  private Course remembered(Watched watched, long nanos, Instant now) {
    Course course = new Course();
    course.since = now;
    memory
        .get(watched.key())
        .flatMap(Reported::parse)
        .ifPresent(
            reported -> {
              course.holds = reported.holds();
              course.reportedToHold = reported.holds();
              course.since = reported.since();
              course.begin = before(reported.begin(), nanos, now);
              course.end = before(reported.end(), nanos, now);
            });
    return course;
  }

  private static OptionalLong before(Optional<Instant> at, long nanos, Instant now) {
    if (at.isEmpty()) {
      return OptionalLong.empty();
    }
    Duration age = Reported.age(at.get(), now);
    Duration counted = age.compareTo(AT_MOST_EVERY) < 0 ? age : AT_MOST_EVERY;
    return OptionalLong.of(nanos - counted.toNanos());
  }
}
