// SPDX-License-Identifier: Apache-2.0
package org.metergate.setup.support;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces what leads to a person by names that mean nothing, the same thing always by the same
 * name, so that a reader can follow it: numbers of meters and adapters, addresses, names of
 * machines, of users and of mail boxes. One bundle has one instance. One thread.
 */
public final class Pseudonyms {
  /** Names that say nothing about a machine, or that this program uses itself. */
  private static final Pattern COMMON_NAME =
      Pattern.compile("(?i)localhost|root|pi|metergate|(127|0)[.].*|::1?|.{0,2}");

  private static final Pattern MAC =
      Pattern.compile("(?<![\\w:-])(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}(?![\\w:-])");

  private static final Pattern IP4 =
      Pattern.compile(
          "(?<![\\w.-])(?<!\\d-\\d{1,3}:)(?:\\d{1,3}[.]){3}\\d{1,3}(?![\\w.]*[.]\\d|\\w)");

  private static final Pattern IP6 =
      Pattern.compile(
          "(?<![\\w:.])(?:(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}"
              + "|(?:[0-9A-Fa-f]{1,4}:){1,6}(?::[0-9A-Fa-f]{1,4}){1,6}"
              + "|::(?:[0-9A-Fa-f]{1,4}:){0,6}[0-9A-Fa-f]{2,4})(?![\\w:.])");

  private static final Pattern MAIL =
      Pattern.compile("[\\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:[.][A-Za-z0-9-]{1,63})+");

  /** A serial number within the name that udev makes for an adapter. */
  private static final Pattern BY_ID =
      Pattern.compile("(?<=[_-])[A-Za-z0-9]{4,40}(?=-if\\d\\d(?:-port\\d+)?)");

  /**
   * The number of a meter: 7 to 34 digits, perhaps after up to four letters; or the 16 digits of a
   * system title. A fraction of a second is none.
   */
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<![\\w.,])(?:[A-Za-z]{1,4})?\\d{7,34}(?![\\w])"
              + "|(?<!\\w)(?=[0-9A-Fa-f]*\\d)[0-9A-Fa-f]{16}(?!\\w)");

  /** The value of a key of that name, in a configuration and in an address. */
  private static final Pattern USER_NAME =
      Pattern.compile(
          "(?i)(?<=\\b(?:user|username|user-name|login)\\s{0,4}[:=]\\s{0,4}[\"']?)[^\\s\"',}&#!]{1,100}");

  private static final Pattern USER_IN_ADDRESS =
      Pattern.compile("(?<=://)[^/@\\s:\"']{1,100}(?=[:@])(?=[^/\\n]{0,200}@)");

  private final Map<String, String> names = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();

  /** The names of machines and users that are replaced, longer ones first. */
  private final Map<String, String> known =
      new TreeMap<>(
          java.util.Comparator.comparingInt(String::length)
              .reversed()
              .thenComparing(java.util.Comparator.naturalOrder()));

  private final String home;

  /**
   * Creates an instance that knows no name yet.
   *
   * @param home the folder of the user, which becomes {@code ~}; may be empty.
   */
  public Pseudonyms(String home) {
    this.home = home.replaceAll("/+$", "");
  }

  /**
   * Replaces the names of machines from now on.
   *
   * @param hosts of this machine, of servers.
   */
  public void hosts(Collection<String> hosts) {
    hosts.forEach(host -> know("host", host));
  }

  /**
   * Replaces the names of users from now on.
   *
   * @param users of this machine.
   */
  public void users(Collection<String> users) {
    users.forEach(user -> know("user", user));
  }

  /**
   * Replaces numbers of devices that are no plain digits from now on.
   *
   * @param numbers such as {@code A50285BI}; shorter ones than five characters stay.
   */
  public void numbers(Collection<String> numbers) {
    numbers.stream()
        .filter(number -> number.length() > 4 && number.matches(".*\\d.*"))
        .forEach(number -> know("number", number));
  }

  private void know(String kind, String name) {
    if (!COMMON_NAME.matcher(name).matches() && !name.matches("[\\d.:]+")) {
      known.computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> name(kind, key));
    }
  }

  /**
   * Replaces what leads to a person.
   *
   * @param text any text; not JSON, whose numbers would be taken for those of meters.
   * @return the same text with pseudonyms.
   */
  public String in(String text) {
    String result = home.length() > 1 ? text.replace(home, "~") : text;
    result = replace(result, USER_NAME, "user");
    result = replace(result, USER_IN_ADDRESS, "user");
    result = replace(result, MAIL, "mail");
    for (Map.Entry<String, String> host : known.entrySet()) {
      Pattern word =
          Pattern.compile(
              "(?<![A-Za-z0-9])" + Pattern.quote(host.getKey()) + "(?![A-Za-z0-9])",
              Pattern.CASE_INSENSITIVE);
      result = word.matcher(result).replaceAll(Matcher.quoteReplacement(host.getValue()));
    }
    result = replace(result, MAC, "address");
    result = replace(result, IP6, "address");
    result = replace(result, IP4, "address");
    result = replace(result, BY_ID, "number");
    return replace(result, NUMBER, "number");
  }

  private String replace(String text, Pattern pattern, String kind) {
    return pattern
        .matcher(text)
        .replaceAll(
            found ->
                COMMON_NAME.matcher(found.group()).matches()
                    ? Matcher.quoteReplacement(found.group())
                    : name(kind, found.group()));
  }

  private String name(String kind, String original) {
    return names.computeIfAbsent(
        kind + " " + original.toLowerCase(Locale.ROOT),
        key -> kind + "-" + counts.merge(kind, 1, Integer::sum));
  }
}
