// SPDX-License-Identifier: Apache-2.0
package org.metergate.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A self-signed server certificate with its key, both as PEM files. */
public record TestCertificate(Path certificate, Path key) {
  private static final char[] PASSWORD = "changeit".toCharArray();

  /**
   * Creates one with the keytool of the Java runtime.
   *
   * @param name a subject alternative name: {@code ip:127.0.0.1} or {@code dns:broker}, several
   *     with commas; empty for a certificate without alternative names.
   */
  public static TestCertificate create(Path folder, String name) throws Exception {
    String id = "c" + name.replaceAll("\\W", "");
    Path store = folder.resolve(id + ".p12");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                store.toString()));
    if (!name.isEmpty()) {
      command.addAll(List.of("-ext", "san=" + name));
    }
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(keytool.getInputStream().readAllBytes());
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool: " + output);
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    Path key = folder.resolve(id + ".key");
    Path certificate = folder.resolve(id + ".crt");
    Files.writeString(key, pem("PRIVATE KEY", keys.getKey("a", PASSWORD).getEncoded()));
    Files.writeString(certificate, pem("CERTIFICATE", keys.getCertificate("a").getEncoded()));
    return new TestCertificate(certificate, key);
  }

  private static String pem(String kind, byte[] bytes) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
  }
}
