// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mqtt;

/** A meter is replaced while each of its sensors has a message of its own. */
class MeterChangeOfComponentsTest extends MeterChangeTest {
  @Override
  String form() {
    return "components";
  }
}
