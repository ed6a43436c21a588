// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metergate.config.BackupText;
import org.metergate.config.ConfigException;
import org.metergate.config.Redaction;

/**
 * What goes into a backup besides the journal.
 *
 * @param gateway its name.
 * @param program the version of the program.
 * @param configuration the text.
 * @param files files with keys, accounts and certificates; none without keys.
 * @param keys whether keys and passwords are in it.
 * @param remarks sentences about what is not in it although it might be expected.
 */
public record BackupContents(
    String gateway,
    String program,
    String configuration,
    List<Extra> files,
    boolean keys,
    List<String> remarks) {

  /** Copies the lists. */
  public BackupContents {
    files = List.copyOf(files);
    remarks = List.copyOf(remarks);
  }

  /**
   * A file that is stored as it is.
   *
   * @param file where it is.
   * @param path where it belongs, from the folder of the configuration; beginning with {@link
   *     #DATA} from that of the journal.
   */
  record Extra(Path file, String path) {}

  /** Begins the paths of files in the folder of the journal. */
  static final String DATA = "journal-folder/";

  /**
   * Reads a configuration without its keys and passwords.
   *
   * @param gateway its name.
   * @param file the configuration.
   * @param known all secrets that drivers and outputs know of.
   * @return the contents.
   * @throws BackupException when it cannot be read.
   */
  public static BackupContents withoutKeys(String gateway, Path file, Redaction known)
      throws BackupException {
    try {
      String text = BackupText.withoutSecrets(file, known);
      return new BackupContents(gateway, ownVersion(), text, List.of(), false, List.of());
    } catch (ConfigException e) {
      throw new BackupException(String.join(" ", e.problems()), e);
    }
  }

  /**
   * Reads a configuration with its keys and passwords, the files that it names, the accounts of the
   * page and the certificate that the page made for itself.
   *
   * @param gateway its name.
   * @param file the configuration.
   * @param beside files in the folder of the journal; those that are missing are passed over.
   * @return the contents.
   * @throws BackupException when something cannot be read.
   */
  public static BackupContents withKeys(String gateway, Path file, List<Path> beside)
      throws BackupException {
    try {
      Path folder = file.toAbsolutePath().normalize().getParent();
      List<Extra> files = new ArrayList<>();
      List<String> remarks = new ArrayList<>();
      for (BackupText.Needed pointer : BackupText.pointers(file)) {
        Path at = pointer.file().toAbsolutePath().normalize();
        Optional<String> path = below(folder, at);
        if (path.isEmpty()) {
          remarks.add(
              "The file "
                  + at
                  + " is outside of the folder of the configuration, and is not in it.");
        } else if (!Files.isRegularFile(at)) {
          remarks.add("There is no file " + at + ", so it is not in it.");
        } else if (files.stream().noneMatch(one -> one.path().equals(path.get()))) {
          files.add(new Extra(at, path.get()));
        }
      }
      for (Path one : beside) {
        if (Files.isRegularFile(one)) {
          files.add(new Extra(one, DATA + one.getFileName()));
        }
      }
      String text = BackupText.withSecrets(file);
      return new BackupContents(gateway, ownVersion(), text, files, true, remarks);
    } catch (ConfigException e) {
      throw new BackupException(String.join(" ", e.problems()), e);
    }
  }

  private static String ownVersion() {
    return Optional.ofNullable(BackupContents.class.getPackage().getImplementationVersion())
        .orElse("(not from a jar)");
  }

  private static Optional<String> below(Path folder, Path file) {
    if (!file.startsWith(folder)) {
      return Optional.empty();
    }
    String path = folder.relativize(file).toString();
    return BackupArchive.leavesFolder(path) || path.startsWith(DATA)
        ? Optional.empty()
        : Optional.of(path);
  }

  /** Reads a file, bounded. */
  static byte[] read(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(BackupArchive.MOST_BYTES + 1);
      if (bytes.length > BackupArchive.MOST_BYTES) {
        throw new IOException("it is larger than 4 MiB");
      }
      return bytes;
    }
  }
}
