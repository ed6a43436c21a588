// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.metergate.spi.option.Secret;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Fetches secrets from where {@code !file}, {@code !env} and {@code !credential} point. */
final class SecretText {
  /** More than any key, password or PEM bundle needs. */
  private static final int MAX_BYTES = 64 * 1024;

  private static final String CREDENTIAL = "[\\w.@-]{1,128}";

  private SecretText() {}

  /** A secret cannot be fetched; the message is a sentence. */
  static final class Missing extends Exception {
    private static final long serialVersionUID = 1L;

    Missing(String sentence) {
      super(sentence);
    }
  }

  /** Fetches the secret to which a node with one of these tags points. */
  static Secret of(Document document, ScalarNode pointer) throws Missing {
    String name = pointer.getValue();
    Secret secret =
        new Secret(
            switch (pointer.getTag().getValue()) {
              case "!file" -> fromFile(document, name);
              case "!credential" -> fromCredential(document, name);
              default -> fromEnvironment(document, name);
            });
    document.redaction().learn(secret);
    return secret;
  }

  private static String fromEnvironment(Document document, String name) throws Missing {
    if (!name.matches("[A-Za-z_]\\w*") || Document.looksLikeKey(name)) {
      throw new Missing(
          "!env must be followed by the name of an environment variable, not by its value.");
    }
    String value = document.environment(name);
    if (value == null || value.isEmpty()) {
      throw new Missing("The environment variable '" + name + "' is not set.");
    }
    return value;
  }

  /** What systemd passes to a service: a file of that name in a folder that it names. */
  private static String fromCredential(Document document, String name) throws Missing {
    if (!name.matches(CREDENTIAL) || name.startsWith("..") || Document.looksLikeKey(name)) {
      throw new Missing(
          "!credential must be followed by the name of a credential, not by the key itself.");
    }
    String folder = document.environment("CREDENTIALS_DIRECTORY");
    if (folder == null || folder.isEmpty()) {
      throw new Missing(
          "There are no credentials: systemd passes them only to the service, and only those that"
              + " LoadCredential= names in its unit.");
    }
    Path file = Path.of(folder, name);
    if (!Files.exists(file)) {
      throw new Missing(
          "There is no credential '"
              + name
              + "': 'systemctl edit metergate' adds LoadCredential="
              + name
              + ":/path/of/the/file under [Service], and a restart takes it up.");
    }
    return read(file);
  }

  private static String fromFile(Document document, String name) throws Missing {
    if (name.isEmpty() || Document.looksLikeKey(name)) {
      throw new Missing("!file must be followed by the name of a file, not by the key itself.");
    }
    try {
      return read(document.resolve(name));
    } catch (InvalidPathException e) {
      throw new Missing("!file must be followed by the name of a file, and this is not one.");
    }
  }

  private static String read(Path path) throws Missing {
    try {
      if (Files.exists(path) && !Files.isRegularFile(path)) {
        throw new Missing("'" + path + "' is not a regular file.");
      }
      byte[] bytes;
      try (var in = Files.newInputStream(path)) {
        bytes = in.readNBytes(MAX_BYTES + 1);
      }
      if (bytes.length > MAX_BYTES) {
        throw new Missing("The file '" + path + "' is larger than 64 KiB, so it cannot be a key.");
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      text = text.replaceFirst("\\r?\\n\\z", "");
      if (text.isEmpty()) {
        throw new Missing("The file '" + path + "' is empty.");
      }
      return text;
    } catch (CharacterCodingException e) {
      throw new Missing("The file '" + path + "' is not UTF-8 text.");
    } catch (NoSuchFileException e) {
      throw new Missing("There is no file '" + path + "'.");
    } catch (AccessDeniedException e) {
      throw new Missing("The file '" + path + "' may not be read by this user.");
    } catch (IOException e) {
      throw new Missing(unreadable("The file '" + path + "'", e));
    }
  }

  /** Returns the sentence about a file that the system does not let this program read. */
  static String unreadable(String file, IOException e) {
    return String.valueOf(e.getMessage()).contains("Too many open files")
        ? file
            + " cannot be read: this program has too many files open; 'ulimit -n', or LimitNOFILE="
            + " of its systemd service, allows more."
        : file + " cannot be read (" + e.getClass().getSimpleName() + ").";
  }
}
