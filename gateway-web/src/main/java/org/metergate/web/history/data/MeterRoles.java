// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.history.data;

import java.util.List;

/**
 * Which meters count what, for the self-use.
 *
 * @param solar the names of the meters that count what is produced; may be empty.
 * @param grid the names of the meters between the home and the grid; may be empty.
 */
public record MeterRoles(List<String> solar, List<String> grid) {
  /** No meter has a role. */
  public static final MeterRoles NONE = new MeterRoles(List.of(), List.of());

  /** Copies the lists. */
  public MeterRoles {
    solar = List.copyOf(solar);
    grid = List.copyOf(grid);
  }
}
