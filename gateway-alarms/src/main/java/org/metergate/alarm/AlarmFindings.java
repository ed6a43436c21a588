// SPDX-License-Identifier: Apache-2.0
package org.metergate.alarm;

import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.FindingCode.Kind;
import org.metergate.spi.finding.Stage;

/**
 * What can keep an alarm from telling. {@code server} is host and port; {@code said} the beginning
 * of an answer; a password, a token and the path of an address are never a parameter.
 */
public final class AlarmFindings {
  /** The base name of the bundle with the sentences of all kinds of alarms. */
  public static final String MESSAGES = "org.metergate.alarm.messages";

  /** No connection can be made: {@code server}, {@code reason} (half a sentence). */
  public static final FindingCode UNREACHABLE = fault("alarm-unreachable");

  /** The server's certificate is not trusted: {@code server}, {@code reason} (half a sentence). */
  public static final FindingCode NOT_TRUSTED = fault("alarm-not-trusted");

  /** The server does not answer in time: {@code server}, {@code seconds}. */
  public static final FindingCode SILENT = fault("alarm-silent");

  /** Name, password or token are wrong: {@code server}, {@code said}. */
  public static final FindingCode LOGIN_REFUSED = fault("alarm-login-refused");

  /** The server does not take the message: {@code server}, {@code said}. */
  public static final FindingCode REFUSED = fault("alarm-refused");

  /** The server takes nothing at the moment: {@code server}, {@code said}. */
  public static final FindingCode BUSY = fault("alarm-busy");

  /** The mail server offers no encryption: {@code server}. */
  public static final FindingCode NO_STARTTLS = fault("alarm-no-starttls");

  /** The mail server requires encryption: {@code server}, {@code said}. */
  public static final FindingCode NEEDS_TLS = fault("alarm-needs-tls");

  /** The mail server does not take a recipient: {@code server}, {@code to}, {@code said}. */
  public static final FindingCode RECIPIENT_REFUSED = fault("alarm-recipient-refused");

  /** The command cannot be started: {@code command}, {@code reason} (half a sentence). */
  public static final FindingCode NOT_STARTED = fault("alarm-not-started");

  /** The command ended with a fault: {@code command}, {@code code}, {@code said}. */
  public static final FindingCode COMMAND_FAILED = fault("alarm-command-failed");

  /** The command did not end in time and was ended: {@code command}, {@code seconds}. */
  public static final FindingCode COMMAND_ENDLESS = fault("alarm-command-endless");

  /** An error in the program stopped the sending: {@code error} (its class). */
  public static final FindingCode BUG = fault("alarm-bug");

  private AlarmFindings() {}

  private static FindingCode fault(String id) {
    return new FindingCode(id, Stage.DELIVERED, Kind.FAULT);
  }
}
