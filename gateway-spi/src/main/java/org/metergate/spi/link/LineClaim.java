// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.link;

/** That a line is taken, until it is closed; a second time does nothing. Any thread. */
public interface LineClaim extends AutoCloseable {
  @Override
  void close();
}
