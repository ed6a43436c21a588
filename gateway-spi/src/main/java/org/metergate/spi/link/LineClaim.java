// SPDX-License-Identifier: Apache-2.0
package org.metergate.spi.link;

/** Marks a line as taken until this claim is closed; a second close does nothing. Any thread. */
public interface LineClaim extends AutoCloseable {
  @Override
  void close();
}
