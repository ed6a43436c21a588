// SPDX-License-Identifier: Apache-2.0
package org.metergate.journal.clock;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The boots of the machine, each by the kernel's boot id. */
public final class BootTable {
  private static final Path KERNEL = Path.of("/proc/sys/kernel/random/boot_id");

  private BootTable() {}

  /** The id of the present boot; empty if the system has none. */
  public static String present() {
    try {
      return Files.readString(KERNEL, StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      return "";
    }
  }

  /** The number of a boot; a new boot is added. Within a transaction. */
  static int number(Connection connection, String name) throws SQLException {
    try (PreparedStatement insert =
            connection.prepareStatement("INSERT OR IGNORE INTO boot (name) VALUES (?)");
        PreparedStatement find = connection.prepareStatement("SELECT id FROM boot WHERE name=?")) {
      insert.setString(1, name);
      insert.executeUpdate();
      find.setString(1, name);
      try (ResultSet row = find.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }
}
