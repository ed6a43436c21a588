// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.mbus.request;

import java.time.Duration;
import org.metergate.driver.mbus.frame.Acknowledgement;
import org.metergate.driver.mbus.frame.LongFrame;
import org.metergate.driver.mbus.frame.MbusFrame;
import org.metergate.driver.mbus.frame.MbusFramer;
import org.metergate.spi.dialogue.Traffic;
import org.metergate.spi.link.LineSettings;
import org.metergate.spi.link.LinkLostException;
import org.metergate.spi.time.TimeSource;

/**
 * Judges by what came before and behind an answer whether it is one. The checksum of a frame is a
 * sum: with a byte added, a frame can pass for a shorter one behind which its own last byte is
 * left. And behind answers that destroyed each other, a late one may be whole, of one meter among
 * several. One thread.
 */
final class AnswerCheck {
  /** A USB adapter keeps a byte that comes alone for 16 ms, or a little longer. */
  private static final Duration ADAPTER = Duration.ofMillis(30);

  /** A pause of this many byte times is silence: inside a frame there is none. */
  static final int SILENT_BYTES = 4;

  /**
   * The shortest answer with data, in bytes; less before an answer comes from switching the line.
   */
  private static final int SHORTEST_ANSWER = 9;

  private final CountingLink link;
  private final TimeSource time;
  private final MbusFramer framer;
  private final byte[] following = new byte[LongFrame.LONGEST];

  /**
   * Creates a check.
   *
   * @param framer has found the answer.
   */
  AnswerCheck(CountingLink link, TimeSource time, MbusFramer framer) {
    this.link = link;
    this.time = time;
    this.framer = framer;
  }

  /**
   * Reads on until the line is silent, or as long as any answer takes.
   *
   * @param asked what was answered.
   * @param traffic besides the answer.
   * @param received how many bytes came since it was asked, with the answer.
   * @param settings of the line.
   */
  boolean isGood(
      MbusRequest asked,
      MbusFrame answer,
      Traffic<MbusFrame> traffic,
      long received,
      LineSettings settings)
      throws LinkLostException, InterruptedException {
    boolean isData = asked.answer() != Acknowledgement.class;
    boolean followed = isFollowed(isData, traffic, settings.byteNanos());
    return !followed && !(isData && isPreceded(asked, answer, traffic, received));
  }

  /**
   * One byte behind the data comes from a converter that switches the line, unless it may be the
   * end of the frame.
   */
  private boolean isFollowed(boolean isData, Traffic<MbusFrame> traffic, long byteNanos)
      throws LinkLostException, InterruptedException {
    Duration silence = ADAPTER.plusNanos(SILENT_BYTES * byteNanos);
    long end = time.nanos() + LongFrame.LONGEST * byteNanos;
    boolean found = !isData && !framer.endsWithFrame();
    byte[] directly = framer.following();
    int bytes = isData ? directly.length : 0;
    found |= bytes > 0 && directly[0] == LongFrame.STOP;
    int count = link.read(following, silence);
    while (count > 0) {
      found |= isData ? following[0] == LongFrame.STOP : !onlyAcknowledges(count);
      bytes += isData ? count : 0;
      count = time.nanos() - end < 0 ? link.read(following, silence) : 0;
    }
    return found || bytes > 1 || bytes == 1 && traffic.damage().isPresent();
  }

  /** What came before is damage of a frame, or so many bytes that no header of one was left. */
  private static boolean isPreceded(
      MbusRequest asked, MbusFrame answer, Traffic<MbusFrame> traffic, long received) {
    long known = answer.bytes().length + (traffic.echoed() ? asked.bytes().length : 0);
    for (MbusFrame other : traffic.others()) {
      known += other.bytes().length; // late, of a meter with another address
    }
    return traffic.damage().isPresent() || received - known >= SHORTEST_ANSWER;
  }

  /** Meters that were selected together do not acknowledge at exactly the same time. */
  private boolean onlyAcknowledges(int count) {
    for (int i = 0; i < count; i++) {
      if (following[i] != Acknowledgement.CHARACTER) {
        return false;
      }
    }
    return true;
  }
}
