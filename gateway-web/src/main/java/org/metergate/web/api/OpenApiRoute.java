// SPDX-License-Identifier: Apache-2.0
package org.metergate.web.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.metergate.web.Route;

/** {@code /api/v1/openapi.json}: the machine-readable description of the API. */
final class OpenApiRoute implements Route {

  /** Creates the route; it has no state. */
  OpenApiRoute() {}

  @Override
  public String path() {
    return "/api/v1/openapi.json";
  }

  @Override
  public Answer answer(Request request) {
    try (InputStream in = OpenApiRoute.class.getResourceAsStream("openapi.json")) {
      return new Answer(200, "application/json", in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("openapi.json is part of the program", e);
    }
  }
}
