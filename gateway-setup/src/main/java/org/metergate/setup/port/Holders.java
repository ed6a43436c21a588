// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.port;

import java.util.List;

/**
 * Which programs have a device open.
 *
 * @param known those that could be seen.
 * @param complete whether all processes could be seen; an ordinary user sees the files of their own
 *     alone, and the locks of all.
 */
public record Holders(List<Holder> known, boolean complete) {
  /** Copies the list. */
  public Holders {
    known = List.copyOf(known);
  }

  /**
   * A program that has a device.
   *
   * @param process its number; 0 where it cannot be seen.
   * @param name the name of its program, or what is known of it.
   * @param by how it was seen.
   */
  public record Holder(long process, String name, By by) {}

  /** How a holder was seen. */
  public enum By {
    /** The process has the device open. */
    OPEN,
    /** The process has locked the device (flock). */
    LOCK,
    /** A file in {@code /run/lock} names the process. */
    LOCK_FILE,
    /** The kernel's console types there. */
    CONSOLE
  }
}
