// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.homeassistant;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The files of the app's data: the options of the supervisor, and what is made from them. */
final class AppFolder {
  /** Where the keys and passwords are, seen from the configuration. */
  static final String KEYS = "keys";

  private static final int MOST_BYTES = 1 << 20;
  private static final FileAttribute<Set<PosixFilePermission>> FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path data;

  /** Uses a folder, which must exist. */
  AppFolder(Path data) {
    this.data = data.toAbsolutePath().normalize();
  }

  Path data() {
    return data;
  }

  Path configuration() {
    return data.resolve("gateway.yaml");
  }

  private Path secrets() {
    return data.resolve(KEYS);
  }

  /** Reads the options. */
  Map<String, Object> options() throws AppException {
    Path file = data.resolve("options.json");
    try {
      byte[] bytes;
      try (var in = Files.newInputStream(file)) {
        bytes = in.readNBytes(MOST_BYTES + 1);
      }
      if (bytes.length > MOST_BYTES) {
        throw mistake(file, "is larger than 1 MiB.");
      }
      return JsonValues.object(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (NoSuchFileException e) {
      throw mistake(
          file, "is missing; Home Assistant writes it when it starts the app. Restart the app.");
    } catch (CharacterCodingException | com.fasterxml.jackson.core.JsonProcessingException e) {
      throw mistake(file, "is not JSON; save the options again, which writes it anew.");
    } catch (IOException e) {
      throw mistake(file, "cannot be read (" + e.getClass().getSimpleName() + ").");
    }
  }

  private static AppException mistake(Path file, String sentence) {
    return new AppException(List.of("The file " + file + " with the options " + sentence));
  }

  /** Writes the configuration after its keys, each whole or not at all. */
  void write(AppConfiguration made) throws AppException {
    try {
      if (!Files.isDirectory(secrets())) {
        Files.createDirectory(secrets(), FOLDER);
      }
      for (Map.Entry<String, String> secret : made.secrets().entrySet()) {
        replace(secrets().resolve(secret.getKey()), secret.getValue());
      }
      replace(configuration(), made.text());
      try (DirectoryStream<Path> files = Files.newDirectoryStream(secrets())) {
        for (Path file : files) {
          if (!made.secrets().containsKey(file.getFileName().toString())) {
            Files.delete(file); // of an option that is gone
          }
        }
      }
    } catch (IOException e) {
      throw new AppException(
          List.of(
              "The configuration cannot be written to "
                  + data
                  + " ("
                  + e.getClass().getSimpleName()
                  + "): is the disk full or broken?"));
    }
  }

  /** Writes a file for its owner alone. */
  static void replace(Path file, String text) throws IOException {
    Path whole = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(whole);
    Files.createFile(whole, FILE);
    Files.writeString(whole, text);
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Returns the broker that was known last; a file that cannot be read is none. */
  BrokerAnswer lastBroker() {
    try {
      return Supervisor.found(Files.readString(data.resolve("broker.json")));
    } catch (IOException e) {
      return new BrokerAnswer.None("");
    }
  }

  /** Keeps what the supervisor answered; a disk that is full costs only the memory of it. */
  void keepBroker(Broker broker) {
    try {
      replace(data.resolve("broker.json"), Supervisor.text(broker));
    } catch (IOException e) {
      System.getLogger("metergate")
          .log(
              System.Logger.Level.WARNING,
              "The broker cannot be kept in "
                  + data
                  + " ("
                  + e.getClass().getSimpleName()
                  + "); after a restart it must be asked for again.");
    }
  }

  /** Forgets the broker that was known last. */
  void forgetBroker() {
    try {
      Files.deleteIfExists(data.resolve("broker.json"));
    } catch (IOException e) {
      // it is only used when the supervisor does not answer
    }
  }
}
