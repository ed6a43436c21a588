// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.certificate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The program of the Java runtime that makes certificates. */
final class Keytool {
  private static final int DAYS = 397;
  private static final long LONGEST_SECONDS = MadeCertificate.LONGEST.toSeconds();

  private Keytool() {}

  /** Returns the program. */
  static Path find() throws CertificateException {
    Path tool = Path.of(System.getProperty("java.home", "/"), "bin", "keytool");
    if (!Files.isExecutable(tool)) {
      throw new CertificateException(
          "This Java runtime has no keytool ("
              + tool
              + "), which makes the certificate of the page: install a whole one, or name a"
              + " certificate with web.tls.",
          null);
    }
    return tool;
  }

  /** Makes a certificate for these names, valid from yesterday on, as a PKCS #12 file. */
  static void make(Path tool, Path file, String password, Set<String> names)
      throws IOException, CertificateException {
    List<String> command =
        new ArrayList<>(
            List.of(
                tool.toString(),
                "-J-Xmx64m",
                "-genkeypair",
                "-alias",
                "page",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + names.iterator().next().replaceAll("[^A-Za-z0-9.:-]", "-"),
                "-validity",
                String.valueOf(DAYS),
                "-startdate",
                "-1d",
                "-storetype",
                "PKCS12",
                "-storepass",
                password,
                "-keystore",
                file.toString(),
                "-ext",
                "eku=serverAuth",
                "-ext",
                "san=" + alternatives(names)));
    Path said = file.resolveSibling("said");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        throw failed("it took more than " + LONGEST_SECONDS + " seconds");
      }
      if (process.exitValue() != 0) {
        String text = Files.readString(said, StandardCharsets.UTF_8).strip();
        throw failed(text.lines().findFirst().orElse("it ended with " + process.exitValue()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("it was interrupted");
    } finally {
      process.destroyForcibly();
      Files.deleteIfExists(said);
    }
  }

  private static CertificateException failed(String reason) {
    return new CertificateException(
        "keytool could not make the certificate of the page: " + reason + ".", null);
  }

  private static String alternatives(Set<String> names) {
    List<String> parts = new ArrayList<>();
    for (String name : names) {
      boolean address = name.indexOf(':') >= 0 || name.matches("\\d+(\\.\\d+){3}");
      parts.add((address ? "ip:" : "dns:") + name);
    }
    return String.join(",", parts);
  }
}
