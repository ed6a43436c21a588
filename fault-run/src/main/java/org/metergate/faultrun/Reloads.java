// SPDX-License-Identifier: Apache-2.0
package org.metergate.faultrun;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.metergate.faultrun.plan.Fault.Reload.Content;
import org.metergate.faultrun.spare.SpareDriver;

/** Changes what a reload reads, good and bad, and asks for it. One thread. */
final class Reloads {
  private static final String MORE = "  more: { type: csv, folder: \"%s\" }\n";
  private static final String MISTAKE = "  wrong: { type: no-such-output }\n";
  private static final String DRIVERS = "META-INF/services/org.metergate.spi.driver.DriverProvider";

  /** What the entry of a jar unfolds to: more than the heap of the program. */
  private static final int UNFOLDED_MEGABYTES = 200;

  private static final int WRONG = 2;

  private final Program program;
  private final Surroundings around;
  private String outputs = "";
  private int version;

  Reloads(Program program, Surroundings around) {
    this.program = program;
    this.around = around;
  }

  /** Reloads, and checks that a mistake is refused and nothing else. */
  void run(Content content) throws Exception {
    Path jar = around.folder.resolve("drivers/dropped.jar");
    switch (content) {
      case GOOD -> {
        String folder = around.folder.resolve("more").toString();
        outputs = outputs.isEmpty() ? String.format(MORE, folder) : "";
        around.write(outputs);
        expect(0);
      }
      case MISTAKE -> {
        around.write(outputs + MISTAKE);
        expect(WRONG);
        around.write(outputs);
      }
      case BAD_JAR -> {
        Files.writeString(jar, "this is no jar");
        program.command("reload");
        remove(jar);
      }
      case HUGE_JAR -> {
        huge(jar);
        program.command("reload");
        remove(jar);
      }
      case GOOD_JAR -> {
        good(jar);
        expect(0);
      }
    }
  }

  private void remove(Path jar) throws Exception {
    Files.delete(jar);
    expect(0);
  }

  private void expect(int code) throws Exception {
    int ended = program.command("reload");
    if (ended != code) {
      throw new IllegalStateException(
          "reload ended with " + ended + " and not with " + code + ": see commands.log");
    }
  }

  private void good(Path jar) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      String type = SpareDriver.class.getName();
      entry(zip, DRIVERS, type + "\n# " + version++ + "\n");
      for (String file : new String[] {"SpareDriver.class", "messages.properties"}) {
        zip.putNextEntry(new ZipEntry(type.replace('.', '/').replace("SpareDriver", file)));
        try (InputStream in = SpareDriver.class.getResourceAsStream(file)) {
          in.transferTo(zip);
        }
        zip.closeEntry();
      }
    }
  }

  private static void huge(Path jar) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      entry(zip, DRIVERS, "org.metergate.faultrun.Huge\n");
      zip.putNextEntry(new ZipEntry("org/metergate/faultrun/Huge.class"));
      byte[] megabyte = new byte[1 << 20];
      for (int i = 0; i < UNFOLDED_MEGABYTES; i++) {
        zip.write(megabyte);
      }
      zip.closeEntry();
    }
  }

  private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    OutputStream out = zip;
    out.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }
}
