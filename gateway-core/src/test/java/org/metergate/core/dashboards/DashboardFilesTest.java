// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metergate.testing.JsonTree;

/**
 * The files of the dashboards are what the description says, and what Grafana can load. With {@code
 * -Dmetergate.renew=true} they are written.
 */
class DashboardFilesTest {
  static final Path FOLDER = Path.of("..", "packaging", "grafana", "dashboards");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)");

  /** Grafana's own (Grafana documentation, "Global variables"; data source InfluxDB, macros). */
  private static final Set<String> BUILT_IN =
      Set.of("__interval", "__timezone", "timeFilter", "tag_meter", "__all");

  static Path file(Dialect dialect) {
    return FOLDER.resolve("metergate-" + dialect.id() + ".json");
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void isWhatTheDescriptionSays(Dialect dialect) throws Exception {
    String text = DashboardText.of(dialect);
    if (Boolean.getBoolean("metergate.renew")) {
      Files.writeString(file(dialect), text);
    }
    assertEquals(text, Files.readString(file(dialect)), "renew with -Dmetergate.renew=true");
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  @SuppressWarnings("unchecked")
  void everyPanelHasItsOwnNumberAndPlaceAndEveryVariableIsDefined(Dialect dialect)
      throws Exception {
    String text = Files.readString(file(dialect));
    Map<String, Object> dashboard = JsonTree.object(text);
    Set<Object> ids = new HashSet<>();
    Set<String> taken = new HashSet<>();
    Set<Object> titles = new HashSet<>();
    for (Object one : (List<Object>) dashboard.get("panels")) {
      Map<String, Object> panel = (Map<String, Object>) one;
      assertTrue(ids.add(panel.get("id")), panel + " has the number of another");
      assertTrue(titles.add(panel.get("title")), panel.get("title") + " is there twice");
      Map<String, Object> place = (Map<String, Object>) panel.get("gridPos");
      for (int x = number(place, "x"); x < number(place, "x") + number(place, "w"); x++) {
        assertTrue(x < 24, panel.get("title") + " is cut off");
        for (int y = number(place, "y"); y < number(place, "y") + number(place, "h"); y++) {
          assertTrue(taken.add(x + " " + y), panel.get("title") + " lies over another");
        }
      }
      Set<Object> references = new HashSet<>();
      for (Object target : (List<Object>) panel.getOrDefault("targets", List.of())) {
        assertTrue(references.add(((Map<String, Object>) target).get("refId")), "" + panel);
      }
    }
    Set<String> defined = new HashSet<>(BUILT_IN);
    Map<String, Object> templating = (Map<String, Object>) dashboard.get("templating");
    for (Object variable : (List<Object>) templating.get("list")) {
      defined.add(((Map<String, Object>) variable).get("name").toString());
    }
    Matcher used = VARIABLE.matcher(text.replaceAll("(?<=[a-z.*)])\\$(?=[/\"])", ""));
    List<String> unknown = new ArrayList<>();
    while (used.find()) {
      if (!defined.contains(used.group(1))) {
        unknown.add(used.group());
      }
    }
    assertEquals(List.of(), unknown);
    assertTrue(ids.size() > 20);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void theDataSourceThatIsChosenAtFirstIsProvided(Dialect dialect) throws Exception {
    String sources =
        Files.readString(FOLDER.resolveSibling("provisioning/datasources/metergate.yaml"));
    String provided =
        String.format(
            "- name: Metergate %s\n    uid: metergate-%s\n    type: %s\n",
            dialect.title(), dialect.id(), dialect.source());
    assertTrue(sources.contains(provided), provided);
    assertTrue(Files.readString(file(dialect)).contains("\"metergate-" + dialect.id() + "\""));
  }

  private static int number(Map<String, Object> place, String key) {
    return ((java.math.BigDecimal) place.get(key)).intValueExact();
  }
}
