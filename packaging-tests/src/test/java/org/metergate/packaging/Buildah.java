// SPDX-License-Identifier: Apache-2.0
package org.metergate.packaging;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Builds and starts images without an engine and without a registry: buildah as root, upon a Debian
 * that was made here. Its store with that Debian stays as long as the archive does, since filling
 * it takes half a minute; what the tests have made in it goes at their end.
 */
final class Buildah {
  /** An image with Debian and its Java. */
  static final String BASE = "localhost/metergate-test-base";

  private static final Map<String, String> ENVIRONMENT =
      Map.of("BUILDAH_ISOLATION", "chroot", "STORAGE_DRIVER", "vfs");

  private static Buildah shared;

  private final Path store;
  private final List<String> containers = new ArrayList<>();
  private final List<String> images = new ArrayList<>();

  private Buildah(Path store) {
    this.store = store;
  }

  /** Returns the store with the base in it, or skips the test. */
  static synchronized Buildah shared() throws Exception {
    if (shared == null) {
      Ran.assumeRoot();
      Ran.assumeInstalled("buildah");
      assumeTrue(
          Files.isDirectory(Installed.PROGRAM.resolve("lib")),
          "target/metergate is not built (mvn package -pl packaging -am).");
      Path debian = DebianWithJava.archive("bookworm");
      long made = Files.getLastModifiedTime(debian).toMillis() / 1000;
      Buildah open = new Buildah(debian.resolveSibling("buildah-" + made));
      Runtime.getRuntime().addShutdownHook(new Thread(open::remove, "buildah"));
      open.fill(debian);
      shared = open;
    }
    return shared;
  }

  private void fill(Path debian) throws Exception {
    try (DirectoryStream<Path> stores =
        Files.newDirectoryStream(debian.resolveSibling("."), "buildah-*")) {
      for (Path other : stores) {
        if (!other.getFileName().equals(store.getFileName())) {
          Ran.of("rm", "-rf", "--one-file-system", other.toString()).good();
        }
      }
    }
    if (run("images", "--format", "{{.Name}}").lines().noneMatch(BASE::equals)) {
      String container = run("from", "scratch").strip();
      run("add", "--quiet", container, debian.toString(), "/");
      run("commit", "--quiet", "--rm", container, BASE);
    }
  }

  private List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("buildah"));
    Collections.addAll(
        command, "--root", store + "/root", "--runroot", store + "/run", "--log-level", "error");
    command.addAll(arguments);
    return command;
  }

  /** Runs one of its commands, which must succeed. */
  String run(String... arguments) throws Exception {
    return Ran.of(command(List.of(arguments)), ENVIRONMENT, Ran.LONGEST).good();
  }

  /**
   * Builds an image.
   *
   * @param context the folder with the files.
   * @param file the name of the instructions in it.
   * @param tag of the image.
   * @param more options.
   */
  void build(Path context, String file, String tag, String... more) throws Exception {
    List<String> arguments = new ArrayList<>();
    Collections.addAll(arguments, "bud", "--format", "docker", "--tag", tag);
    Collections.addAll(arguments, "--file", context.resolve(file).toString());
    Collections.addAll(arguments, more);
    arguments.add(context.toString());
    images.add(tag);
    Ran.of(command(arguments), ENVIRONMENT, Ran.LONGEST).good();
  }

  /** Makes a container of an image and returns its name. */
  String container(String image) throws Exception {
    String name = run("from", "--pull-never", image).strip();
    containers.add(name);
    return name;
  }

  /** Runs a program in a container to its end. */
  Ran inside(String container, List<String> options, String... program) throws Exception {
    return Ran.of(
        command(arguments(container, options, program)), ENVIRONMENT, Duration.ofMinutes(1));
  }

  private static List<String> arguments(String container, List<String> options, String... program) {
    List<String> arguments = new ArrayList<>(List.of("run"));
    arguments.addAll(options);
    Collections.addAll(arguments, container, "--");
    Collections.addAll(arguments, program);
    return arguments;
  }

  /** Starts a program in a container. */
  Installed start(
      List<String> before, Path log, String container, List<String> options, String... program)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.addAll(command(arguments(container, options, program)));
    return Installed.start(command, ENVIRONMENT, log);
  }

  private void remove() {
    try {
      for (String container : containers) {
        run("rm", container);
      }
      for (String image : images) {
        run("rmi", "--force", image);
      }
    } catch (Exception e) {
      System.getLogger("buildah").log(System.Logger.Level.WARNING, "some is left in " + store, e);
    }
  }
}
