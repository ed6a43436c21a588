// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.metergate.web.Route;

/** {@code /api/v1/openapi.json}: the description of the API, for programs that read such. */
final class OpenApiRoute implements Route {

  /** Creates the route; there is no state in it. */
  OpenApiRoute() {}

  @Override
  public String path() {
    return "/api/v1/openapi.json";
  }

  @Override
  public Answer answer(Map<String, String> query) {
    try (InputStream in = OpenApiRoute.class.getResourceAsStream("openapi.json")) {
      return new Answer(200, "application/json", in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("a file of the program itself", e);
    }
  }
}
