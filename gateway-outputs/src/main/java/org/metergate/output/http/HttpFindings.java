// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.http;

import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.FindingCode.Kind;
import org.metergate.spi.finding.Stage;

/**
 * What can prevent a delivery over HTTP. {@code server} is host and port; {@code said} the
 * beginning of the server's answer; a password or token is never a parameter.
 */
public final class HttpFindings {
  /** No connection can be made: {@code server}, {@code reason} (half a sentence). */
  public static final FindingCode UNREACHABLE = fault("http-unreachable");

  /** The server's certificate is not trusted: {@code server}, {@code reason} (half a sentence). */
  public static final FindingCode NOT_TRUSTED = fault("http-not-trusted");

  /** An open connection broke: {@code server}. */
  public static final FindingCode LOST = fault("http-lost");

  /** The server accepted the request and does not answer: {@code server}, {@code seconds}. */
  public static final FindingCode SILENT = fault("http-silent");

  /** Name, password or token are wrong: {@code server}, {@code status}, {@code said}. */
  public static final FindingCode LOGIN_REFUSED = fault("http-login-refused");

  /** There is no such database or page: {@code server}, {@code status}, {@code said}. */
  public static final FindingCode NOT_FOUND = fault("http-not-found");

  /** The server asks to wait: {@code server}, {@code status}, {@code said}. */
  public static final FindingCode BUSY = fault("http-busy");

  /** The server reports an error of its own: {@code server}, {@code status}, {@code said}. */
  public static final FindingCode FAILS = fault("http-fails");

  /** Nothing that was sent was ever accepted: {@code server}, {@code status}, {@code said}. */
  public static final FindingCode REFUSES_ALL = fault("http-refuses-all");

  /**
   * Some values will never be accepted and were skipped: {@code count}, {@code server}, {@code
   * meter} and {@code what} (of the first), {@code said}.
   */
  public static final FindingCode REFUSED =
      new FindingCode("http-refused", Stage.DELIVERED, Kind.EVENT);

  private HttpFindings() {}

  private static FindingCode fault(String id) {
    return new FindingCode(id, Stage.DELIVERED, Kind.FAULT);
  }
}
