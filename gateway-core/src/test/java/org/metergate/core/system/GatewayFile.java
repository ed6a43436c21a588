// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;

/** The configuration of a user with one meter. */
final class GatewayFile {
  static final String GATEWAY = "attic";
  static final String METER = "main";

  private final Path folder;
  private final String link;
  private final Map<String, String> options = new LinkedHashMap<>();
  private final StringBuilder more = new StringBuilder();
  private String sync = "60s";

  private GatewayFile(Path folder, String link) {
    this.folder = folder;
    this.link = link;
  }

  /** One meter at a link, a journal in the folder, no output and no page yet. */
  static GatewayFile of(Path folder, String link) {
    return new GatewayFile(folder, link);
  }

  GatewayFile options(Map<String, String> driverOptions) {
    options.putAll(driverOptions);
    return this;
  }

  GatewayFile broker(int port, String... settings) {
    more.append("outputs:\n  home:\n    type: mqtt\n    url: mqtt://127.0.0.1:" + port + "\n");
    for (String setting : settings) {
      more.append("    ").append(setting).append('\n');
    }
    return this;
  }

  /** After a broker: the meter as a P1 port too. */
  GatewayFile p1Server(int port) {
    more.append("  p1: { type: p1-server, meter: " + METER + ", listen: \"127.0.0.1:");
    more.append(port).append("\" }\n");
    return this;
  }

  GatewayFile page(int port) {
    more.append("web: { listen: \"127.0.0.1:" + port + "\" }\n");
    return this;
  }

  GatewayFile sync(String duration) {
    sync = duration;
    return this;
  }

  static Path journal(Path folder) {
    return folder.resolve("journal.db");
  }

  Path write() throws IOException {
    StringBuilder text = new StringBuilder("gateway: { name: " + GATEWAY + " }\n");
    text.append("meters:\n  " + METER + ":\n    driver: omnipower-dlms\n");
    text.append("    link: \"").append(link).append("\"\n    options:\n");
    options.forEach((name, value) -> text.append("      " + name + ": " + value + "\n"));
    text.append("journal: { path: journal.db, sync: " + sync + " }\n").append(more);
    Path file = folder.resolve("gateway.yaml");
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }
}
