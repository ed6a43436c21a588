// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.metergate.core.cache.CacheFolder;
import org.metergate.core.cache.ClassArchive;
import org.metergate.core.cache.NativeLibraries;

/** The cache of this process, as the launcher has named it; without a launcher there is none. */
final class ProgramCache {
  /** A start on a small board is over, and its first readings are delivered. */
  private static final Duration QUIET = Duration.ofMinutes(2);

  private ProgramCache() {}

  /**
   * Uses the native libraries from the cache; without one they are unpacked to the temporary folder
   * as they are needed.
   *
   * @return why there is no cache, as a sentence; nothing if there is one, or none is wanted.
   */
  static Optional<String> useLibraries() {
    String folder = System.getProperty(CacheFolder.PROPERTY);
    String release = Main.class.getPackage().getImplementationVersion();
    if (folder == null || release == null) {
      return Optional.empty();
    }
    try {
      NativeLibraries.use(
          CacheFolder.open(folder), release, System::getProperty, System::setProperty);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "The cache folder "
              + folder
              + " is not used: "
              + FileErrorText.reason(e)
              + ". Native libraries are unpacked to "
              + System.getProperty("java.io.tmpdir")
              + " instead, at each start; METERGATE_CACHE=FOLDER names another folder.");
    }
  }

  /** Makes the class archive later, while a long-running command runs. */
  static void makeArchiveLater() {
    String archive = System.getProperty(ClassArchive.PROPERTY);
    if (archive != null && Path.of(archive).toAbsolutePath().getParent().toFile().isDirectory()) {
      new ClassArchive(
              Path.of(archive).toAbsolutePath(),
              Path.of(System.getProperty("java.home"), "bin", "java"),
              ManagementFactory.getRuntimeMXBean().getInputArguments(),
              System.getProperty("java.class.path"))
          .makeAfter(QUIET);
    }
  }
}
