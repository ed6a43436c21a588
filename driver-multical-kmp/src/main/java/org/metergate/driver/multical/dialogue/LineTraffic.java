// SPDX-License-Identifier: Apache-2.0
package org.metergate.driver.multical.dialogue;

import java.util.LinkedHashSet;
import java.util.Set;
import org.metergate.driver.multical.request.HeardRequest;
import org.metergate.spi.codec.Damage;

/** What was heard besides the answer, over all tries of a dialogue. One thread. */
public final class LineTraffic {
  private static final int MOST = 16;

  private long bytes;
  private long noise;
  private int echoes;
  private int checksums;
  private int cuts;
  private int lateAnswers;
  private boolean zerosOnly = true;
  private final Set<HeardRequest> otherRequests = new LinkedHashSet<>();

  /** What an unanswered question is blamed on. */
  public enum Verdict {
    /** Not a byte came. */
    NOTHING,
    /** The question came back and nothing else. */
    ECHO_ONLY,
    /** An answer came damaged. */
    CHECKSUM,
    /** An answer broke off. */
    CUT,
    /** Only answers to other questions came. */
    OTHER_ANSWERS,
    /** Bytes came that are no frames. */
    NOISE
  }

  LineTraffic() {}

  void bytes(int count) {
    bytes += count;
  }

  void echo() {
    echoes++;
  }

  void otherRequest(HeardRequest request) {
    if (otherRequests.size() < MOST) {
      otherRequests.add(request);
    }
  }

  void lateAnswer() {
    lateAnswers++;
  }

  void noise(byte[] heard, int offset, int length) {
    noise += length;
    for (int i = offset; i < offset + length; i++) {
      zerosOnly &= heard[i] == 0;
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
   * Names the likeliest reason why no answer came: the nearest to an answer counts.
   *
   * @return the reason.
   */
  public Verdict verdict() {
    if (bytes == 0 || onlyZeros()) {
      return Verdict.NOTHING; // a meter may send a lone zero without being asked
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
   * Says whether the line reflects what is sent.
   *
   * @return whether a question came back whole.
   */
  public boolean echoed() {
    return echoes > 0;
  }

  /**
   * Counts answers to other questions.
   *
   * @return how many came.
   */
  public int lateAnswers() {
    return lateAnswers;
  }

  /**
   * Gives the questions of others that were heard on the line.
   *
   * @return those that differ, at most 16.
   */
  public Set<HeardRequest> otherRequests() {
    return otherRequests;
  }
}
