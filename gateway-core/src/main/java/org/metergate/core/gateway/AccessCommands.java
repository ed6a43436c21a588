// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.metergate.access.AccessBook;
import org.metergate.access.AccessException;
import org.metergate.access.PasswordHash;
import org.metergate.access.Role;
import org.metergate.access.TokenView;
import org.metergate.core.certificate.MadeCertificate;
import org.metergate.core.control.ControlAnswer;
import org.metergate.core.control.ControlCommand;
import org.metergate.core.control.ControlRefusal;
import org.metergate.core.control.ControlRequest;

/**
 * The commands for accounts and tokens: {@code password} and {@code token}. Only hashes come with
 * them: neither a password nor a token is ever on the socket.
 */
public final class AccessCommands {
  /**
   * The command for accounts: {@code name}, {@code action} with {@code set}, {@code remove} or
   * {@code end-sessions}, and {@code hash} and {@code role} where they are needed.
   */
  public static final String PASSWORD = "password";

  /**
   * The command for tokens: {@code action} with {@code add}, {@code list} or {@code remove}, and
   * {@code name}, {@code role}, {@code hash} and {@code expires} where they are needed.
   */
  public static final String TOKEN = "token";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  private AccessCommands() {}

  private interface Action {
    List<String> on(ControlRequest request) throws AccessException, ControlRefusal;
  }

  /**
   * Returns where accounts and tokens of a gateway are kept.
   *
   * @param journal its journal.
   * @return {@code access.json} in the same folder.
   */
  public static Path fileOf(Path journal) {
    return journal.toAbsolutePath().resolveSibling("access.json");
  }

  /**
   * Creates both commands.
   *
   * @param book carries them out.
   * @param page says where the page is, once something has changed.
   * @return the commands for {@code control.sock}.
   */
  static List<ControlCommand> of(AccessBook book, Supplier<List<String>> page) {
    return List.of(
        command(PASSWORD, page, request -> password(book, request)),
        command(TOKEN, page, request -> token(book, request)));
  }

  /**
   * Creates both commands where there is nothing that they could change.
   *
   * @param reason a sentence with what to do.
   */
  static List<ControlCommand> refusing(String reason) {
    Action refusal =
        request -> {
          throw new ControlRefusal(reason);
        };
    return List.of(command(PASSWORD, List::of, refusal), command(TOKEN, List::of, refusal));
  }

  /**
   * Carries out a command without a gateway.
   *
   * @param book of its file.
   * @param request as for a running gateway.
   * @return the answer that it would give.
   */
  public static ControlAnswer carryOut(AccessBook book, ControlRequest request) {
    for (ControlCommand one : of(book, List::of)) {
      if (one.name().equals(request.command())) {
        try {
          return one.run(request);
        } catch (ControlRefusal e) {
          return ControlAnswer.refused(e.getMessage());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return ControlAnswer.refused("It was interrupted.");
        }
      }
    }
    throw new IllegalArgumentException("no such command: " + request.command());
  }

  private static ControlCommand command(String name, Supplier<List<String>> page, Action action) {
    return new ControlCommand() {
      @Override
      public String name() {
        return name;
      }

      /** The first account opens the page to the network, for which a certificate is made. */
      @Override
      public Duration timeout() {
        return MadeCertificate.LONGEST.plus(DEFAULT_TIMEOUT);
      }

      @Override
      public ControlAnswer run(ControlRequest request) throws ControlRefusal {
        try {
          List<String> lines = new ArrayList<>(action.on(request));
          if (!request.required("action").equals("list")) {
            lines.addAll(page.get());
          }
          return new ControlAnswer(true, lines, Map.of());
        } catch (AccessException e) {
          throw new ControlRefusal(e.getMessage());
        }
      }
    };
  }

  private static List<String> password(AccessBook book, ControlRequest request)
      throws AccessException, ControlRefusal {
    String name = request.required("name");
    Optional<Role> role = role(request);
    switch (request.required("action")) {
      case "set" -> {
        PasswordHash hash =
            PasswordHash.parse(request.required("hash"))
                .orElseThrow(() -> new ControlRefusal("The password is not hashed as it must be."));
        boolean isNew = book.setPassword(name, role, hash);
        String may = roleOf(book, name).map(AccessCommands::may).orElse("");
        return List.of(
            isNew
                ? "There is the account '" + name + "' now; it may " + may + "."
                : "'"
                    + name
                    + "' has the new password and may "
                    + may
                    + "; who was logged in has to do so again.");
      }
      case "remove" -> {
        book.removeAccount(name);
        return List.of("The account '" + name + "' is removed, and its sessions have ended.");
      }
      case "end-sessions" -> {
        int ended = book.endSessions(name);
        return List.of(
            "'" + name + "' has to log in again everywhere; sessions that ended: " + ended + ".");
      }
      default -> throw new ControlRefusal("'action' is set, remove or end-sessions.");
    }
  }

  private static Optional<Role> roleOf(AccessBook book, String name) {
    return book.accounts().stream()
        .filter(account -> account.name().equals(name))
        .map(account -> account.role())
        .findFirst();
  }

  private static String may(Role role) {
    return role == Role.CHANGE ? "read and change" : "read";
  }

  private static List<String> token(AccessBook book, ControlRequest request)
      throws AccessException, ControlRefusal {
    switch (request.required("action")) {
      case "add" -> {
        String name = request.required("name");
        Role role = role(request).orElse(Role.READ);
        Optional<Instant> expires = expires(request);
        book.addToken(name, role, request.required("hash"), expires);
        return List.of(
            "The token '"
                + name
                + "' may "
                + may(role)
                + expires.map(end -> " until " + local(end) + ".").orElse(" until it is removed."));
      }
      case "remove" -> {
        book.removeToken(request.required("name"));
        return List.of("The token '" + request.required("name") + "' is removed.");
      }
      case "list" -> {
        List<TokenView> tokens = book.tokens();
        return tokens.isEmpty()
            ? List.of("There is no token.")
            : tokens.stream().map(AccessCommands::line).toList();
      }
      default -> throw new ControlRefusal("'action' is add, list or remove.");
    }
  }

  private static String line(TokenView token) {
    return token.name()
        + ": may "
        + may(token.role())
        + token
            .expires()
            .map(end -> (token.over() ? ", has ended on " : ", until ") + local(end))
            .orElse(", until it is removed")
        + token.used().map(at -> ", last used " + local(at)).orElse(", not used yet");
  }

  private static String local(Instant time) {
    return TIME.format(time.atZone(ZoneId.systemDefault()));
  }

  private static Optional<Role> role(ControlRequest request) throws ControlRefusal {
    Optional<String> word = request.optional("role");
    if (word.isPresent() && Role.of(word.get()).isEmpty()) {
      throw new ControlRefusal("A role is read or change.");
    }
    return word.flatMap(Role::of);
  }

  private static Optional<Instant> expires(ControlRequest request) throws ControlRefusal {
    try {
      return request.optional("expires").map(Instant::parse);
    } catch (DateTimeException e) {
      throw new ControlRefusal("'expires' is not a time.");
    }
  }
}
