// SPDX-License-Identifier: Apache-2.0
package org.metergate.core.gateway;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.metergate.health.ActiveFinding;
import org.metergate.health.MessageCatalogue;
import org.metergate.setup.cause.Cause;
import org.metergate.setup.cause.CauseMessages;
import org.metergate.setup.cause.FindingCauses;
import org.metergate.spi.finding.Finding;
import org.metergate.spi.finding.FindingCode;
import org.metergate.spi.finding.FindingCode.Kind;
import org.metergate.spi.finding.Stage;

/**
 * The generated parts of docs/how-to/when-nothing-arrives.md, from the catalogues of sentences and
 * the table of causes.
 */
final class CausesPage {
  /** What keeps its own name in the sentences of the page. */
  private static final Map<String, String> OPEN =
      Map.of("age", "{age}", "quantity", "{quantity}", "register", "");

  private static final String MACHINE = "machine-";

  private static final List<String> TABLE =
      List.of("| finding | says | what to do |", "|---|---|---|");

  private static final Map<Stage, String> HOLDS =
      Map.of(
          Stage.PORT, "the device could be opened",
          Stage.BYTES, "bytes arrive",
          Stage.FRAMES, "checksums are good",
          Stage.DECRYPTION, "the tag of the message holds",
          Stage.LIST, "the list is known",
          Stage.STORED, "the reading is in the journal",
          Stage.DELIVERED, "each output has it in time");

  private static final Map<Cause.Group, String> GROUPS =
      Map.of(
          Cause.Group.RECOGNISED, "A meter that is read",
          Cause.Group.OTHER_SENDER, "Something that sends, but is not read",
          Cause.Group.LINE, "The wire between the two",
          Cause.Group.SILENCE, "Why nothing comes",
          Cause.Group.PORT, "The port of this computer",
          Cause.Group.CONTACT, "A contact with pulses");

  private final MessageCatalogue messages;
  private final CauseMessages causes = new CauseMessages();
  private final List<FindingCode> codes;

  CausesPage(MessageCatalogue messages, List<FindingCode> codes) {
    this.messages = messages;
    this.codes = codes;
  }

  /** Returns the stages with the findings that break them. */
  String chain() {
    List<String> lines = new ArrayList<>();
    lines.add("| stage | holds when | what can break it |");
    lines.add("|---|---|---|");
    for (Stage stage : Stage.values()) {
      String ids =
          codes(stage).stream()
              .filter(code -> code.kind() == Kind.FAULT)
              .map(code -> "`" + code.id() + "`")
              .collect(Collectors.joining(", "));
      lines.add(
          "| ["
              + word(stage)
              + "](#"
              + word(stage)
              + ") | "
              + HOLDS.get(stage)
              + " | "
              + ids
              + " |");
    }
    return String.join("\n", lines);
  }

  /** Returns each finding about which a person has to do something, stage by stage. */
  String findings() {
    List<String> lines = new ArrayList<>();
    for (Stage stage : Stage.values()) {
      lines.add("### " + word(stage));
      lines.add("");
      lines.addAll(TABLE);
      codes(stage).stream().filter(this::needsAPerson).forEach(code -> lines.add(row(code)));
      lines.add("");
    }
    return String.join("\n", lines).strip();
  }

  /** Returns each finding about which a person has to do something, in one table. */
  String table() {
    List<String> lines = new ArrayList<>(TABLE);
    for (Stage stage : Stage.values()) {
      codes(stage).stream().filter(this::needsAPerson).forEach(code -> lines.add(row(code)));
    }
    return String.join("\n", lines);
  }

  private boolean needsAPerson(FindingCode code) {
    return next(code).isPresent() || code.kind() == Kind.FAULT;
  }

  /** What only doctor finds breaks no chain: it has a table of its own. */
  private List<FindingCode> codes(Stage stage) {
    return codes.stream()
        .filter(code -> code.stage() == stage && !code.id().startsWith(MACHINE))
        .toList();
  }

  /** Returns each finding about the machine. */
  String machine() {
    List<String> lines = new ArrayList<>(TABLE);
    codes.stream()
        .filter(code -> code.id().startsWith(MACHINE))
        .forEach(code -> lines.add(row(code)));
    return String.join("\n", lines);
  }

  private String row(FindingCode code) {
    return "| `"
        + code.id()
        + "` | "
        + cell(messages.sentence(new Finding(code, OPEN)))
        + " | "
        + cell(next(code).orElse(""))
        + links(code)
        + " |";
  }

  private Optional<String> next(FindingCode code) {
    Finding finding = new Finding(code, OPEN);
    return messages
        .nextStep(finding)
        .or(
            () ->
                messages
                    .nextStep(new ActiveFinding(finding, Instant.EPOCH, Instant.EPOCH, 99))
                    .filter(step -> code.kind() == Kind.FAULT)
                    .map(step -> "If it happens often: " + step));
  }

  private static String links(FindingCode code) {
    List<Cause> possible = FindingCauses.of(code.id());
    return possible.isEmpty()
        ? ""
        : possible.stream()
            .map(cause -> "[" + cause.id() + "](#" + cause.id() + ")")
            .collect(Collectors.joining(", ", " Possible causes: ", "."));
  }

  /** Returns each cause that {@code probe} knows. */
  String causes() {
    List<String> lines = new ArrayList<>();
    for (Cause.Group group : Cause.Group.values()) {
      lines.add("### " + GROUPS.get(group));
      lines.add("");
      Arrays.stream(Cause.values())
          .filter(cause -> cause.group() == group)
          .forEach(cause -> cause(lines, cause));
    }
    return String.join("\n", lines).strip();
  }

  private void cause(List<String> lines, Cause cause) {
    lines.add("#### " + cause.id());
    lines.add("");
    lines.add(cell(causes.sentence(cause, Map.of())));
    lines.add("");
    int before = lines.size();
    causes.nextStep(cause, Map.of()).ifPresent(t -> lines.add("- What to do: " + cell(t)));
    causes.multimeter(cause, Map.of()).ifPresent(t -> lines.add("- With a multimeter: " + cell(t)));
    causes.ask(cause, Map.of()).ifPresent(t -> lines.add("- Ask the grid company: " + cell(t)));
    if (lines.size() > before) {
      lines.add("");
    }
  }

  private static String word(Stage stage) {
    return stage.name().toLowerCase(Locale.ROOT);
  }

  /** A name in braces is a value that the sentence gets; a bar would end a cell. */
  private static String cell(String text) {
    return text.replaceAll("\\{([A-Za-z-]+)}", "*$1*").replace("|", "\\|").strip();
  }
}
