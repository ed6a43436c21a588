// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

import static org.metergate.spi.finding.FindingCode.Kind.FAULT;

import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.Stage;

/**
 * What can prevent a delivery over MQTT. {@code broker} is host and port; a password is never a
 * parameter.
 */
public final class MqttFindings {
  /** No connection can be made: {@code broker}, {@code reason} (half a sentence). */
  public static final FindingCode UNREACHABLE = code("broker-unreachable");

  /** User name or password are wrong, or the user may not log in: {@code broker}, {@code user}. */
  public static final FindingCode LOGIN_REFUSED = code("broker-login-refused");

  /** The broker requires a user name and got none: {@code broker}. */
  public static final FindingCode NOT_AUTHORISED = code("broker-not-authorised");

  /** The broker refuses the client identifier: {@code broker}, {@code client}. */
  public static final FindingCode CLIENT_REFUSED = code("broker-refuses-client");

  /** The broker's certificate is not trusted: {@code broker}, {@code reason} (half a sentence). */
  public static final FindingCode NOT_TRUSTED = code("broker-not-trusted");

  /** An open connection broke: {@code broker}, {@code client}, {@code topic}. */
  public static final FindingCode LOST = code("broker-lost");

  /** The broker accepts messages and acknowledges none: {@code broker}, {@code seconds}. */
  public static final FindingCode SILENT = code("broker-silent");

  /** The broker requires a client certificate, or refuses this one: {@code broker}. */
  public static final FindingCode CERTIFICATE_REFUSED = code("broker-refuses-certificate");

  /**
   * What is published is acknowledged and not sent to subscribers: {@code broker}, {@code user} (or
   * the client's name), {@code topic}.
   */
  public static final FindingCode TOPIC_REFUSED = code("broker-refuses-topic");

  private MqttFindings() {}

  private static FindingCode code(String id) {
    return new FindingCode(id, Stage.DELIVERED, FAULT);
  }
}
