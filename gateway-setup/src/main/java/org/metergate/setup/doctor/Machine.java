// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.doctor;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.metergate.setup.port.DeviceNode;
import org.metergate.setup.port.MachineFiles;

/** A machine that is examined; nothing is written to it. One thread. */
public interface Machine {
  /**
   * Returns its files.
   *
   * @return each is read up to 64 KiB.
   */
  MachineFiles files();

  /**
   * Returns its device files.
   *
   * @return they are looked at, never opened.
   */
  DeviceNode.Lookup nodes();

  /**
   * Runs a program that only reports.
   *
   * @param command the program and its arguments; no shell.
   * @return what it printed; empty where it is not installed, or did not end within a few seconds.
   */
  Optional<String> run(List<String> command);

  /**
   * Returns how much may still be written.
   *
   * @param path a file or folder that need not exist yet.
   * @return bytes; empty where it cannot be found out.
   */
  OptionalLong usableBytes(String path);

  /**
   * Returns whether a name can be resolved.
   *
   * @param host a name or an address.
   * @return false after a few seconds.
   */
  boolean resolves(String host);

  /**
   * Returns whether a TCP connection can be opened; it is closed at once.
   *
   * @param host a name or an address.
   * @param port 1 to 65535.
   * @return false after a few seconds.
   */
  boolean connects(String host, int port);

  /**
   * Returns a property of the running Java.
   *
   * @param name such as {@code os.arch}.
   * @return empty where it has none.
   */
  String property(String name);

  /**
   * Returns the time of the machine's clock.
   *
   * @return now.
   */
  Instant now();
}
