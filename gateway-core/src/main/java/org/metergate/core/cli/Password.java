// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.cli;

import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.metergate.access.PasswordHash;

/** A password that a person types twice, or a program gives as one line. */
final class Password {
  private static final int LONGEST_LINE = 4096;

  private Password() {}

  /**
   * Reads a password, and returns what is kept of it; it stays in this process and is wiped.
   *
   * @param name whose.
   * @param err asks for it.
   */
  static PasswordHash ask(String name, PrintWriter err) {
    Optional<Console> terminal = Terminals.interactive();
    char[] password = terminal.isPresent() ? typed(terminal.get(), name, err) : line();
    try {
      PasswordHash.objection(password)
          .ifPresent(
              sentence -> {
                throw new CommandException(CommandException.USAGE, sentence);
              });
      return PasswordHash.of(password);
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private static char[] typed(Console console, String name, PrintWriter err) {
    err.flush();
    char[] first = read(console, "New password of '%s', at least %d characters: ", name);
    Optional<String> objection = PasswordHash.objection(first);
    if (objection.isPresent()) {
      return first;
    }
    char[] second = read(console, "The same again: ");
    boolean equal = Arrays.equals(first, second);
    Arrays.fill(second, '\0');
    if (!equal) {
      Arrays.fill(first, '\0');
      throw new CommandException(
          CommandException.FAULT, "These were two different passwords; nothing was changed.");
    }
    return first;
  }

  private static char[] read(Console console, String prompt, Object... name) {
    char[] typed =
        name.length == 0
            ? console.readPassword(prompt)
            : console.readPassword(prompt, name[0], PasswordHash.SHORTEST);
    if (typed == null) {
      throw new CommandException(
          CommandException.FAULT, "There is no password; nothing was changed.");
    }
    return typed;
  }

  /** Reads up to the end of the first line; what follows is left. */
  private static char[] line() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      for (int next = System.in.read(); next >= 0 && next != '\n'; next = System.in.read()) {
        bytes.write(next);
        if (bytes.size() > LONGEST_LINE) {
          throw new CommandException(CommandException.USAGE, "That line is too long.");
        }
      }
      CharBuffer text =
          StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes.toByteArray()));
      char[] password = new char[text.remaining()];
      text.get(password);
      boolean returned = password.length > 0 && password[password.length - 1] == '\r';
      return returned ? Arrays.copyOf(password, password.length - 1) : password;
    } catch (CharacterCodingException e) {
      throw new CommandException(CommandException.USAGE, "The password is not in UTF-8.");
    } catch (IOException e) {
      throw new CommandException(
          CommandException.FAULT, "The password cannot be read from standard input.");
    }
  }
}
