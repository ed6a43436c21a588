// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.output.mqtt;

/**
 * The topics of one gateway. Names of gateways and meters are letters, digits, {@code -} and {@code
 * _}, so that none can break out of its level.
 *
 * @param base what they all begin with.
 * @param gateway the gateway's name.
 */
record Topics(String base, String gateway) {

  String all() {
    return base + "/" + gateway;
  }

  String bridgeState() {
    return all() + "/bridge/state";
  }

  String bridgeHealth() {
    return all() + "/bridge/health";
  }

  String state(String meter) {
    return all() + "/" + meter + "/state";
  }

  String backlog(String meter) {
    return all() + "/" + meter + "/backlog";
  }

  String info(String meter) {
    return all() + "/" + meter + "/info";
  }

  String availability(String meter) {
    return all() + "/" + meter + "/availability";
  }
}
