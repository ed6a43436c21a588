// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.stress;

import java.util.List;
import org.metergate.testing.PrivateDisk;

/**
 * A real server that is killed and restarted on the same port with the same data. Its methods are
 * called by one thread.
 */
public interface StressedServer extends AutoCloseable {

  /** Returns its name, for messages. */
  String name();

  /** Starts it; returns when it answers. */
  void start() throws Exception;

  /** Ends it at once, as {@code kill -9} does; returns when it is gone. */
  void kill() throws Exception;

  /** Returns the process to pause: the server's own, also where another program started it. */
  ProcessHandle process();

  /** Returns the disk that its data are on, where one could be made that can be filled. */
  default List<PrivateDisk> disk() {
    return List.of();
  }

  /** Waits until the server has saved a whole file again, after its disk was full. */
  default void awaitSaved() throws Exception {}

  @Override
  void close();
}
