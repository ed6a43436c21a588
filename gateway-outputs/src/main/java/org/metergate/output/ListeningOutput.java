// SPDX-License-Identifier: Apache-2.0
package org.metergate.output;

/** An output that opens a port for devices that cannot log in. Any thread. */
public interface ListeningOutput {

  /**
   * Returns the port and who may connect, for the health of the output.
   *
   * @return always the same, such as {@code 192.168.1.5:2000 for 192.168.1.0/24}.
   */
  String listens();
}
