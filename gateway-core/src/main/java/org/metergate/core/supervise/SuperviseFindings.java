// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.supervise;

import java.util.Set;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.FindingCode.Kind;
import org.metergate.spi.finding.Stage;

/** The findings of the supervisor itself. */
public final class SuperviseFindings {
  /** A driver failed because of a bug of its own: {@code driver}, {@code error}. */
  public static final FindingCode DRIVER_BUG =
      new FindingCode("driver-bug", Stage.FRAMES, Kind.FAULT);

  /**
   * A class of a driver cannot be used, since its jar is damaged or of another version: {@code
   * driver}, {@code error}.
   */
  public static final FindingCode DRIVER_DAMAGED =
      new FindingCode("driver-damaged", Stage.FRAMES, Kind.FAULT);

  /** The journal cannot be written; readings and frames wait: {@code waiting}, {@code reason}. */
  public static final FindingCode NOT_STORED =
      new FindingCode("not-stored", Stage.STORED, Kind.FAULT);

  /** More readings waited for the journal than memory holds: {@code count} were lost. */
  public static final FindingCode READINGS_LOST =
      new FindingCode("readings-lost", Stage.STORED, Kind.EVENT);

  /** Kept telegrams were read after their key was set: {@code count} of them. */
  public static final FindingCode READ_LATE =
      new FindingCode("read-late", Stage.DECRYPTION, Kind.EVENT);

  /** Kept telegrams of a {@code meter} were dropped for age or size, unread: {@code count}. */
  public static final FindingCode KEPT_DROPPED =
      new FindingCode("kept-dropped", Stage.DECRYPTION, Kind.EVENT);

  /** The meter's clock differs from that of this machine by more than a month. */
  public static final FindingCode METER_CLOCK =
      new FindingCode("meter-clock", Stage.LIST, Kind.CONDITION);

  /** The kept telegrams could not be read from the journal: {@code reason}. */
  public static final FindingCode KEPT_UNREADABLE =
      new FindingCode("kept-unreadable", Stage.DECRYPTION, Kind.EVENT);

  /**
   * A driver has not called for so long that it counts as stuck: {@code driver}, {@code seconds}.
   */
  public static final FindingCode DRIVER_STUCK =
      new FindingCode("driver-stuck", Stage.FRAMES, Kind.FAULT);

  /** A driver hands over more than any meter can send: {@code driver}. */
  public static final FindingCode DRIVER_FLOODS =
      new FindingCode("driver-floods", Stage.FRAMES, Kind.FAULT);

  /** Memory runs out, and this driver is replaced for it: {@code driver}. */
  public static final FindingCode DRIVER_MEMORY =
      new FindingCode("driver-memory", Stage.FRAMES, Kind.FAULT);

  /** The driver is not there, perhaps because of a damaged jar: {@code driver}, {@code reason}. */
  public static final FindingCode DRIVER_ABSENT =
      new FindingCode("driver-absent", Stage.FRAMES, Kind.FAULT);

  /** Faults of drivers themselves: a good frame before one is not a reason to try again soon. */
  static final Set<FindingCode> OF_DRIVERS = Set.of(DRIVER_STUCK, DRIVER_FLOODS, DRIVER_MEMORY);

  private SuperviseFindings() {}
}
