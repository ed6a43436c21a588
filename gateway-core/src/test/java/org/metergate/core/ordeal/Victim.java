// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.ordeal;

import java.util.List;
import org.metergate.testing.PrivateDisk;

/**
 * A real server that is killed and comes back on the same port with the same data. Its methods are
 * called by one thread.
 */
public interface Victim extends AutoCloseable {

  /** For messages. */
  String name();

  /** Starts it; returns when it answers. */
  void start() throws Exception;

  /** Ends it at once, as {@code kill -9} does; returns when it is gone. */
  void kill() throws Exception;

  /** Its process, to be paused; of a server below another program, the server's own. */
  ProcessHandle process();

  /** The disk that its data are on, where one could be made that can be filled. */
  default List<PrivateDisk> disk() {
    return List.of();
  }

  @Override
  void close();
}
