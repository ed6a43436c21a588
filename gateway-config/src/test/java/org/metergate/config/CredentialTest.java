// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metergate.spi.option.Secret;

/** Keys that systemd passes to a service. */
class CredentialTest {
  private static final String KEY = "5AD84121D9D20B364B7A11F3C1B5827F";

  @TempDir Path folder;

  private GatewayConfig read(String name, String credentials) throws Exception {
    Path file = folder.resolve("gateway.yaml");
    Files.writeString(
        file,
        "meters: { e: { driver: d, link: \"tcp:h:1\", options: { key: !credential "
            + name
            + " } } }\n");
    return GatewayReader.read(
        file, variable -> variable.equals("CREDENTIALS_DIRECTORY") ? credentials : null);
  }

  private String refusal(String name, String credentials) {
    ConfigException refused = assertThrows(ConfigException.class, () -> read(name, credentials));
    assertEquals(1, refused.problems().size(), refused.getMessage());
    assertTrue(refused.getMessage().contains(":1: meters.e.options.key: "), refused.getMessage());
    assertFalse(refused.getMessage().contains(KEY), refused.getMessage());
    return refused.getMessage();
  }

  @Test
  void isReadFromTheFolderThatSystemdNames() throws Exception {
    Path credentials = Files.createDirectory(folder.resolve("credentials"));
    Files.writeString(credentials.resolve("gpk60"), KEY + "\n");
    assertEquals(
        Map.of("key", new Secret(KEY)),
        read("gpk60", credentials.toString()).meters().get(0).options());
    String missing = refusal("gpk61", credentials.toString());
    assertTrue(missing.contains("LoadCredential=gpk61:/path/of/the/file"), missing);
  }

  @Test
  void outsideAServiceAClearSentenceSaysWhy() {
    for (String none : new String[] {null, ""}) {
      String refusal = refusal("gpk60", none);
      assertTrue(refusal.contains("systemd passes them only to the service"), refusal);
    }
  }

  @Test
  void namesNoOtherFileAndIsNoKey() {
    for (String wrong : new String[] {"../gpk60", "/etc/shadow", "..", "a/b", "\"\"", KEY}) {
      String refusal = refusal(wrong, folder.toString());
      assertTrue(refusal.contains("must be followed by the name of a credential"), refusal);
    }
  }
}
