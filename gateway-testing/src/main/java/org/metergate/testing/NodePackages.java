// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Clients of others that npm installs, once for each module into its build folder, and scripts that
 * use them.
 */
public final class NodePackages {
  private static final Path FOLDER = Path.of("target", "npm").toAbsolutePath();

  private NodePackages() {}

  /**
   * Installs a package, or skips the test where npm or its registry is missing.
   *
   * @param name of the package.
   * @param version an exact one.
   * @return what runs scripts that import it.
   * @throws Exception when it is interrupted.
   */
  public static synchronized NodePackages install(String name, String version) throws Exception {
    Path installed = FOLDER.resolve("node_modules").resolve(name).resolve("package.json");
    if (!Files.exists(installed)) {
      Files.createDirectories(FOLDER);
      String said =
          run(
              180,
              "npm",
              "install",
              "--prefix",
              FOLDER.toString(),
              "--no-audit",
              "--no-fund",
              "--ignore-scripts",
              "--fetch-retries=1", // it gives up by itself where the registry does not answer
              "--fetch-timeout=60000",
              name + "@" + version);
      Assumptions.assumeTrue(
          Files.exists(installed), "npm does not install " + name + " here: " + said);
    }
    return new NodePackages();
  }

  /**
   * Compiles an installed package that consists of C or C++, or skips the test where that is not
   * possible, as without a compiler. Nothing is compiled twice.
   *
   * @param name of the package.
   * @param module that the compiler makes, in the folder of the package.
   * @throws Exception when it takes longer than five minutes, or is interrupted.
   */
  public synchronized void compile(String name, String module) throws Exception {
    Path folder = FOLDER.resolve("node_modules").resolve(name);
    if (!Files.exists(folder.resolve(module))) {
      Path node = Path.of(run(60, "node", "-p", "process.execPath").strip());
      Path headers = node.toRealPath().getParent().resolveSibling("include").resolve("node");
      List<String> command =
          new ArrayList<>(List.of("npm", "--prefix", folder.toString(), "run", "install"));
      if (Files.exists(headers)) { // else they are fetched
        command.add("--nodedir=" + headers.getParent().getParent());
      }
      String said = run(300, command.toArray(new String[0]));
      Assumptions.assumeTrue(
          Files.exists(folder.resolve(module)), name + " does not compile here: " + said);
    }
  }

  /**
   * Runs a script to its end.
   *
   * @param script an ES module.
   * @param arguments of the script.
   * @return what it printed on either output.
   * @throws Exception when it takes longer than a minute, or is interrupted.
   */
  public String script(String script, String... arguments) throws Exception {
    return scriptThrough(List.of(), script, arguments);
  }

  /**
   * Runs a script to its end through another command, which for example puts it into a network.
   *
   * @param before what stands before the command.
   * @param script an ES module.
   * @param arguments of the script.
   * @return what it printed on either output.
   * @throws Exception when it takes longer than a minute, or is interrupted.
   */
  public String scriptThrough(List<String> before, String script, String... arguments)
      throws Exception {
    Path file = Files.createTempFile(FOLDER, "script", ".mjs");
    try {
      Files.writeString(file, script);
      List<String> command = new ArrayList<>(before);
      command.addAll(List.of("node", file.toString()));
      command.addAll(List.of(arguments));
      return run(60, command.toArray(new String[0]));
    } finally {
      Files.delete(file);
    }
  }

  private static String run(int seconds, String... command) throws Exception {
    Path output = Files.createTempFile("node", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new IOException(
            command[0] + " does not end: " + Files.readString(output, StandardCharsets.UTF_8));
      }
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (IOException e) {
      Assumptions.assumeFalse(
          String.valueOf(e.getMessage()).contains("Cannot run program"),
          command[0] + " is not installed");
      throw e;
    } finally {
      Files.delete(output);
    }
  }
}
