// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.link;

import static org.metergate.spi.finding.FindingCode.Kind.CONDITION;
import static org.metergate.spi.finding.FindingCode.Kind.FAULT;

import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;

/**
 * The findings that any link can report. Each comment ends with the parameters; {@code port} is the
 * name of the link.
 */
public final class LinkFindings {
  /** The name of the link is wrong: {@code port}, {@code reason} (a sentence). */
  public static final FindingCode BAD_LINK = new FindingCode("bad-link", Stage.PORT, FAULT);

  /** There is no such device: {@code port}. */
  public static final FindingCode NO_SUCH_PORT = new FindingCode("no-such-port", Stage.PORT, FAULT);

  /** The user may not open the device: {@code port}. */
  public static final FindingCode NO_PERMISSION =
      new FindingCode("no-permission", Stage.PORT, FAULT);

  /** Another program holds the device: {@code port}. */
  public static final FindingCode PORT_BUSY = new FindingCode("port-busy", Stage.PORT, FAULT);

  /** Another part of this program has the line: {@code port}, {@code holder}. */
  public static final FindingCode LINE_TAKEN = new FindingCode("line-taken", Stage.PORT, FAULT);

  /** The device is there but cannot be opened or set: {@code port}, {@code reason}. */
  public static final FindingCode PORT_UNUSABLE =
      new FindingCode("port-unusable", Stage.PORT, FAULT);

  /** The remote address does not answer or refuses the connection: {@code port}, {@code reason}. */
  public static final FindingCode UNREACHABLE = new FindingCode("unreachable", Stage.PORT, FAULT);

  /** The device was unplugged or the connection broke: {@code port}. */
  public static final FindingCode LINK_LOST = new FindingCode("link-lost", Stage.PORT, FAULT);

  /** A recording or a capture is at its end: {@code port}. */
  public static final FindingCode END_OF_INPUT = new FindingCode("end-of-input", Stage.PORT, FAULT);

  /** A file could not be read as a recording: {@code port}, {@code reason}. */
  public static final FindingCode BAD_RECORDING =
      new FindingCode("bad-recording", Stage.PORT, FAULT);

  /** The link has no request wire although the meter may want one. */
  public static final FindingCode NO_REQUEST_LINE =
      new FindingCode("no-request-line", Stage.BYTES, CONDITION);

  /** Nothing has arrived for longer than is normal: {@code seconds}. */
  public static final FindingCode SILENT = new FindingCode("silent", Stage.BYTES, FAULT);

  /** Bytes arrive that form no frame: {@code bytes}. */
  public static final FindingCode NOISE = new FindingCode("noise", Stage.FRAMES, FAULT);

  private LinkFindings() {}
}
