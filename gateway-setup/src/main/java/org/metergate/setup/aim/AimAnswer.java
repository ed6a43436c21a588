// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.aim;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.metergate.spi.discovery.Arrival;
import org.metergate.spi.discovery.Match;

/**
 * What came back after one question.
 *
 * @param level how good it is.
 * @param echo whether the question itself came back.
 * @param firstByte from the end of the question to the first byte of the answer; empty without one.
 * @param unsolicited bytes that came while nothing was asked, 0 or more.
 * @param match the meter that answered; only with {@link AimLevel#GOOD}.
 */
public record AimAnswer(
    AimLevel level,
    boolean echo,
    Optional<Duration> firstByte,
    int unsolicited,
    Optional<Match> match) {

  /**
   * Fewer bytes are no attempt at an answer: a lamp gives single ones. The shortest frames with a
   * checksum have a start byte, an address, a command, two bytes of checksum and a stop byte.
   */
  private static final int SHORTEST_ANSWER = 4;

  /**
   * Rates what arrived.
   *
   * @param question the bytes that were sent.
   * @param sending how long it took to send them.
   * @param quiet the time from which on no answer is expected, since the question began.
   * @param arrivals what arrived since then, in order.
   * @param match the meter that the driver recognises in the arrivals.
   * @return the answer.
   */
  static AimAnswer of(
      byte[] question,
      Duration sending,
      Duration quiet,
      List<Arrival> arrivals,
      Optional<Match> match) {
    byte[] all = bytes(arrivals, Long.MAX_VALUE);
    boolean echo = startsWith(all, question);
    int before = echo ? question.length : 0;
    if (match.isPresent()) {
      return new AimAnswer(AimLevel.GOOD, echo, delay(arrivals, before, sending), 0, match);
    }
    int inTime = bytes(arrivals, quiet.toNanos()).length;
    int unsolicited = all.length - Math.max(inTime, before);
    int answer = Math.max(0, inTime - before);
    return new AimAnswer(
        level(echo, answer, unsolicited > 0),
        echo,
        answer == 0 ? Optional.empty() : delay(arrivals, before, sending),
        unsolicited,
        match);
  }

  /** Where bytes come without a question too, those after a question may be of the same kind. */
  private static AimLevel level(boolean echo, int answer, boolean unsolicited) {
    if (answer == 0) {
      return echo ? AimLevel.ECHO : AimLevel.NOTHING;
    }
    return answer < SHORTEST_ANSWER || unsolicited ? AimLevel.BYTES : AimLevel.DAMAGED;
  }

  private static byte[] bytes(List<Arrival> arrivals, long before) {
    byte[] all = new byte[0];
    for (Arrival arrival : arrivals) {
      if (arrival.nanos() < before) {
        int end = all.length;
        all = Arrays.copyOf(all, end + arrival.bytes().length);
        System.arraycopy(arrival.bytes(), 0, all, end, arrival.bytes().length);
      }
    }
    return all;
  }

  private static boolean startsWith(byte[] all, byte[] question) {
    return all.length >= question.length
        && Arrays.equals(question, Arrays.copyOf(all, question.length));
  }

  /** Returns when the first byte after the echo came; a negative time counts as zero. */
  private static Optional<Duration> delay(List<Arrival> arrivals, int before, Duration sending) {
    int seen = 0;
    for (Arrival arrival : arrivals) {
      seen += arrival.bytes().length;
      if (seen > before) {
        return Optional.of(Duration.ofNanos(Math.max(0, arrival.nanos() - sending.toNanos())));
      }
    }
    return Optional.empty();
  }
}
