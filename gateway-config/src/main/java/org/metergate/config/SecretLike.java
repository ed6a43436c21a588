// SPDX-License-Identifier: Apache-2.0
package org.metergate.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metergate.spi.option.NearestName;
import org.metergate.spi.option.Secret;

/**
 * Finds what may be a key or a password in a text, whether or not the text is well-formed: values
 * after names like {@code password}, also misspelt ones, runs of hexadecimal digits, logins in
 * addresses.
 */
final class SecretLike {
  private static final List<String> NAMES = List.of("key", "password", "token", "secret");
  private static final Pattern NAMED = Pattern.compile("([\\w-]{2,40})[\"']?\\s{0,8}[:=]\\s{0,8}");

  /** Hexadecimal digits from which on a run of them may be a key (AES-128 has 32). */
  private static final int KEY_DIGITS = 16;

  /** More than a key or a password has. */
  private static final int LONGEST = 8192;

  /** The file of a private key, as under {@code web.tls}: its name is no secret. */
  private static final Pattern KEY_FILE =
      Pattern.compile("[\\w.+ /-]{1,255}\\.(?:pem|key|der|crt|cer|p8|p12|pfx)");

  /**
   * The address of a meter on an M-Bus, half as long as the shortest key: a meter is found on the
   * page and in the log by it, and by the name that is made of it. With separators it is written
   * wrongly, and no key either: hidden, it would hide the same digits in the sentence that shows
   * how it is written.
   */
  private static final Pattern METER_ADDRESS =
      Pattern.compile(
          "\\bsecondary[\"']?\\s{0,8}[:=]\\s{0,8}[\"']?(?:[0-9A-Fa-f][ :_.-]{0,2}){15}[0-9A-Fa-f]"
              + "(?=\\s*(?:$|\\s#|[\"',}\\]]))");

  private static final Pattern LOGIN = Pattern.compile("//[^/@\\s:]*:([^@\\s]+)@");

  private SecretLike() {}

  static List<Secret> in(String text) {
    List<Secret> found = new ArrayList<>();
    int outer = Integer.MAX_VALUE; // how far the key was indented whose value goes on below
    for (String line : text.split("\\R")) {
      int indent = line.length() - line.stripLeading().length();
      Optional<String> value = secretValue(line);
      if (value.isPresent()) {
        add(found, value.get());
        outer = indent;
      } else if (indent > outer && !line.contains(": ")) {
        add(found, line);
      } else if (!line.isBlank()) {
        outer = Integer.MAX_VALUE;
      }
      Projection.hexadecimal(METER_ADDRESS.matcher(line).replaceAll("secondary")).stream()
          .filter(run -> run.length() >= KEY_DIGITS && run.looksLikeKey())
          .forEach(run -> found.add(new Secret(run.chars())));
      LOGIN.matcher(line).results().forEach(login -> found.add(new Secret(login.group(1))));
    }
    return found;
  }

  /** Returns what follows a name of a secret in a line; of several names, after the first. */
  private static Optional<String> secretValue(String line) {
    Matcher name = NAMED.matcher(line);
    while (name.find()) {
      String[] words = name.group(1).toLowerCase(Locale.ROOT).split("-");
      if (NearestName.to(words[words.length - 1], NAMES).isPresent()) {
        return Optional.of(line.substring(name.end()));
      }
    }
    return Optional.empty();
  }

  private static void add(List<Secret> found, String value) {
    String text = value.substring(0, Math.min(LONGEST, value.length())).strip();
    if (text.startsWith("!") || text.startsWith("/") || text.startsWith("./")) {
      return; // the name of a file or a variable, which a sentence should name
    }
    String name = text.replaceFirst("^[\"']", "").split("[\"',}#]", 2)[0].strip();
    if (KEY_FILE.matcher(name).matches()) {
      return;
    }
    if (text.startsWith("\"") || text.startsWith("'")) {
      int end = text.indexOf(text.charAt(0), 1);
      found.add(new Secret(text.substring(1, end < 0 ? text.length() : end)));
    }
    String plain = text.replaceFirst("\\s#.*", "").replaceFirst("&.*", "");
    found.add(new Secret(plain.replaceAll("^[\"'\\[{ ]+|[\"'\\]},\\s]+$", "")));
    found.add(new Secret(plain.split("[,}\"']", 2)[0]));
  }
}
