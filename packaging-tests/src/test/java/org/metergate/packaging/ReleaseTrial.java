// SPDX-License-Identifier: Apache-2.0
package org.metergate.packaging;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A clone of the last commit in which releases are tried, with a key to be thrown away. Its version
 * is one that no release has, so that it works between releases and on the commit of one.
 */
final class ReleaseTrial {
  static final String VERSION = "99.1.0";
  private static final Path PROJECT = Ran.project();
  private static Path products;
  private static AssertionError failed;
  private final Path folder;

  private ReleaseTrial(Path folder) {
    this.folder = folder;
  }

  /**
   * Clones the project and begins the version 99.1.0 in it.
   *
   * @param folder an empty folder.
   */
  static ReleaseTrial in(Path folder) throws Exception {
    Ran.assumeInstalled("git", "mvn", "jq", "dpkg-deb", "minisign", "tar", "xz");
    assumeTrue(Files.exists(PROJECT.resolve(".git")), "this is no checkout");
    ReleaseTrial trial = new ReleaseTrial(folder);
    Ran.of("git", "clone", "-q", "--shared", "" + PROJECT, "" + trial.tree()).good();
    trial.git("checkout", "-q", "-B", "trial").good();
    trial.git("config", "user.name", "Nobody").good();
    trial.git("config", "user.email", "nobody@localhost").good();
    trial.run("packaging/release/set-version", VERSION + "-SNAPSHOT").good();
    trial.change("CHANGELOG.md", "## Unreleased\n", "## Unreleased\n\n- A line of the trial.\n");
    trial.git("commit", "-qam", "Begin the trial").good();
    Ran.of("minisign", "-G", "-W", "-s", "" + trial.key(), "-p", "" + trial.publicKey()).good();
    return trial;
  }

  /**
   * Returns the products of one release from the classes of this build, made once for all tests.
   */
  static synchronized Path products() throws Exception {
    if (failed != null) {
      throw new IllegalStateException("the trial failed before", failed);
    }
    if (products == null) {
      Path folder = Files.createTempDirectory("release");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
      ReleaseTrial trial = in(folder);
      try {
        trial.release(VERSION, "--untested-trial", "" + PROJECT).good();
      } catch (AssertionError e) {
        failed = e; // no test after it tries for minutes again
        throw e;
      }
      products = trial.tree().resolve("target/release-" + VERSION + "/products");
    }
    return products;
  }

  private static void remove(Path folder) {
    try {
      Ran.of("rm", "-rf", "" + folder);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  Path tree() {
    return folder.resolve("clone");
  }

  Path key() {
    return folder.resolve("secret.key");
  }

  Path publicKey() {
    return folder.resolve("public.key");
  }

  /** Runs a program of the clone, or of this machine, in the clone. */
  Ran run(String... words) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("env", "-C", "" + tree(), "GIT_CONFIG_GLOBAL="));
    all.addAll(List.of(words));
    return Ran.of(all);
  }

  Ran git(String... words) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("git", "-C", "" + tree()));
    all.addAll(List.of(words));
    return Ran.of(all);
  }

  /** Runs the command with the keys. */
  Ran release(String... words) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("packaging/release/release"));
    all.addAll(List.of(words));
    all.addAll(List.of("--key", "" + key(), "--public-key", "" + publicKey()));
    return run(all.toArray(String[]::new));
  }

  /** Changes a file of the clone, without a commit. */
  void change(String file, String from, String to) throws IOException {
    Path path = tree().resolve(file);
    String text = Files.readString(path);
    Files.writeString(path, text.replaceFirst(java.util.regex.Pattern.quote(from), to));
  }
}
