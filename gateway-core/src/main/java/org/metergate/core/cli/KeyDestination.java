// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.metergate.setup.keys.KeyChoice;
import org.metergate.setup.keys.KeyFiles;
import org.metergate.setup.keys.MeterKey;

/** Where the keys go, and the lines of the configuration that point there. */
final class KeyDestination {
  private static final String ENCRYPTION_FILE = "gpk60";
  private static final String AUTHENTICATION_FILE = "gpk61";

  private final Path configFolder;
  private final Path folder;
  private final boolean replace;

  KeyDestination(Path config, Optional<Path> folder, boolean replace) {
    this.configFolder = config.toAbsolutePath().normalize().getParent();
    this.folder = folder.orElse(configFolder.resolve("keys")).toAbsolutePath().normalize();
    this.replace = replace;
  }

  void write(KeyChoice choice, PrintWriter out, PrintWriter err) {
    Map<Path, MeterKey> files = new LinkedHashMap<>();
    choice.encryption().ifPresent(key -> files.put(folder.resolve(ENCRYPTION_FILE), key));
    choice.authentication().ifPresent(key -> files.put(folder.resolve(AUTHENTICATION_FILE), key));
    try {
      KeyFiles.write(files, replace);
    } catch (KeyFiles.ExistsException e) {
      throw new CommandException(
          CommandException.FAULT,
          e.getMessage() + " exists already and has something else in it; --force replaces it.");
    } catch (KeyFiles.OpenToOthersException e) {
      throw new CommandException(
          CommandException.FAULT,
          "On the file system of "
              + folder
              + " a file cannot be kept from other users; give"
              + " another folder with --to.");
    } catch (IOException e) {
      throw new CommandException(
          CommandException.FAULT,
          "The keys cannot be written to " + folder + ": " + reason(e) + ".");
    }
    files.keySet().forEach(file -> err.println("Written: " + file + ", for its owner alone."));
    err.println("The lines for the configuration, below the meter:");
    out.println("    options:");
    choice.encryption().ifPresent(key -> out.println(line("encryption-key", ENCRYPTION_FILE)));
    choice
        .authentication()
        .ifPresent(key -> out.println(line("authentication-key", AUTHENTICATION_FILE)));
    out.flush();
  }

  private static String reason(IOException e) {
    boolean file =
        e instanceof FileSystemException && !e.getClass().equals(FileSystemException.class);
    return file || e.getMessage() != null ? FileErrorText.reason(e) : "the disk refused it";
  }

  private String line(String option, String name) {
    Path file = folder.resolve(name);
    String shown =
        file.startsWith(configFolder) ? configFolder.relativize(file).toString() : file.toString();
    boolean plain = shown.matches("[\\w/.][\\w/.+-]*");
    return "      "
        + option
        + ": !file "
        + (plain ? shown : "\"" + shown.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
  }
}
