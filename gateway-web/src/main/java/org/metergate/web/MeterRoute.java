// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import org.metergate.web.page.PageView;

/** Answers with everything about one meter. */
record MeterRoute(PageView page) implements Route {
  private static final int LONGEST_NAME = 64;

  @Override
  public String path() {
    return "/meter";
  }

  @Override
  public boolean isForPeople() {
    return true;
  }

  @Override
  public Answer answer(Request request) {
    String name = request.fields().getOrDefault("name", "");
    return page.meter(name, request.visitor())
        .map(found -> Answer.html(200, found))
        .orElseGet(() -> unknown(name, request));
  }

  private Answer unknown(String name, Request request) {
    String shown = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
    return Answer.html(404, page.unknownMeter(shown, request.visitor()));
  }
}
