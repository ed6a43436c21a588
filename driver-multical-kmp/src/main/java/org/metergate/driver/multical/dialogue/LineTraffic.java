// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.dialogue;

import java.util.LinkedHashSet;
import java.util.Set;
import org.metergate.driver.multical.request.ObservedRequest;
import org.metergate.spi.codec.Damage;

/** What was received besides the answer, over all attempts of a dialogue. One thread. */
public final class LineTraffic {
  private static final int MAX_REQUESTS = 16;

  private long bytes;
  private long noise;
  private int echoes;
  private int checksums;
  private int cuts;
  private int lateAnswers;
  private boolean zerosOnly = true;
  private final Set<ObservedRequest> otherRequests = new LinkedHashSet<>();

  /** The likely reason why a request was not answered. */
  public enum Verdict {
    /** No byte was received. */
    NOTHING,
    /** Only the echo of the request was received. */
    ECHO_ONLY,
    /** An answer was damaged. */
    CHECKSUM,
    /** An answer broke off. */
    CUT,
    /** Only answers to other requests were received. */
    OTHER_ANSWERS,
    /** Bytes were received that are not frames. */
    NOISE
  }

  LineTraffic() {}

  void bytes(int count) {
    bytes += count;
  }

  void echo() {
    echoes++;
  }

  void otherRequest(ObservedRequest request) {
    if (otherRequests.size() < MAX_REQUESTS) {
      otherRequests.add(request);
    }
  }

  void lateAnswer() {
    lateAnswers++;
  }

  void noise(byte[] received, int offset, int length) {
    noise += length;
    for (int i = offset; i < offset + length; i++) {
      zerosOnly &= received[i] == 0;
    }
  }

  void damage(Damage damage) {
    if (damage == Damage.TRUNCATED) {
      cuts++;
    } else {
      checksums++;
    }
  }

  /**
   * Returns the most likely reason why no answer arrived: the one closest to an answer.
   *
   * @return the reason.
   */
  public Verdict verdict() {
    if (bytes == 0 || onlyZeros()) {
      return Verdict.NOTHING; // a meter may send a single zero without a request
    }
    if (checksums > 0) {
      return Verdict.CHECKSUM;
    }
    if (cuts > 0) {
      return Verdict.CUT;
    }
    if (lateAnswers > 0) {
      return Verdict.OTHER_ANSWERS;
    }
    return echoes > 0 ? Verdict.ECHO_ONLY : Verdict.NOISE;
  }

  private boolean onlyZeros() {
    return zerosOnly && noise == bytes;
  }

  /**
   * Returns whether the line reflects what is sent.
   *
   * @return whether a complete request was received as an echo.
   */
  public boolean echoed() {
    return echoes > 0;
  }

  /**
   * Returns the number of answers to other requests.
   *
   * @return 0 or more.
   */
  public int lateAnswers() {
    return lateAnswers;
  }

  /**
   * Returns the requests of other readers on the line.
   *
   * @return different ones, at most 16.
   */
  public Set<ObservedRequest> otherRequests() {
    return otherRequests;
  }
}
