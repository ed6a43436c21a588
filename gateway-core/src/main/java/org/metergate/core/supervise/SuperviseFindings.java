// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.FindingCode.Kind;
import org.metergate.spi.finding.Stage;

/** What the supervisor itself finds. */
public final class SuperviseFindings {
  /** A driver ended by a bug of its own: {@code driver}, {@code error}. */
  public static final FindingCode DRIVER_BUG =
      new FindingCode("driver-bug", Stage.FRAMES, Kind.FAULT);

  /** The journal takes no readings; they wait in memory: {@code waiting}, {@code reason}. */
  public static final FindingCode NOT_STORED =
      new FindingCode("not-stored", Stage.STORED, Kind.FAULT);

  /** More readings waited for the journal than memory holds: {@code count} were lost. */
  public static final FindingCode READINGS_LOST =
      new FindingCode("readings-lost", Stage.STORED, Kind.EVENT);

  /** Kept telegrams were read when their key had come: {@code count} of them. */
  public static final FindingCode READ_LATE =
      new FindingCode("read-late", Stage.DECRYPTION, Kind.EVENT);

  /** Kept telegrams of a {@code meter} went unread for their age or their size: {@code count}. */
  public static final FindingCode KEPT_DROPPED =
      new FindingCode("kept-dropped", Stage.DECRYPTION, Kind.EVENT);

  /** The kept telegrams could not be looked at: {@code reason}. */
  public static final FindingCode KEPT_UNREADABLE =
      new FindingCode("kept-unreadable", Stage.DECRYPTION, Kind.EVENT);

  private SuperviseFindings() {}
}
