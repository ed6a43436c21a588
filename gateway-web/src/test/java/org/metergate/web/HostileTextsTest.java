// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metergate.spi.reading.Quantities;
import org.metergate.web.html.PageFragment;
import org.metergate.web.html.Visitor;
import org.metergate.web.page.PageView;
import org.metergate.web.page.PossibleCause;

/** Whatever a meter, a person or a file calls things: it is shown, and it is nothing but text. */
class HostileTextsTest {
  /** The only elements there are; whatever else is found was made of a text. */
  private static final Pattern ELEMENT =
      Pattern.compile(
          "</?(a|article|b|body|button|caption|code|dd|details|div|dl|dt|footer|form|h1|h2|h3|head"
              + "|header|html|input|label|li|link|main|meta|nav|noscript|ol|option|p|rect|script"
              + "|section|select|span|summary|svg|table|tbody|td|th|thead|time|title|tr|ul)"
              + "( [a-z-]+(=\"[^\"<>]*\")?)*>");

  static List<String> texts() {
    return List.of(
        "</td><script>alert('x')</script>&amp;\"",
        "\" onload=\"alert(1)",
        "' onfocus='alert(1)' x='",
        "<img src=x onerror=alert(1)>",
        "--><!-- ]]> <![CDATA[",
        "javascript:alert(1)",
        "a\u202Eb\u2066c\u200Fd\u061Ce",
        "line\nbreak\r\n\r\ndata: <b>\u0000\u0007\u0085\u2028\u2029",
        "x".repeat(10_000),
        "\uD800 lone surrogate \uDC00",
        "${jndi:ldap://x} {time} {meter} $1 \\1");
  }

  @ParameterizedTest
  @MethodSource("texts")
  void isNothingButTextOnEveryPage(String evil) throws Exception {
    Household house = new Household();
    house.meter(evil, "replay:" + evil);
    for (int more = 0; more < 2; more++) {
      house.labels.put(evil, evil);
      house.causes.add(new PossibleCause(evil, evil));
      house.telegram(
          evil,
          List.of(
              Household.text(Quantities.METER_TYPE, evil, evil),
              Household.raw(Quantities.ENERGY_IMPORT, 866636, evil)),
          Household.NOT_AUTHENTICATED.with());
      house.outputs.add(house.output(evil, 0, null, Household.BROKER_REFUSED.with("broker", evil)));
      PageView view = new PageView(house.sources(), "b");
      Visitor visitor = new Visitor(Visitor.Kind.SESSION, evil, true, evil);
      check(view.overview(visitor, Map.of("q", evil, "state", evil)));
      check(view.meter(evil, visitor).orElseThrow());
      check(view.unknownMeter(evil, visitor));
      for (String page : List.of(PageView.OVERVIEW, evil)) {
        for (PageFragment part : view.parts(page)) {
          check(part.html());
          assertFalse(part.html().contains("\n"), "an event is one line");
        }
      }
      for (int i = 0; i < 8; i++) {
        house.meter("other-" + i, ""); // from now on a table
      }
    }
  }

  private static void check(String html) {
    String rest = html.replace("<!DOCTYPE html>", "");
    Matcher element = ELEMENT.matcher(rest);
    String outside = element.replaceAll("");
    int at = Math.max(outside.indexOf('<'), outside.indexOf('>'));
    assertEquals(-1, at, () -> outside.substring(Math.max(0, at - 80)));
    assertTrue(
        Pattern.compile("<script src=\"[a-z.]+\" defer=\"\"></script>|<[^s]|<s[^c]|</")
            .matcher(rest)
            .find());
    assertFalse(Pattern.compile("<[^>]* on[a-z]+=\"").matcher(rest).find(), rest);
    assertFalse(Pattern.compile("(href|action|src)=\"(javascript|https?|//)").matcher(rest).find());
    assertFalse(Pattern.compile("[\u202A-\u202E\u2066-\u2069\u200F\u061C]").matcher(rest).find());
    assertFalse(rest.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n'), "control");
  }
}
