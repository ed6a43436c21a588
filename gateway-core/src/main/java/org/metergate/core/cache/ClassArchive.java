// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The archive of the classes that a start needs, already parsed. It is made by a second, short run
 * of the demonstration, some minutes after the start and at the lowest priority, so that no start
 * and no stop waits for it. It fits one build of Java and one class path: Java passes over another
 * one, and it is then made again.
 */
public final class ClassArchive {
  /** The property with which the launcher names the file. */
  public static final String PROPERTY = "metergate.archive";

  private static final System.Logger LOG = System.getLogger(ClassArchive.class.getName());
  private static final Path NICE = Path.of("/usr/bin/nice");

  /** A busy small board takes long at the lowest priority, and nothing waits for it. */
  private static final Duration LIMIT = Duration.ofMinutes(20);

  private final Path archive;
  private final Path java;
  private final List<String> options;
  private final String classPath;

  /**
   * Prepares an archive.
   *
   * @param archive where it is to be.
   * @param java the command of the running Java.
   * @param options with which this Java was started.
   * @param classPath of the program.
   */
  public ClassArchive(Path archive, Path java, List<String> options, String classPath) {
    this.archive = archive;
    this.java = java;
    this.options =
        options.stream()
            .filter(option -> !option.startsWith("-XX:SharedArchiveFile"))
            .filter(option -> !option.startsWith("-XX:AOT"))
            .filter(option -> !option.matches("-(agent|javaagent|Xrun|Xdebug).*"))
            .filter(option -> !option.startsWith("-D" + PROPERTY + "="))
            .toList();
    this.classPath = classPath;
  }

  /**
   * Makes the archive on a daemon thread, unless it is there and fits.
   *
   * @param quiet how long to wait before that.
   */
  public void makeAfter(Duration quiet) {
    Thread thread =
        new Thread(
            () -> {
              try {
                Thread.sleep(quiet.toMillis());
                make(LIMIT)
                    .ifPresent(
                        reason ->
                            LOG.log(
                                System.Logger.Level.INFO,
                                "The class archive, with which starts are faster, was not made: "
                                    + reason));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "class-archive");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Makes the archive now, unless it is there and fits.
   *
   * @param limit how long that may take.
   * @return why there is none; nothing if there is one.
   * @throws InterruptedException when the caller is asked to stop.
   */
  Optional<String> make(Duration limit) throws InterruptedException {
    Path origin = archive.resolveSibling(archive.getFileName() + ".of");
    try {
      String fits = state();
      if (Files.exists(origin)
          && Files.size(archive) > 0
          && Files.readString(origin).equals(fits)) {
        CacheFolder.touch(archive);
        return Optional.empty();
      }
      Path part =
          Files.createTempFile(archive.getParent(), "classes-part-", ".jsa").toAbsolutePath();
      try {
        Optional<String> failure = run(part, limit);
        if (failure.isEmpty()) {
          Files.deleteIfExists(origin);
          Files.move(part, archive, StandardCopyOption.ATOMIC_MOVE);
          Files.writeString(origin, fits);
          new CacheFolder(archive.getParent())
              .removeOthers("classes-", archive.getFileName().toString());
        }
        return failure;
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      return Optional.of(e.toString());
    }
  }

  /**
   * What Java compares before it uses an archive: its own classes and the jars, with their sizes
   * and times. Two builds of Java may bear the same version.
   */
  private String state() throws IOException {
    StringBuilder state = new StringBuilder();
    List<Path> files = new ArrayList<>();
    Path modules = java.resolveSibling("../lib/modules").normalize();
    if (Files.exists(modules)) {
      files.add(modules);
    }
    for (String jar : classPath.split(":")) {
      files.add(Path.of(jar));
    }
    for (Path path : files) {
      state.append(path).append(' ');
      state.append(Files.size(path)).append(' ').append(Files.getLastModifiedTime(path));
      state.append('\n');
    }
    return state.toString();
  }

  private Optional<String> run(Path part, Duration limit) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(NICE)) {
      command.addAll(List.of(NICE.toString(), "-n", "19"));
    }
    command.add(java.toString());
    command.addAll(options);
    command.addAll(List.of("-XX:ArchiveClassesAtExit=" + part, "-cp", classPath));
    command.addAll(List.of("org.metergate.core.cli.Main", "demo", "--for", "2s", "--port", "0"));
    Process process =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        return Optional.of("it took longer than " + limit.toSeconds() + " s");
      }
      if (process.exitValue() != 0) {
        return Optional.of("the run for it ended with " + process.exitValue());
      }
      return Files.size(part) > 0 ? Optional.empty() : Optional.of("Java wrote none");
    } finally {
      process.destroyForcibly();
    }
  }
}
