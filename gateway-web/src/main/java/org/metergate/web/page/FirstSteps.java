// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.page;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.metergate.web.html.Html;

/**
 * What a person needs who has no meter in the configuration yet.
 *
 * @param configuration the file, as it is named in commands.
 * @param asRoot whether the gateway's own user cannot change the file, as that of a service.
 * @param ports the names of the serial ports of this machine that a configuration should have.
 * @param documents the folder with the documents, if it is installed.
 * @param asApp whether the options of an app of Home Assistant are the configuration: a file that
 *     is made from them at each start is nothing to edit.
 */
public record FirstSteps(
    String configuration,
    boolean asRoot,
    List<String> ports,
    Optional<String> documents,
    boolean asApp) {

  /** Nothing is known of the machine. */
  public static final FirstSteps UNKNOWN =
      new FirstSteps("", false, List.of(), Optional.empty(), false);

  /** More ports are not listed. */
  private static final int MOST_PORTS = 12;

  /** Copies the list. */
  public FirstSteps {
    Objects.requireNonNull(configuration, "configuration");
    Objects.requireNonNull(documents, "documents");
    ports = List.copyOf(ports);
  }

  /** Says what to do before anything else can be shown. */
  void write(Html html) {
    html.open("section", "class", "card", "aria-labelledby", "none-h");
    html.element("h2", PageTexts.text("none"), "id", "none-h");
    html.element("p", PageTexts.text("none.first"), "class", "empty");
    html.open("p", "class", "more");
    html.text(PageTexts.text(ports.isEmpty() ? noPorts() : "none.ports"));
    for (String port : ports.subList(0, Math.min(ports.size(), MOST_PORTS))) {
      html.text(" ").element("code", port);
    }
    html.close("p").open("ol", "class", "causes more");
    if (asApp) {
      for (String step : List.of("add", "restart", "examples")) {
        html.element("li", PageTexts.text("none.app." + step));
      }
    } else {
      for (String step : List.of("probe", "write", "reload")) {
        html.open("li").text(PageTexts.text("none." + step)).text(" ");
        html.element("code", command(PageTexts.text("none." + step + ".command"))).close("li");
      }
    }
    html.close("ol");
    documents
        .filter(folder -> !asApp)
        .ifPresent(
            folder -> {
              html.open("p", "class", "more").text(PageTexts.text("none.documents")).text(" ");
              html.element("code", folder).close("p");
            });
    html.close("section");
  }

  private String noPorts() {
    return asApp ? "none.app.noports" : "none.noports";
  }

  private String command(String words) {
    return (asRoot ? "sudo " : "")
        + words
        + (configuration.isEmpty() ? "" : " -c " + configuration);
  }
}
