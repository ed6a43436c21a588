// SPDX-License-Identifier: Apache-2.0
package org.metergate.output.mdns;

import java.net.InetSocketAddress;

/** How datagrams leave an interface. Returns at once; what cannot be sent is lost, as on a wire. */
interface Wire {

  /** Sends to all of the network. */
  void toAll(byte[] message);

  /** Sends to one. */
  void to(InetSocketAddress receiver, byte[] message);
}
