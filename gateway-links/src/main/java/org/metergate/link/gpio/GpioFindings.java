// SPDX-License-Identifier: Apache-2.0
package org.metergate.link.gpio;

import static org.metergate.spi.finding.FindingCode.Kind.FAULT;
import static org.metergate.spi.finding.Stage.PORT;

import org.metergate.spi.finding.FindingCode;

/** What prevents opening a GPIO line; {@code port} is the line. */
public final class GpioFindings {
  /** This machine has no GPIO chip: {@code port}. */
  public static final FindingCode NO_CHIP = new FindingCode("gpio-no-chip", PORT, FAULT);

  /** The user may not use the chip: {@code port}, {@code device}. */
  public static final FindingCode NO_PERMISSION =
      new FindingCode("gpio-no-permission", PORT, FAULT);

  /** Pi4J does not recognise this machine as a Raspberry Pi: {@code port}. */
  public static final FindingCode NO_BOARD = new FindingCode("gpio-no-board", PORT, FAULT);

  /** Another program holds the line: {@code port}, {@code holder}. */
  public static final FindingCode BUSY = new FindingCode("gpio-busy", PORT, FAULT);

  /** The chip has no such line: {@code port}. */
  public static final FindingCode NO_LINE = new FindingCode("gpio-no-line", PORT, FAULT);

  /** The kernel has only the second interface of GPIO character devices: {@code port}. */
  public static final FindingCode OLD_INTERFACE =
      new FindingCode("gpio-old-interface", PORT, FAULT);

  /** The native library cannot be used: {@code port}, {@code reason}. */
  public static final FindingCode NO_LIBRARY = new FindingCode("gpio-no-library", PORT, FAULT);

  private GpioFindings() {}
}
