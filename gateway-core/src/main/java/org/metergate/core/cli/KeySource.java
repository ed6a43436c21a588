// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.metergate.setup.keys.FoundKey;
import org.metergate.setup.keys.KeyReading;
import org.metergate.setup.keys.KeyRole;
import org.metergate.setup.keys.KeyText;
import org.metergate.setup.keys.Place;
import org.metergate.setup.keys.kem.Container;
import org.metergate.setup.keys.kem.KemException;
import org.metergate.setup.keys.kem.KemFile;
import org.metergate.setup.keys.kem.KemKey;

/** Where the keys come from: a paste, a file, standard input; a text or a KEM file. */
final class KeySource {
  private static final int LONGEST_PASSWORD = 1024;
  private static final int ATTEMPTS = 3;

  private final Path file;
  private final Optional<Path> passwordFile;
  private final PrintWriter err;
  private final List<String> notes = new ArrayList<>();
  private boolean hasOtherKeysAlone;

  KeySource(Path file, Optional<Path> passwordFile, PrintWriter err) {
    this.file = file;
    this.passwordFile = passwordFile;
    this.err = err;
  }

  /** Reads what there is; ends the command where nothing can be read. */
  KeyReading read() {
    byte[] bytes = bytes();
    if (bytes.length > KeyText.LONGEST) {
      throw fault(
          name() + " is larger than a megabyte; give the mail or file with the keys alone.");
    }
    if (new String(bytes, StandardCharsets.ISO_8859_1).isBlank()) {
      throw fault(name() + " is empty.");
    }
    try {
      byte[] content = Container.content(bytes);
      Optional<KemFile> kem = KemFile.in(content);
      return kem.isPresent() ? kem(kem.get()) : KeyText.read(KeyText.decode(content));
    } catch (KemException e) {
      throw fault(name() + ": " + e.getMessage());
    }
  }

  /** Returns what there is to say about the file itself. */
  List<String> notes() {
    return notes;
  }

  /** Whether there are keys, and none of the customer port. */
  boolean hasOtherKeysAlone() {
    return hasOtherKeysAlone;
  }

  private String name() {
    return file == null
        ? "What was pasted"
        : isStandardInput() ? "Standard input" : file.toString();
  }

  private boolean isStandardInput() {
    return file.toString().equals("-");
  }

  private static CommandException fault(String sentence) {
    return new CommandException(CommandException.FAULT, sentence);
  }

  private byte[] bytes() {
    try {
      if (file == null) {
        return Terminals.interactive().isPresent() ? pasted() : limited(System.in);
      }
      if (isStandardInput()) {
        return limited(System.in);
      }
      if (Files.isDirectory(file)) {
        throw fault(file + " is a folder; give the file with the keys.");
      }
      try (InputStream in = Files.newInputStream(file)) {
        return limited(in);
      }
    } catch (IOException e) {
      throw fault(name() + " cannot be read: " + FileErrorText.reason(e) + ".");
    }
  }

  private static byte[] limited(InputStream in) throws IOException {
    return in.readNBytes(KeyText.LONGEST + 1);
  }

  private byte[] pasted() throws IOException {
    err.println(
        "Paste what you have: the mail, the table, the two keys. Then press Enter on an empty line"
            + " (or Ctrl-D).");
    err.flush();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    return new PastedText(in, err).read().getBytes(StandardCharsets.UTF_8);
  }

  private KeyReading kem(KemFile kem) throws KemException {
    List<KemKey> keys = kem.needsPassword() ? opened(kem) : kem.keys("");
    for (KemKey key : keys) {
      if (!key.role().mayBeUsed()) {
        notes.add(
            "Meter "
                + (key.type() + " " + key.number()).strip()
                + ": "
                + key.name()
                + (key.role() == KeyRole.RADIO ? " is the key of its radio." : " is not used."));
      }
    }
    List<KemKey> usable = keys.stream().filter(key -> isForThePort(key.role())).toList();
    if (usable.isEmpty()) {
      hasOtherKeysAlone = true;
      notes.add(
          "This KEM file has radio keys (DEK, wireless M-Bus) alone. They do not open the customer"
              + " port; that needs GPK60 and GPK61, which the grid company gives.");
    }
    TreeSet<String> meters = new TreeSet<>(usable.stream().map(KemKey::number).toList());
    if (meters.size() > 1) {
      notes.add("The file has keys of several meters: " + String.join(", ", meters) + ".");
    }
    List<FoundKey> found = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      if (isForThePort(keys.get(i).role())) {
        found.add(
            new FoundKey(keys.get(i).key(), keys.get(i).role(), new Place(0, i + 1), List.of()));
      }
    }
    return new KeyReading(found, List.of(), List.of());
  }

  /** In a KEM file each key has a name. */
  private static boolean isForThePort(KeyRole role) {
    return role == KeyRole.ENCRYPTION || role == KeyRole.AUTHENTICATION;
  }

  private List<KemKey> opened(KemFile kem) throws KemException {
    if (passwordFile.isPresent()) {
      String password = password(passwordFile.get());
      try {
        return kem.keys(password);
      } catch (KemException e) {
        if (e.isAboutThePassword() && !password.strip().equals(password)) {
          return kem.keys(password.strip());
        }
        throw e;
      }
    }
    Console console =
        Terminals.interactive()
            .orElseThrow(
                () ->
                    new CommandException(
                        CommandException.USAGE,
                        name()
                            + " is a KEM file and needs its password: add --password-file FILE."));
    for (int attempt = 1; ; attempt++) {
      char[] typed = console.readPassword("Password of the KEM file (it is not shown): ");
      try {
        return kem.keys(typed == null ? "" : new String(typed).strip());
      } catch (KemException e) {
        if (typed == null || attempt == ATTEMPTS || !e.isAboutThePassword()) {
          throw e;
        }
        err.println(e.getMessage());
      }
    }
  }

  private static String password(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(LONGEST_PASSWORD), StandardCharsets.UTF_8);
      return text.replace("\uFEFF", "").replaceFirst("\\R[\\s\\S]*", "");
    } catch (IOException e) {
      throw fault(
          "The password file " + file + " cannot be read: " + FileErrorText.reason(e) + ".");
    }
  }
}
