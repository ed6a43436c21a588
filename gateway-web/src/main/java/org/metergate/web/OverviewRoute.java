// SPDX-License-Identifier: Apache-2.0
package org.metergate.web;

import org.metergate.web.page.PageView;

/** Answers with what is now. */
record OverviewRoute(PageView page) implements Route {

  @Override
  public String path() {
    return "/";
  }

  @Override
  public boolean isForPeople() {
    return true;
  }

  @Override
  public Answer answer(Request request) {
    return Answer.html(200, page.overview(request.visitor(), request.fields()));
  }
}
