// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** The configuration of a home with an emulated meter of each kind. */
final class FourMeters {
  static final List<String> NAMES = List.of("house", "p1", "heat", "water");

  private final Path folder;
  private final List<String> meters = new ArrayList<>();
  private final List<String> more = new ArrayList<>();

  private FourMeters(Path folder) {
    this.folder = folder;
  }

  /** Without any of them, for other meters. */
  static FourMeters only(Path folder) {
    return new FourMeters(folder);
  }

  static FourMeters in(Path folder) {
    FourMeters home = only(folder);
    home.meter("house", "driver: omnipower-dlms, link: \"emulator:omnipower\"");
    home.meter("p1", "driver: p1-dtr, link: \"emulator:p1\"");
    home.meter("heat", "driver: multical-kmp, link: \"emulator:multical?model=603\"");
    home.meter(
        "water",
        "driver: pulse-gpio, link: \"emulator:pulse?rate=0.5\","
            + (" options: { quantity: water_volume, pulses-per-unit: 100 }"));
    return home;
  }

  /** Adds a meter. */
  FourMeters meter(String name, String settings) {
    meters.add("  " + name + ": { " + settings + " }");
    return this;
  }

  /** Adds lines at the end. */
  FourMeters with(String... lines) {
    more.addAll(List.of(lines));
    return this;
  }

  Path write() throws IOException {
    List<String> lines = new ArrayList<>(List.of("gateway: { name: attic }", "meters:"));
    lines.addAll(meters);
    lines.add("journal: { path: journal.db }");
    lines.addAll(more);
    Path file = Files.write(folder.resolve("gateway.yaml"), lines);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }
}
