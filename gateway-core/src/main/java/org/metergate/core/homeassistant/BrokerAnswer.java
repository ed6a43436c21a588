// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.homeassistant;

/** What the supervisor answers when it is asked for a broker. */
sealed interface BrokerAnswer {

  /**
   * There is one.
   *
   * @param broker how it is reached.
   */
  record Found(Broker broker) implements BrokerAnswer {}

  /**
   * No app offers one.
   *
   * @param sentence what to install.
   */
  record None(String sentence) implements BrokerAnswer {}

  /**
   * It is not known; a later question may be answered.
   *
   * @param sentence why.
   */
  record Unknown(String sentence) implements BrokerAnswer {}
}
